"""Recognises ordinary words and placeholders that are not secrets: `optional`, `your-api-key`."""

import re

from chesterton.redact.vocabulary import ORDINARY, PARTICIPLES

_ENDINGS = re.compile(
    r"[a-z]{2,}(?:ed|ing|able|ible|ally|ful|less|ness|ment|tion|sion|ory|ous|ive|ized|ised|ity|"
    r"(?<!f)ly|al|ic|ent|ant|ary)"
)
_PREFIX = re.compile(r"(?:un|re|mis|over|out|pre|under|with|fore)(?=[a-z]{3})")
_STAND_IN = re.compile(
    r"(?i)(?:(?:my|your|ur|the|some|any|a|an|new|old|test|fake|dummy|example|sample|user|users|db|"
    r"root|admin|app|app's|super|very|top|current|confirm|strong|hashed|encrypted|plain|raw|base64|"
    r"api|access|auth|client|private|public|refresh|secret|login|account|signing|service|"
    r"git(?:hub|lab)?|npm|aws|jwt|oauth|bearer|session|csrf|database|postgres|mysql|redis)"
    r"[-_ .]*){0,5}"
    r"(?:secret|password|passwd|passphrase|pass|pwd|token|key|api[-_ ]?key|credentials?|string|"
    r"hash|value|id|user|cookie)s?"
    r"(?:[-_ ]*(?:here|value|goes[-_ ]?here|name|field|input|file|path|url))?"
)


def is_ordinary(text: str) -> bool:
    """Whether the text is an ordinary English word or a placeholder such as `your-api-key`."""
    lowered = text.lower()
    if lowered in ORDINARY or _PREFIX.sub("", lowered) in PARTICIPLES or _STAND_IN.fullmatch(text):
        return True
    return len(text) < 20 and _ENDINGS.fullmatch(lowered) is not None  # noqa: PLR2004 - a word
