"""Values given to a name that announces a secret: code, settings, JSON, YAML, query strings."""

import re
from collections.abc import Iterator

from chesterton.redact.keys import Key, Strength
from chesterton.redact.literal import Literal, bare_at, quoted_at
from chesterton.redact.reading import Reading
from chesterton.redact.rule import Hit
from chesterton.redact.value import (
    is_machine_made,
    is_password,
    is_plainly_random,
    is_reference,
)

_TYPE = (
    r"(?:[ \t]*\??:[ \t]*[A-Za-z&'][\w&'<>\[\]|., ]{0,40}?(?=[ \t]*=[^=>])"
    r"|[ \t]+(?:string|String|str|text|STRING|\*string|char\s?\*?)\b(?=[ \t]*=))?"
)
_ASSIGNS = re.compile(
    r"[\\\"'`\])}*_]{0,6}"  # what closes the name
    r"(?:[ \t]{0,2}[(\[][^()\[\]\n]{1,40}[)\]][*]{0,2})?"  # API key (staging):
    rf"{_TYPE}[ \t]{{0,30}}"
    r"(?P<sign>:=|=>|={1,3}|!==?|[-—]>|→|[?|&+]{1,2}=|:{1,2}|,(?=[ \t]*[\"'`])|\([ \t]*(?=[\"'`bru])"
    r"|%3[AD]|[ \t](?=\"))[*_]{0,2}"
    r"[ \t]*(?:[\\|>]?-?\r?\n[ \t]*)?"
    r"(?:\([ \t]*\n?[ \t]*|(?:new )?(?:String::from|Some|Ok|\[\]byte|str|bytes|b64decode|SecretStr|"
    r"base64\.b64decode|Buffer\.from|atob|String|Secret::new|SecretString::new|CString::new)\()?"
)


def find(reading: Reading) -> Iterator[Hit]:
    """Every value that is assigned to, compared with or passed for a secret."""
    for key in reading.keys:
        assigns = _ASSIGNS.match(reading.text, key.end)
        if assigns and (value := _value(reading, key, assigns)):
            yield Hit(value.start, value.end, key.rule_id)


def _value(reading: Reading, key: Key, assigns: re.Match[str]) -> Literal | None:
    quoted = quoted_at(reading.text, assigns.end())
    if quoted:
        return quoted if is_secret(key, quoted.text, quoted=True) else None
    if assigns["sign"] in {",", "(", " "} or "\n\n" in assigns.group():
        return None
    bare = bare_at(reading.text, assigns.end())
    if bare is None or _calls(reading.text, bare):
        return None
    if is_secret(key, bare.text, quoted=False) or _is_setting(reading, key, assigns, bare):
        return bare
    return None


def is_secret(key: Key, value: str, *, quoted: bool) -> bool:
    """Whether a value given to a name is what the name promises."""
    if key.strength is Strength.HUMAN:
        return is_password(value, quoted=quoted)
    if key.strength is Strength.MACHINE:
        return is_machine_made(value)
    return is_plainly_random(value)


def _calls(text: str, bare: Literal) -> bool:
    """Whether the value is a call or an index: `get_secret("x")`."""
    return text[bare.end : bare.end + 1] in {"(", "["} or "(" in bare.text


def _is_setting(reading: Reading, key: Key, assigns: re.Match[str], bare: Literal) -> bool:
    """Whether a plain word is the value of a setting: `DB_PASSWORD=dragonfly`."""
    if key.strength is not Strength.HUMAN or len(bare.text) < 4 or not bare.text.isalpha():  # noqa: PLR2004
        return False
    text = reading.text
    line = text[reading.line(key.start)[0] : key.start].strip(" \t-\"'")
    rest = text[bare.end : reading.line(bare.end)[1]].strip()
    if is_reference(bare.text) or rest.startswith((",", "(", "[", ".", ";")):
        return False
    if text[key.start : key.end].isupper():
        return assigns.group() == "="
    return not rest and bare.text.islower() and " " not in line and assigns.group() == ": "
