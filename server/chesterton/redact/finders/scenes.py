"""Finds unlabelled passwords by their appearance and by the topic of the line."""

import re
from collections.abc import Iterator
from enum import IntEnum

from chesterton.redact.chosen_value import is_namesake, is_telling, is_unmistakable
from chesterton.redact.password_shapes import is_certain, is_likely
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import is_plainly_random
from chesterton.redact.text_reading import AnalysedText

_WORD = re.compile(
    r"(?<![A-Za-z0-9_.@#$%&!+~^\\-])(?=[^\s\d]{0,39}\d)!?[A-Za-z0-9](?:[A-Za-z0-9_!#$%&@+^~*-]|"
    r"[.?](?=\w)){5,39}[?]?(?![\w(/@-]|\.\w)"
)
_STRONG_SCENE = re.compile(
    r"(?<![a-z])(?:vnc|rdp|ipmi|idrac|ilo|bmc|teamviewer|anydesk|rustdesk|wi-?fi|wlan|ssid|wpa\w*|nas|"
    r"router|printer|camera|nvr|admin|root|log-?in|sudo|bios|hotspot|vpn)(?![a-z])"
)
_AFTER_MAIL = re.compile(r"[\w.+-]{1,40}@[\w.-]{3,60}[ ,:/|]{1,3}$")
_PASSED = re.compile(
    r"(?i)\b(?:pasted|typed|types|entered|enters|left us|gave us|created with|encrypted (?:using|"
    r"with)|"
    r"protected (?:by|with)|tried|come with)[ ][\"'`]?$"
)
_LAST = re.compile(r"[:=/,|\u2192>][ ]?[\"'`*(]{0,2}$|[ ]-[ ]$|\bwith[ ]$")
_END = re.compile(r"[\"'`*.!)]*[ \t\r]*(?:\n|$)")
_SCENE = re.compile(
    r"(?<![a-z])(?:admin\w*|root|superuser|accounts?|log(?:ged|ging|s)?[ -]?(?:in|on)|log(?:in|"
    r"on)s?|"
    r"log[ ](?:you|me|us|them)[ ]in|sign(?:s|ed)?[ -]?in|users?(?:name)?|credentials?|creds?|"
    r"access|unlock\w*|prompts?|sudo|"
    r"auth\w*|"
    r"vnc|rdp|ssh|s?ftp|smb|cifs|smtp|imap|pop3|ldap|kerberos|radius|tacacs|snmp\w*|ipmi|idrac|ilo|"
    r"bmc|kvm|bios|uefi|teamviewer|anydesk|rustdesk|wi-?fi|wlan|ssid|wpa\w*|psk|hotspot|"
    r"access point|router|switch|firewall|printer|copier|camera|nas|nvr|dvr|box|portal|console|"
    r"panel|dashboard|database|db|server|host|machine|vm|vpn|share|mailbox|tablet|kiosk|locks?|"
    r"locker|gate|door|safe|chap|pap|keystore|keychain|vault|keymaterial|replica|archive|dump|"
    r"encrypt\w*|zipped|magic[ ]word|sesame|lets[ ](?:you|me|us)|creds?|stats|u/p|snapshots?|disk|"
    r"usb|laptop|"
    r"parental|supervisor|operator|expect|send_keys|anmeld\w*|einlogg\w*|zugang\w*|benutzer\w*|"
    r"konto|rechner|losung\w*|conne\w*|acc[e\u00e8]s|compte|utilisateur|acce[ds]\w*|entrar|entre|"
    r"usu[a\u00e1]rio|cuenta|conta|utente|inlog\w*|gebruiker|\u0432\u0445\u043e\u0434|"
    r"\u0434\u043e\u0441\u0442\u0443\u043f)(?![a-z])|\u767b\u5f55|\u767b\u9646|\u30ed\u30b0\u30a4\u30f3|"
    r"\u8d26\u53f7|\u7528\u6237"
)
"""Words that show that a line is about a login."""

