"""Ordinary words that stand where a secret could: types, blanks, what prose says of secrets."""

import re

_WORDS = frozenset(
    # blanks and types
    "null none nil undefined true false yes no on off string str text bytes byte int integer number "
    "bool boolean any object array list dict map void float char varchar uuid unknown optional "
    "required mandatory nullable readonly json yaml xml plain plaintext base64 hex utf8 utf-8 "
    "changeme change_me example sample test testing tests dummy fake mock mocked foo bar baz qux "
    "foobar placeholder redacted filtered omitted removed deleted masked hidden secure empty unset "
    "blank default value values xxx todo tbd n/a na fixme here below above random generated "
    # the names themselves
    "password passwords passwd pass passphrase pwd secret secrets token tokens key keys apikey "
    "credential credentials username user login email bearer basic digest oauth oauth2 jwt saml "
    "ldap sso mfa otp totp pin cookie session salt auth authorization authentication "
    # what prose says
    "a an the this that these those it its we you they he she i my your our their his her one all "
    "some each every both either is was are were be been being am has have had having do does did "
    "done can could will would shall should may might must need needs and or but nor not only also "
    "too so if then else when while where which who whom whose what why how because since until "
    "before after during once again ever never always often sometimes usually soon later today "
    "yesterday tomorrow already still just now there to of in at by for from with without within "
    "into onto over under about against between through per via as than like up down out off back "
    "away together apart wrong right correct incorrect invalid valid missing absent present lost "
    "found good bad new old weak strong short long same different unique unsafe safe public "
    "private shared stored kept set reset sent read written rotated revoked expired leaked exposed "
    "compromised encrypted decrypted hashed salted signed issued managed provided configured "
    "injected mounted passed checked validated verified compared cached logged printed displayed "
    "shown entered typed asked prompted ignored skipped dropped broken fixed used unused reused "
    "needed available unavailable enough ok okay fine gone stale fresh live dead active inactive "
    "enabled disabled locked unlocked protected visible sensitive important critical temporary "
    "permanent static dynamic global local internal external manual automatic hard easy simple "
    "obvious rather very quite really simply merely probably maybe perhaps literally basically "
    "case-sensitive insensitive hardcoded hard-coded plaintext two three four five six seven eight "
    "minimum maximum least most more less many few none. monthly weekly daily hourly yearly "
    "quarterly annually nothing something anything everything someone anyone everyone part whole "
    "characters character letters digits long. policy rotation length strength manager vault "
    "environment env file config settings variable header body query param parameter field column "
    "table row line name names type types id ids url uri path host port server client service "
    "database production staging development please enter confirm confirmation forgot forgotten "
    "current repeat retype change changed update updated create created retry retries "
    "first last next previous second third other another".split()
)
_ENDINGS = re.compile(
    r"[a-z]{2,}(?:ed|ing|able|ible|ally|ful|less|ness|ment|tion|sion|ory|ous|ive|ized|ised|ity|(?<!f)ly|al|ic|ent|ant|ary)"
)
_STAND_IN = re.compile(
    r"(?i)(?:(?:my|your|ur|the|some|any|a|an|new|old|test|fake|dummy|example|sample|user|users|db|"
    r"root|admin|app|app's|super|very|top|current|confirm|strong|hashed|encrypted|plain|raw|base64|"
    r"api|access|auth|client|private|public|refresh|secret|login|account|signing|service|"
    r"git(?:hub|lab)?|npm|aws|jwt|oauth|bearer|session|csrf|database|postgres|mysql|redis)[-_ .]*){0,5}"
    r"(?:secret|password|passwd|passphrase|pass|pwd|token|key|api[-_ ]?key|credentials?|string|hash|"
    r"value|id|user|cookie)s?(?:[-_ ]*(?:here|value|goes[-_ ]?here|name|field|input|file|path|url|"
    r"\d))?"
)


def is_ordinary(text: str) -> bool:
    """Whether it is a word of the language or a stand-in such as `your-api-key`."""
    lowered = text.lower()
    if lowered in _WORDS or _STAND_IN.fullmatch(text):
        return True
    return len(text) < 20 and _ENDINGS.fullmatch(lowered) is not None  # noqa: PLR2004 - a word
