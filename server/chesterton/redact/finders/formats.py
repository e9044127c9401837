"""Finds secrets in formats with a fixed place for them: Wi-Fi QR codes, SQL, device settings."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from chesterton.redact.chosen_value import is_chosen, is_given, is_plain_phrase, is_rare_word
from chesterton.redact.password_shapes import is_likely
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import (
    has_letter_and_digit,
    is_machine_made,
    is_password,
    is_plainly_random,
    is_random,
    is_reference,
)
from chesterton.redact.text_reading import AnalysedText


class Format(NamedTuple):
    """A format: words of which the text must contain one, a pattern for the secret, and a check."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]
    is_secret: Callable[[str], bool]


def _any(value: str) -> bool:
    return len(value) >= 4 and not is_reference(value)  # noqa: PLR2004


def _chosen(value: str) -> bool:
    """A value in a place where keywords may also occur."""
    return is_given(value) or is_random(value) or is_machine_made(value)


def _word_too(value: str) -> bool:
    return _chosen(value) or is_rare_word(value) or (value.isdigit() and len(value) > 3)  # noqa: PLR2004


def _literal(value: str) -> bool:
    return _chosen(value) or (has_letter_and_digit(value) and is_password(value, quoted=True))


def _phrase(value: str) -> bool:
    return is_password(value, quoted=True) or is_plain_phrase(value)


def _mixed(value: str) -> bool:
    return has_letter_and_digit(value) and _chosen(value)


def _told_apart(value: str) -> bool:
    return has_letter_and_digit(value) and (is_given(value) or is_likely(value))


def _assigned(value: str) -> bool:
    """A value whose name is only the text in another column."""
    return is_chosen(value) or is_likely(value) or is_machine_made(value)


def _typed(value: str) -> bool:
    return _any(value) and not value.isdigit()


def _hash(value: str) -> bool:
    return has_letter_and_digit(value)


def _network(value: str) -> bool:
    is_phrase = is_plain_phrase(value.replace("-", " "), quoted=False)
    return is_phrase or _mixed(value) or is_plainly_random(value)