_LOGIN = re.compile(
    r"pass(?:w|phrase|code|[ ]?[:=])|(?<![a-z])(?:pw|pwd|login|logon|log[ -]?(?:in|on)|"
    r"logged[ -](?:in|on)|logging[ -]in|"
    r"sign(?:ed)?[ -]?in|"
    r"prompt\w*|creds?|credentials?|sudo|root|bmc|idrac|ilo|unlocks?|unseal|wi-?fi|wlan|hotspot|ssid|psk|auth|anmeld\w*|einlogg\w*|eintippen|zugang\w*|"
    r"kennwort|connexion|acceso|accesso|acesso|inlog\w*|secrets?|tokens?|snmp\w*|com2sec|radius|tacacs|isakmp|"
    r"vnc|rdp|ssh|ftp|smtp|imap|ldap|mqtt|vault|console|bios|ipmi|(?:access|door|entry|gate|"
    r"alarm)[ ]code|"
    r"(?:api|access|service|the|wpa|network)[ ]key|user(?:name)?s?|accounts?)(?![a-z])"
)
"""Words near a password that show that the text is about a login."""

_TAIL = re.compile(r"=[+=~^%!*-]?[\w!#$%&@+^~*=-]{4,40}")  #: of a password that contains `=`
_FAR, _CLOSE = 140, 60
_USER = (
    r"(?:admin\w*|root|sa|postgres|oracle|guest|deploy\w*|ops|backup|jenkins|ubuntu|pi|reports?|"
    r"reporting|monitor\w*|grafana|svc[_-]?\w+|ci[_-]?\w{0,8}|\w{1,20}[_-](?:rw|ro|user|svc|admin|bot)|sys\w*|operator|"
    r"support|service|scanner|demo|nagios|pgadmin|etl|administrator|[\w.+-]{1,40}@[\w.-]{3,60})"
)
_BESIDE_USER = re.compile(
    rf"(?i)(?<![\w./@-])(?:{_USER}|(?:takes|wants|accepts|user|account|log-?in|as|u/p|u|l|uid|id|"
    rf"gave us|gave me|"
    rf"auth|auth_basic_user|basicauth /)[ :]{{1,2}}[\w.@-]{{2,30}}|[\w.@-]{{2,30}}(?=[ ](?:/|//|"
    rf"\u2013|-)[ ]|[ ]p:))[\"'`*]{{0,2}}(?:[ ]?(?:[/|:;,]|//|\u2013|,?[ ]p(?:w|ass)?[:=])[ ]?|"
    rf"[ ](?:-|and|with|using|plus|then|und|mit|"
    rf"et|avec|y|con|e|com|en|met|og|med|\u0438|\u0441)?[ ]?|,[ ]then[ ]|[ ]?\()[\"'`*(]{{0,3}}$"
)
"""An account, right before its password."""

_LINK = re.compile(
    r"(?i)(?:[:=/|,;(>\u2192\uff1a\uff0f]|\b(?:with|and|using|plus|then|und|mit|et|avec|y|con|e|com|en|"
    r"met|og|med|as|is|was|to|enter|type|use|wants|expects|takes|needs|pasted|typed|entered|"
    r"left us|gave us|try|tried|answer|default|still|say|by|via|everywhere|using)|"
    r"\u0438|\u0441|"
    r"\u548c|\u3068)[\s\"'`*(\u300c]*$"
)
_SLASHED = re.compile(r"(?:^|[\s\"'`(])[\w.@-]{2,30}/$")
_TRAILER = re.compile(r"[ \t>]*[A-Z][\w-]*-[Bb]y:")
_ADDRESS = re.compile(r"[^\s<>\"'`]*(?:://|[?&][\w.-]+=)[^\s<>\"'`]*$")
_CLASSES = re.compile(r"(?i)\bclass(?:name|list)?s?[ ]?[=:][ ]?\{?[\"'`][^\"'`]{0,200}$")
_MAIL = re.compile(r"[ ]<[^<>\s]+@")
_CODE = re.compile(r"[A-Za-z]+(?:_[A-Za-z0-9]+)+|(?:[A-Z][a-z0-9]+){2,}|[a-z][\w-]*#\d+")
_MIXED = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d)")
_DIGITS = re.compile(r"(?=.*[a-z])(?:.*\d{2}|.*[!$*#%])")


