"""Finds a user name and password written together: "log in with admin / ...", `creds: root:...`."""

import re
from collections.abc import Iterator
from string import digits

from chesterton.redact.chosen_value import (
    is_code,
    is_paired,
    is_telling,
    is_unmistakable,
    is_worn,
    without_terms,
)
from chesterton.redact.harmless import is_hex, is_hex_groups
from chesterton.redact.password_shapes import is_likely
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import (
    has_letter_and_digit,
    is_compound,
    is_password,
    is_plainly_random,
    is_reference,
)
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.vocabulary import COMMON, HARMLESS_KEYS, ORDINARY, words

_PAIR = re.compile(
    r"(?<![a-z])(?:log(?:ged|ging|s)?[ -]?(?:in|on)|sign(?:ed|ing)?[ -]?in|login|logon|creds?|"
    r"credentials?|zugangsdaten|identifiants|credenciales|credenziali|credenciais|inloggegevens|"
    r"user(?:name)?[ ]?(?:/|and|&)[ ]?(?:pass(?:word)?|pw)|authenticate[ds]?|"
    r"(?:default|service|test|admin|shared|bastion|root|demo|seed(?:ed)?|local|dev)[ ]"
    r"(?:user|account)|"
    r"connect(?:ed)?|ssh|basic[ _-]?auth\w*|auth_basic|auth(?:[ ]string)?|--creds|"
    r"src-creds|dest-creds|"
    r"\w*user_?pass|userpwd|\w*_creds|\w*credentials?)(?![a-z])"
    r"(?:[ \t]+(?:to|into|for|on|at|in)(?:[ \t]+[\w./:'-]{1,40}){1,5}?)?"
    r"[ \t]*(?:\b(?:with|as|using|via|are|is|was|were)\b|[:=,(]|[ ]-[ ]"
    r"|[ \t](?=[\w.@+-]{2,60}[\"'`*]{0,2}[ \t]?[/:][ \t]?\S))[ \t]*(?:the[ ])?"
    r"(?:user(?:name)?[ :=]+)?[\"'`*(]{0,2}(?P<user>[\w.@+-]{2,60})[\"'`*]{0,2}"
    r"[ \t]*(?P<sign>[/:|,;+]|\b(?:and|with|using)\b|[ ]-[ ])[ \t]*"
    r"(?P<named>(?:the[ ])?pass(?:word|wd|phrase)?[ :=]|pwd?[ :=])?[ \t:=]{0,3}[\"'`*]{0,2}"
    r"(?P<value>[^\s\"'`<>]{4,80})"
)
_ABROAD = (
    r"zugangsdaten|anmelde(?:daten|ung)|anmeldung|logindaten|benutzer|konto|identifiants?|connexion|"
    r"acc[e\u00e8]s|utilisateur|compte|credenciales|credenciais|acceso|acesso|usuario|usu\u00e1rio|cuenta|"
    r"conta|credenziali|accesso|utente|inloggegevens|inloggen|gebruiker|aanmelden|inloggning|"
    r"innlogging|logowanie|dane logowania|"
    r"p\u0159ihl\u00e1\u0161en\u00ed|kirjautuminen|tunnukset|giri\u015f|\u0432\u0445\u043e\u0434|"
    r"\u043b\u043e\u0433\u0438\u043d|\u0434\u043e\u0441\u0442\u0443\u043f|inloggningsuppgifter|"
    r"anv\u00e4ndare|bruker|bruger|credentials|creds|log-?ins?|account"
)
_LABELLED = re.compile(
    rf"(?<![a-z])(?:{_ABROAD}|(?<=-)zugang)(?![a-z])(?:(?:[ \t]+[\w./'\u2019-]{{1,30}}){{0,4}}"
    r"(?:[ \t]*\([^()\n]{1,30}\))?[ \t]*(?:[:=\u2192]|[-=]>)|[ ]"
    r"(?:mit|avec|con|met|com|med|als|comme|"
    r"como))?[ \t]+[\"'`]?"
    r"(?P<user>[\w.@+-]{2,40})[\"'`]?(?:[ ][/|:-][ ]|[:,|][ ]|[ ](?:and|und|et|y|e|en|och|og)[ ])"
    r"[\"'`]?(?P<value>[^\s\"'`<>]{7,60})(?=[\"'`]?(?:[\s.,;)]|$))"
)
_BLANK = re.compile(
    r"(?<![a-z])(?:creds?|credentials|log-?in|account|zugangsdaten)[ ]?:[ ]{1,3}[\"'`]?"
    r"(?P<user>[\w.@+-]{2,40})[\"'`]?[ ]{1,3}[\"'`]?(?P<value>[^\s\"'`<>]{6,60})[\"'`]?[.]?(?=\s|$)"
)
"""A user name and a password with only a blank between them."""
_UNLOCK = re.compile(
    r"(?:log(?:ged|s)?[ -]?in|sign(?:ed)? in|unlock(?:s|ed)?(?: it)?|"
    r"open(?:s|ed)? (?:it|the \w+)|get in) (?:with|using) [\"'`]?(?P<value>[^\s\"'`<>]{6,80})"
)
_ENTERS = re.compile(
    r"(?:\b(?:gets?|got|getting|come|enter(?:s|ed)?|access(?:es|ed)?|reach(?:es|ed)?|connect(?:s|"
    r"ed)?|ssh|"
    r"log(?:s|ged)?|sign(?:s|ed)?|authenticates?|open(?:s|ed)?|unlock(?:s|ed)?|"
    r"logon|login)\b)"
    r"[^\n.;:(){}=]{0,60}?(?:\bwith|\busing|\bvia)[ ]+"
    r"(?:the[ ])?[\"'`(]?(?P<value>[^\s\"'`<>]{6,80})"
)
_USER = re.compile(
    r"(?<![\w/.:-])(?:(?P<root>(?:admin|root|administrator)(?::|[ ]?/[ ]?))"
    r"|(?:admin|root|administrator|guest|sa|postgres|test|demo|superuser|sysadmin|operator|support|"
    r"deploy|ubuntu|pi|oracle|ops|user)[ ]?[/:][ ]?)(?P<value>[^\s\"'`<>/]{4,60})"
)
_ALONE = re.compile(
    r"(?m)^[ \t>*+-]*(?:\[[\w.-]+\]:\d{2,5}[ \t]+)?[\"'`]?(?P<user>[a-z][\w.@-]{1,40}):"
    r"(?P<value>[^\s\"'`<>:/]{7,60})[\"'`]?[,;]?[ \t\r]*$"
)
_ACCOUNT = re.compile(
    r"(?:admin\w*|root|sa|postgres|oracle|guest|deploy\w*|ops|backup|jenkins|ubuntu|pi|reports?|"
    r"monitor\w*|svc[_-]?\w+|sys\w*|operator|support|service|scanner|alice|bob|demo|nagios|git)"
)
_SLASHED = re.compile(
    r"(?<![\w/.:@-])(?P<user>[a-z][\w.-]{1,20})[ ]?/[ ]?"
    r"(?P<value>[A-Za-z0-9][\w!#$%&@+^~*?.-]{6,39})(?=[\s),;]|\.?$|\.\s)"
)
_PIPED = re.compile(
    r"\b(?:echo|"
    r"printf)[ ]+(?:-n[ ]+)?[\"']?(?P<user>[\w.@-]{2,40}):(?P<value>[^\s\"'|]{5,80})[\"']?[ ]*\|"
)
_WORDS = (
    "log in",
    "log-in",
    "login",
    "logon",
    "log on",
    "logged in",
    "logging in",
    "sign in",
    "signed in",
    "sign-in",
    "signin",
    "cred",
    "zugangsdaten",
    "identifiants",
    "inlog",
    " with ",
    " using ",
    "/pass",
    "/ pass",
    "and pass",
    "account",
    "authenticat",
    "connect",
    "ssh",
    "auth",
    " / ",
    " user",
    "default",
    "passw",
    "/pw",
    "admin",
    "root:",
    "root /",
    "administrator:",
    "unlock",
    "open",
    "anmeld",
    "benutzer",
    "konto",
    "conne",
    "acc",
    "utilis",
    "compte",
    "usu",
    "cuenta",
    "conta",
    "utente",
    "gebruiker",
    "aanmeld",
    "anv\u00e4nd",
    "bruk",
    "logg",
    "logow",
    "ihl\u00e1",
    "kirjau",
    "tunnu",
    "giri",
    "\u0432\u0445\u043e\u0434",
    "\u043b\u043e\u0433\u0438\u043d",
    "\u0434\u043e\u0441\u0442\u0443\u043f",
    "brug",
)
_ABOUT_LOGIN = re.compile(
    r"(?i)log[ -]?in|cred|passw|auth|account|sign[ -]in|\bpw\b|default|(?:gets?|lets?|"
    r"got)[ ](?:you|me|us|one)[ ]|\bworks\b"
)
_LOGIN_START = re.compile(r"cred|log|sign|user|default|test|admin|root|demo")
_USERS = words("admin root user administrator ops test demo guest deploy dev sa app api bob alice")
_NOT_SECRET = re.compile(r"\.[a-z]{1,4}:\d|^[\w.]+=|^\*|\*$|\*\.|\.[a-z]{1,4}$|\($")
_TRAILING = ",;.:)]}>!?|*_"
_LABELS = words("""
    image version tag build release commit branch ref id name host port path file line note see
    model class type kind node python ruby go rust php java test case step example label target
    package module digest hash checksum sha md5 date time level mode format unit color colour
""")
_CONTEXT = 80


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Passwords that follow a user name."""
    text = reading.text
    yield from _alone(text)
    if not any(word in reading.lowered for word in _WORDS):
        return
    for pair in _PAIR.finditer(reading.lowered):
        value = text[slice(*pair.span("value"))].rstrip(_TRAILING)
        is_joined = pair["sign"] in {"/", ":", "|"} or pair["named"]
        is_login = is_joined and _LOGIN_START.match(pair[0])
        if _is_secret(value) or (is_login and _is_plain(value, pair["user"], pair[0])):
            yield Hit(pair.start("value"), pair.start("value") + len(value), "password")
    for pattern, is_value in _CHECKS:
        for found in pattern.finditer(reading.lowered):
            value = text[slice(*found.span("value"))].rstrip(_TRAILING)
            if is_value(value):
                yield Hit(found.start("value"), found.start("value") + len(value), "password")
    yield from _after_user(text)


def _alone(text: str) -> Iterator[Hit]:
    """`user:password` on a line of its own, or piped into another program."""
    for pattern in (_ALONE, _PIPED) if ":" in text else ():
        for pair in pattern.finditer(text):
            is_label = pair["user"] in _LABELS or pair["user"] in HARMLESS_KEYS
            if is_telling(pair["value"]) and not is_label:
                yield Hit(*pair.span("value"), "password")
    for pair in _SLASHED.finditer(text) if "/" in text else ():
        if _ACCOUNT.fullmatch(pair["user"]) and is_unmistakable(pair["value"]):
            yield Hit(*pair.span("value"), "password")


def _after_user(text: str) -> Iterator[Hit]:
    """`root / password`, in a text about logging in."""
    for user in _USER.finditer(text):
        value = user["value"].rstrip(_TRAILING)
        context = text[max(0, user.start() - _CONTEXT) : user.end() + _CONTEXT]
        is_spaced = user["root"] and not user["root"].endswith("/")
        is_root = is_telling(value) or (is_spaced and (_mixes(value) or is_worn(value)))
        is_root = (bool(user["root"]) and is_root) or (" / " in user[0] and is_telling(value))
        if _is_secret(value) and (is_root or _ABOUT_LOGIN.search(context)):
            yield Hit(user.start("value"), user.start("value") + len(value), "password")


def _is_secret(value: str) -> bool:
    if is_telling(value):
        return True
    if (
        _NOT_SECRET.search(value)
        or value.isalpha()
        or value.isdigit()
        or not has_letter_and_digit(without_terms(value) + "x")
        or is_compound(value)
        or is_hex_groups(value)
        or "/" in value
    ):
        return False
    return is_password(value, quoted=False)


def _is_abroad(value: str) -> bool:
    if is_plainly_random(value):
        return True
    return has_letter_and_digit(value) and not _is_term(value) and _is_secret(value)


def _is_term(value: str) -> bool:
    """Whether the value is a common word with a number, like the names of hosts and releases."""
    stem = value.rstrip(digits).lower()
    return stem in COMMON or stem in ORDINARY or is_hex(value)


def _mixes(value: str) -> bool:
    """Whether the value has letters, digits and a capital or symbol, unlike a user name."""
    return has_letter_and_digit(value) and not (value.isalnum() and value.islower())


def _is_plain(value: str, user: str, pair: str) -> bool:
    if f"{user}/{value}" in pair and user not in _USERS:  # hostname/machine
        return False
    if value.isdigit():
        return is_code(value)
    return (
        value.isalpha() and value.islower() and not is_reference(user) and not is_reference(value)
    )


_CHECKS = (
    (_LABELLED, _is_abroad),
    (_BLANK, lambda value: is_paired(value) or is_telling(value) or is_likely(value)),
    (_UNLOCK, lambda value: _is_secret(value) and _mixes(value)),
    (_ENTERS, is_telling),
)