_Q = r"[\"'`]?"
_WORD = r"(?P<secret>[^\s\"'`;,()<>{}$]{4,128})"
_QUOTED = r"[\"'](?P<secret>[^\"'\n]{4,200})[\"']"
_DEVICE = (
    r"enable|username|user|snmp-server|radius-server|tacacs-server|radius|tacacs\+?|crypto|ntp|ip|ipv6|neighbor|"
    r"standby|vrrp|glbp|set|key-string|key|password|secret|ppp|line|aaa|isis|ospf|bgp|hsrp|"
    r"authentication|wpa-psk|wpa2?|dot11|peer|server|server-private|local-user|super|auth-pass|"
    r"encryption|security|pre-shared-key|ikev[12]|tunnel-group|chap|pap|lldp|area|rip|mpls|ldp|msdp"
)
_NETWORK = (
    r"(?:ssid|wi-?fi|wlan|hotspot)(?:[ ]network)?[ ]?[:=]?[ ]?[\"'`]?"
    r"(?=[\w.-]{0,32}(?:[\d_.-]|(?-i:[A-Z])))[\w.-]{2,32}[\"'`]?"
)
_NAMED_SO = (
    r"(?:key|psk|pw|pass\w*|schl\u00fcssel|cl[e\u00e9]f?|clave|chiave|sleutel|code)[ ]?[:=]?[ ]"
)
FORMATS = (
    Format(
        ("ssid", "wifi", "wi-fi", "wlan", "hotspot"),
        re.compile(
            rf"(?i)(?<![\w-]){_NETWORK}(?:(?:[ ]?[/|,;]|[ ][\u2013-])[ ](?:{_NAMED_SO})?|"
            rf"[ ]{_NAMED_SO})"
            r"[\"'`]?(?P<secret>(?-i:[a-z]{3,12}(?:[ -][a-z]{3,12}){2,7}(?=[\"'`.,;)]*[ \t]*$))|"
            r"[^\s\"'`]{8,63})",
            re.MULTILINE,
        ),
        _network,
    ),
    Format(
        ("pass ", "pw ", "psk ", "pwd ", "word ", "phrase ", "passwd "),
        re.compile(
            r"(?im)^[ \t]*(?:(?:ENV|ARG|set|export|setenv)[ ]+)?[\w.-]{0,30}(?:pass(?:wd|word|"
            r"phrase)?|pwd?|psk)[ \t]+(?P<secret>[^\s\"'`]{6,64})[ \t\r]*$"
        ),
        _mixed,
    ),
    Format(
        (":",),
        re.compile(
            r"(?m)^[ \t>]*[a-z_][\w-]{0,31}:(?P<secret>[^:\s]{6,120}):\d{1,6}:\d{0,6}:"
            r"(?=[^\n]*[:/])"
        ),
        _mixed,
    ),
    Format(
        ("sha", "md5}", "{crypt}", "{pbkdf2", "{plain", "{clear"),
        re.compile(
            r"(?i)\{(?:PLAIN|CLEAR(?:TEXT)?)\}(?P<plain>[^\s\"'`,;:]{4,200})|\{(?:S?SHA\d{0,3}|S?MD5|CRYPT|PBKDF2[\w-]{0,12})\}(?P<secret>[^\s\"'`,;:]{13,200})"
        ),
        _any,
    ),
    Format(
        ("/bot",),
        re.compile(r"/bot(?P<secret>[A-Za-z0-9_:-]{24,80})/"),
        is_machine_made,
    ),
    Format(
        ("wifi:",),
        re.compile(
            r"(?i)\bWIFI:[ ]?(?:[A-Z0-9]{1,4}:(?:(?!WIFI:)[^;\\\n]|\\.){0,63};[ ]?){0,5}?"
            r"P:(?P<secret>(?:(?!WIFI:)[^;\\\n]|\\.){4,63});"
        ),
        _phrase,
    ),
    Format(
        ("identified",),
        re.compile(
            r"(?i)\b(?:user|grant|alter|create|connect|link|role|set|on)\b[^\n]{0,160}?\bidentified\s+"
            rf"(?:with\s+{_Q}\w+{_Q}\s+)?(?:by|as)\s+(?:values\s+|password\s+)?{_Q}(?P<secret>"
            r"[^\s\"'`;,()<>{}$?:&][^\s\"'`;,()<>{}]{2,128})"
        ),
        _any,
    ),
    Format(
        ("using",),
        re.compile(
            rf"(?i)\bconnect\s+to\s+[\w.-]{{1,40}}\s+user\s+\S{{1,40}}\s+using\s+{_Q}{_WORD}"
        ),
        _any,
    ),
    Format(
        ("securestring",),
        re.compile(
            r"(?i)(?:convertto-securestring(?:\s+-(?:string|asplaintext|force))*\s+"
            r"(?P<bare>[^\s\"'$(|-][^\s\"')]{3,100})|"
            r"[\"'](?P<secret>[^\"'\n]{4,100})[\"']\s*\|\s*convertto-securestring)"
        ),
        _any,
    ),
    Format(("tochararray",), re.compile(rf"(?i){_QUOTED}\s?\.toCharArray\(\)"), _literal),
    Format(
        (" psk", ":psk", " eap", "xauth", "rsa"),
        re.compile(rf":[ \t]*(?:PSK|EAP|XAUTH)[ \t]+{_QUOTED}"),
        _phrase,
    ),
    Format(
        ('" *', "' *"),
        re.compile(
            rf"(?m)^[ \t]*[\w\"'.@\\-]{{1,60}}[ \t]+(?:\*|"
            rf"[\w-]{{1,20}})[ \t]+{_QUOTED}[ \t]+(?:\*|\d)"
        ),
        _literal,
    ),
    Format(
        (" * ", "user "),
        re.compile(
            r"(?m)^[ \t]*(?:[\w.@-]{2,40}[ \t]+\*[ \t]+(?P<secret>[^\s\"'*]{4,80})[ \t]+\*|"
            r"user[ ][\w.@-]{2,40}[ ](?P<bare>[^\s\"']{6,80}))[ \t\r]*$"
        ),
        _told_apart,
    ),
    Format(
        ("pragma",),
        re.compile(
            r"(?i)\bPRAGMA\s+(?:hex)?(?:re)?key\s*=\s*[\"']{1,2}(?P<secret>[^\"'\n]{4,200})"
        ),
        _any,
    ),
    Format(
        ("/d ",),
        re.compile(
            r"(?i)/v\s+[\"']?\w*(?:pass|secret|key|token|pwd?)\w*[\"']?\s+(?:/t\s+\S+\s+)?/d\s+"
            r"[\"']?(?P<secret>[^\s\"']{6,200})"
        ),
        _literal,
    ),
    Format(
        ("where",),
        re.compile(
            r"(?i)\bset\s+[\w.\"`\[\]]{1,60}\s*=\s*[NE]?'(?P<secret>[^'\n]{4,200})'[^;]{0,120}?\bwhere\b"
            r"[^;\n]{0,80}?'[\w.:/-]{0,40}(?:pass(?:word|wd|phrase)?|pwd?|secret|token|api[_-]?key)'"
        ),
        _assigned,
    ),
    Format(
        (" login ", "bundle"),
        re.compile(
            r"(?m)^(?:[CS>]:?[ ]+)?[\w.]{1,12}[ ]LOGIN[ ]\"?[\w.@+-]{1,60}\"?[ ]"
            r"(?P<secret>[^\s\"]{4,100})"
            r"[\"\r]*$|\bBUNDLE_[A-Z0-9_]{2,60}[\"']?[ ]?[:=][ ]?[\"']?[\w.@+-]{1,40}:(?P<bare>"
            r"[^\s\"'/][^\s\"']{3,100})"
        ),
        _typed,
    ),
    Format(
        ("$argon2", "wordpress_", "aws4-hmac"),
        re.compile(
            r"(?P<secret>\$argon2(?:id|i|d)\$(?:v=\d+\$)?[mtp=,\d]{5,40}\$[\w+/=-]{8,200}"
            r"(?:\$[\w+/=-]{8,400})?)"
            r"|\bwordpress_(?:logged_in|sec)_[0-9a-f]{32}=(?P<bare>[^\s;\"']{20,400})"
            r"|\bAWS4-HMAC-SHA256\b[^\n]{0,600}?\bSignature=(?P<plain>[0-9a-f]{64})"
        ),
        _hash,
    ),
    Format(("add-mask::",), re.compile(r"::add-mask::(?P<secret>[^\s$]{4,300})"), _any),
    Format(
        ("setuser", "user default", "user "),
        re.compile(
            r"(?i)\b(?:setuser|"
            r"user)[ ]\S{1,40}(?:[ ][\w~*&+@-]{1,30}){0,6}?[ ]>(?P<secret>\S{4,128})"
        ),
        _any,
    ),
    Format(
        ("secret=",),
        re.compile(r"(?i)otpauth://[^\s\"'<>]{1,200}?[?&]secret=(?P<secret>[A-Z2-7]{8,128})"),
        _any,
    ),
    Format(
        ("password(", "passwd(", "pass(", "pwd("),
        re.compile(
            r"(?<![\w.$>:])(?:PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|Password)\((?P<secret>[^\s()\"'$&%]{4,64})\)"
        ),
        _chosen,
    ),
    Format((";",), re.compile(r"://[\w.-]{1,40};(?P<secret>[^\s@;/:\"']{4,80})@"), _chosen),
    Format(
        ("expect", "send"),
        re.compile(
            r"(?i)(?:pass(?:word|phrase|wd)?|\Wassword)\b[^\n]{0,30}\n?[^\n]{0,30}\b"
            r"(?:send|sendline|send_?user|interact|write(?:line|ln)?|println|typewrite|put|respond|responses?)"
            r"\b[ \t(:=]{1,3}(?:--[ ])?[bru]?(?:\"(?P<secret>(?:[^\"\\\n]|"
            r"\\.){4,120}?)(?:\\+[rn])*\"|"
            r"'(?P<single>(?:[^'\\\n]|\\.){4,120}?)(?:\\+[rn])*'|(?P<bare>[^\s\"'${}\\()]{4,120})(?:\\+[rn])+)"
        ),
        _phrase,
    ),
    Format(
        ("addlogin", "sp_password"),
        re.compile(
            r"(?i)\bsp_(?:add\w{0,14}login|password)\s+(?:N?'[^'\n]{0,60}'|NULL|@\w+),\s*(?:(?:N?'[^'\n]{0,60}'|NULL|@\w+),\s*){0,3}N?'(?P<secret>[^'\n]{4,100})'"
        ),
        _any,
    ),
    Format(
        ("pass ",),
        re.compile(
            r"(?m)(?:\b(?:sent|sends?|sending|client|C|c|>>>|command)[ :]{1,2}|"
            r"\bUSER[ ]\S{1,60}[ \t\r]*\n)PASS[ ](?P<secret>[^\s\"'`]{4,80})[ \t\r]*$"
        ),
        _any,
    ),
    Format(
        ("send",),
        re.compile(
            r"\bsend[ ](?:--[ ])?\"(?P<secret>[^\"\\\n$]{4,120})(?:\\+[rn])+\"[^\n]{0,40}pass"
            r"(?:word|phrase)"
        ),
        _phrase,
    ),
    Format(
        (
            "key",
            "md5",
            "sha",
            "secret",
            "password",
            "community",
            "authentication",
            "auth-",
            "psk",
            " set ",
        ),
        re.compile(
            rf"(?im)^[ \t>+-]*(?:[\w.-]{{1,30}}[#>][ ]?)?(?:no[ ])?(?:key-string(?=[ ])|"
            rf"(?:{_DEVICE})\b[^\n=:]{{0,80}}?"
            r"[ ](?:key(?:-string)?|md5|sha(?:256)?|hmac-sha-?\d*|aes|des|secret|password|"
            r"passwd|authentication|auth-pass|"
            r"authentication-key|community|(?:pre-shared-|wpa-)?psk|pre-shared-(?:key|secret)|cipher|simple|"
            r"plain(?:-text)?|ascii(?:-text)?|hexadecimal|text|encrypted|[0578]))"
            r"[ ](?:(?:[0-9]|md5|sha\d*|ascii(?:-text)?|hex\w*|text|cipher|simple|"
            r"plain(?:-text)?|encrypted|key-string|"
            rf"hash)[ ]){{0,3}}{_Q}{_WORD}{_Q}"
            r"(?=[ \t]*(?:$|aes\b|priv\b|address\b|r[ow]\b|level\b|role\b|group=|encrypted\b|"
            r"timeout\b|hostname\b|;))"
        ),
        _word_too,
    ),
)


def find(reading: AnalysedText) -> Iterator[Hit]:
    """The secrets at the fixed places of known formats."""
    for each in FORMATS:
        if any(word in reading.lowered for word in each.words):
            for match in each.pattern.finditer(reading.text):
                group = match.lastgroup or "secret"
                value = match[group].rstrip(".,;)")
                if each.is_secret(value):
                    start = match.start(group)
                    yield Hit(start, start + len(value), "password")