class Look(IntEnum):
    """How much a word looks like a password."""

    NAMESAKE = 1  #: a rare word and a number: `Karin1978`
    MEMORABLE = 2  #: a password among the words of a sentence: `gr4nitwald88`
    RANDOM = 3  #: letters of both cases and digits without any order
    LIKELY = 4  #: a password in a text about an account or a lock
    CERTAIN = 5  #: a password in any text


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Words that look enough like a password for their context: any text, a login, an account."""
    text = reading.text
    for token in _WORD.finditer(text):
        word = token[0] if is_likely(token[0]) else token[0].rstrip("?")
        start, end = token.start(), token.start() + len(word)
        look = _look(word)
        if look and _is_password(reading, look, start, end):
            rest = _TAIL.match(text, end) if is_unmistakable(word) else None
            yield Hit(start, rest.end() if rest else end, "password")


def _look(word: str) -> Look | None:
    if is_certain(word):
        return Look.CERTAIN
    if word[0] == "!":
        return None
    if is_likely(word):
        return Look.LIKELY
    if _DIGITS.search(word) and not _CODE.fullmatch(word) and is_telling(word):
        return Look.MEMORABLE
    if is_namesake(word):
        return Look.NAMESAKE
    return Look.RANDOM if _MIXED.match(word) and is_plainly_random(word) else None


def _is_password(reading: AnalysedText, look: Look, start: int, end: int) -> bool:
    line, last = reading.line(start)
    before = reading.text[max(line, start - _FAR) : start]
    is_path = before.endswith("/") and not (
        _BESIDE_USER.search(before) or (look is Look.CERTAIN and _SLASHED.search(before))
    )
    is_another = (
        is_path
        or _ADDRESS.search(before)
        or _CLASSES.search(before)
        or _is_signature(reading, line, end)
    )
    if is_another or reading.is_public(start, end):
        return False
    if look is Look.CERTAIN:
        return True
    is_scene = _SCENE.search(reading.lowered, max(line, start - _FAR), min(last, start + _FAR))
    if look is Look.NAMESAKE:
        return _is_told(reading, before, end, is_scene=is_scene is not None)
    is_users = _BESIDE_USER.search(before) is not None
    if is_users or look is Look.RANDOM:
        return is_users
    if look is Look.MEMORABLE:
        return is_scene is not None and _LINK.search(before) is not None
    return is_scene is not None or _is_about_login(reading, start, end)


def _is_told(reading: AnalysedText, before: str, end: int, *, is_scene: bool) -> bool:
    """Whether the context presents a word as a password although it may be a name."""
    is_last = _END.match(reading.text, end) is not None
    if is_last and _AFTER_MAIL.search(before):
        return True
    is_introduced = _STRONG_SCENE.search(before.lower()) and _LAST.search(before)
    is_passed = _PASSED.search(before)
    return is_scene and bool(
        is_passed or _BESIDE_USER.search(before) or (is_last and is_introduced)
    )


def _is_signature(reading: AnalysedText, line: int, end: int) -> bool:
    """Whether the word names a person: `Signed-off-by: kim2go <kim2go@example.org>`."""
    return bool(_TRAILER.match(reading.text, line) or _MAIL.match(reading.text, end))


def _is_about_login(reading: AnalysedText, start: int, end: int) -> bool:
    lowered = reading.lowered
    after = lowered[end : end + _CLOSE].partition("\n")[0]
    return bool(_LOGIN.search(lowered, max(0, start - _FAR), start) or _LOGIN.search(after))
