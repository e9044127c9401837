"""Finds secrets assigned to a sensitive name in code, settings, JSON, YAML or query strings.

Also finds secrets that are assigned indirectly: defaults, form fields, SQL `SET PASSWORD`.
"""

import re
from collections.abc import Iterator

from chesterton.redact.chosen_value import is_chosen, is_plain_phrase, is_telling
from chesterton.redact.harmless import is_hex, is_uuid
from chesterton.redact.password_shapes import is_likely
from chesterton.redact.rule import Hit
from chesterton.redact.secret_names import SensitiveName, Strength
from chesterton.redact.secret_value import (
    has_letter_and_digit,
    is_machine_made,
    is_password,
    is_plainly_random,
    is_reference,
)
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import Value, bare_at, quoted_at

_TYPE = (
    r"(?:[ \t]*\??:[ \t]*[A-Za-z&'][\w&'<>\[\]|., ]{0,40}?(?=[ \t]*=[^=>])"
    r"|[ \t]+As[ \t]+\w{1,20}(?=[ \t]*=)|[ \t]+(?:string|String|str|text|STRING|\*string|"
    r"char\s?\*?)\b(?=[ \t]*=))?"
)
_ASSIGNS = re.compile(
    r"[\\\"'`\[\])}*_]{0,6}(?:</(?:b|strong|i|em|code|label)>)?"  # closes the name
    r"(?:[ \t]{0,2}[(\[][^()\[\]\n]{1,40}[)\]][*]{0,2})?"  # API key (staging):
    rf"{_TYPE}[ \t]{{0,30}}"
    r"(?P<sign>:=|=>|={1,3}|!==?|[-—]>|>>|<-|~[ ]|[→➜➔⇒»]|[?|&+]{1,2}=|:{1,2}|,(?=[ \t]*[\"'`])|"
    r"\.[ ](?=\")|[/|][ ]|"
    r"[({<\[][ \t]*(?=[bru]?[\"'`])"
    r"|%3[AD]|[ \t](?=\"))[*_]{0,2}"
    r"(?:[ \t]{0,2}</?(?:b|strong|i|em|code|kbd|tt|span|td|th|p)>){0,3}"
    r"[ \t]*(?:!!(?:str|binary)[ \t]+)?(?:[\\|>]?-?\r?\n[ \t]*)?"
    r"(?:\([ \t]*\n?[ \t]*|(?:new )?(?:String::from|Some|Ok|\[\]byte|str|bytes|b64decode|SecretStr|"
    r"bytes\.fromhex|bytearray\.fromhex|(?:binascii\.)?unhexlify|hex\.DecodeString|hex2bin|"
    r"Convert\.From(?:HexString|Base64String)|base64_decode|Hex\.decode|Base64\.decode|"
    r"base64\.b64decode|Buffer\.from|atob|String|Secret::new|SecretString::new|CString::new)\()?"
)


_GIVEN = re.compile(
    r"(?i)(?<![a-z])(?:log_?in|signing|sign|seal|unseal|access|app_?id|auth|licen[cs]e|encryption|salt|"
    r"subscription|api|hmac|passkey|ticket|hook|bot)"
    r"(?:[\"']?[ ]?[:=]{1,2}[ ]?|[\"']?,?[ \t]*\n?[ \t]*[\"']?value[\"']?[ ]?[:=][ ]?|"
    r"[ ](?=[0-9a-f]{8}-))"
    r"[\"'`]?(?P<value>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{16,128}|[\w+/-]{20,200}={0,2})"
    r"(?![\w/-]|\.\w|\()"
)
"""A name too general to indicate a secret, with a value that has the format of a key."""
_BRACKETED = re.compile(r"[ \t]?[:=]?[ \t]?[{<\[](?P<value>[^\s{}<>\[\]]{4,80})[}>\]]")
_LINE_END = re.compile(r"[^\w\s=(]*[ \t\r]*(?:[#/].*)?(?:\n|$)")
_SETS = frozenset({":", "=", ":=", "=>"})
_STRONG_SECRET = re.compile(
    r"(?:sign\w*|jwt|webhook|hmac|shared|client|app|master|session|cookie|api)[ _-]?$"
)
_WORD_LENGTH = 6
_ENDS = frozenset({"", "\n", "\r", " ", ";", "&", "|"})


_STEP = re.compile(
    r"[\"'`)\]]{0,4}(?:"
    r"\s?\.(?:type|send_?[kK]eys|fill|set_?[vV]alue|val|value|enter_?[tT]ext|set|clear\(\)\.\w+"
    r")\(\s?"
    r"|\(\)[^\n]{0,30}[:{]\s{0,20}return\s+"
    r"|\s+PIC\s+\S{1,20}\s+VALUE\s+"
    r"|,\s?with:\s?"
    r"|\sFOR\s[^=\n]{1,60}=\s?(?:PASSWORD\()?"
    r"|\s{0,3}(?:\|\||\?\?|\?:|\bor\b|\|\s?default\b)\s{0,3}"
    r"|[^\n\"'=:;]{0,20},[^\n=]{0,40}\bdefault(?:[_-]?value)?\s?[=:]\s?"
    r"|\s{0,3}(?:=>|[:=])[^\n\"'|?]{1,60}(?:\|\||\?\?|\?:|\bor)\s{0,3}"
    r"|\s{0,3}(?:=>|[:=])\s{0,3}[\w.:]{1,40}[(\[]\s?[\"'][\w.-]{1,60}[\"'],\s{0,3}"
    r"|=%[sdrv][\"'],\s{0,3}"
    r")"
)


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Numbers and random words assigned to names such as `login`, `signing` and `auth`."""
    for given in _GIVEN.finditer(reading.text):
        value = given["value"]
        is_number = is_uuid(value) or (is_hex(value) and has_letter_and_digit(value))
        if is_number or is_plainly_random(value):
            yield Hit(*given.span("value"), "credential")


def value_of(reading: AnalysedText, key: SensitiveName) -> Value | None:
    """The value assigned to, compared with or passed as a secret."""
    inside = _BRACKETED.match(reading.text, key.end)
    if inside and _is_bracketed(key, inside["value"]):
        return Value(*inside.span("value"), inside["value"], quoted=False)
    assigns = _ASSIGNS.match(reading.text, key.end)
    return _value(reading, key, assigns) if assigns else None


def fallback_of(reading: AnalysedText, key: SensitiveName) -> Value | None:
    """The default value of a name, or the value typed into the form field it names."""
    step = _STEP.match(reading.text, key.end)
    value = quoted_at(reading.text, step.end()) if step else None
    return value if value and is_secret(key, value.text, quoted=False) else None


def _value(reading: AnalysedText, key: SensitiveName, assigns: re.Match[str]) -> Value | None:
    quoted = quoted_at(reading.text, assigns.end())
    if quoted:
        return quoted if _is_quoted(reading, key, assigns["sign"], quoted.text) else None
    if assigns["sign"][0] in ",({< " or "\n\n" in assigns.group():
        return None
    bare = bare_at(reading.text, assigns.end())
    if bare and (phrase := _phrase(reading, key, assigns, bare)):
        return phrase
    if bare is None or ("\n" in assigns.group() and not _is_alone(reading.text, bare)):
        return None
    is_count = bare.text.isdigit() and reading.lowered[key.start : key.end].endswith("s")
    if is_count or _calls(reading.text, bare) or _is_path(reading.text, key, assigns):
        return None  # a count as in "tests pass: 12"
    is_found = (
        is_secret(key, bare.text, quoted=False)
        or (key.is_vague and assigns["sign"] in _SETS and is_chosen(bare.text))
        or _is_setting(reading, key, assigns, bare)
    )
    return bare if is_found else None


def _is_quoted(reading: AnalysedText, key: SensitiveName, sign: str, value: str) -> bool:
    """Whether a quoted value is a secret; a plain word is more likely to be one in quotes."""
    is_verb = reading.lowered[key.start : key.end] == "pass"
    if is_verb and sign == " " and not is_chosen(value):
        return False
    if is_secret(key, value, quoted=not (sign == "," or is_verb)):
        return True
    if not _is_strong(reading, key):
        return False
    return is_chosen(value) or (
        sign in _SETS and key.rule_id != "api-key" and is_plain_phrase(value)
    )


def _phrase(
    reading: AnalysedText, key: SensitiveName, assigns: re.Match[str], bare: Value
) -> Value | None:
    """A passphrase of plain words without quotes: `SESSION_SECRET=larch kettle ride`."""
    is_setting = assigns["sign"] in {"=", ":"} and "\n" not in assigns.group()
    if not (is_setting and bare.text.isalpha() and _is_strong(reading, key)):
        return None
    end = reading.line(bare.end)[1]
    words = reading.text[bare.start : end].rstrip(" \t\r.\"'`")
    is_named = "phrase" in reading.lowered[key.start : key.end]
    if len(words) == len(bare.text) or not is_plain_phrase(words, quoted=is_named):
        return None
    return Value(bare.start, bare.start + len(words), words, quoted=False)


def is_secret(key: SensitiveName, value: str, *, quoted: bool) -> bool:
    """Whether a value is the kind of secret that its name suggests."""
    if key.strength is Strength.HUMAN:
        return is_password(value, quoted=quoted)
    if key.strength is Strength.MACHINE and not key.is_vague and is_chosen(value):
        return True
    if key.strength is Strength.MACHINE:
        return is_machine_made(value) and not (key.is_vague and is_uuid(value))
    return has_letter_and_digit(value) and is_plainly_random(value)


def _is_bracketed(key: SensitiveName, value: str) -> bool:
    """Whether a value in brackets, which is usually a placeholder, is a secret."""
    return key.strength is not Strength.WEAK and (
        is_likely(value) or is_telling(value) or is_plainly_random(value)
    )


def _is_strong(reading: AnalysedText, key: SensitiveName) -> bool:
    """Whether the whole name is that of a password or a signing secret."""
    after = reading.text[key.end : key.end + 1]
    if after not in {"", " ", ":", "=", '"', "'", "]", "\n"}:
        return False
    before = reading.lowered[max(0, key.start - 12) : key.start]
    if key.strength is Strength.HUMAN:
        return not before[-1:].isalnum() and "pass" in reading.lowered[key.start : key.end]
    return key.strength is Strength.MACHINE and _STRONG_SECRET.search(before) is not None


def _is_alone(text: str, bare: Value) -> bool:
    """Whether nothing follows the value on its line; text after it suggests a statement."""
    return _LINE_END.match(text, bare.end) is not None


def _calls(text: str, bare: Value) -> bool:
    """Whether the value is a call or subscript: `get_secret("x")`."""
    return text[bare.end : bare.end + 1] in {"(", "["} or "(" in bare.text or bare.text[-1] == "["


def _is_path(text: str, key: SensitiveName, assigns: re.Match[str]) -> bool:
    """Whether the name is a component between colons: `arn:aws:secretsmanager:...:secret:name`."""
    if assigns.group() == "::":  # SecurePassword::InstanceMethods
        return True
    return assigns.group() == ":" and text[key.start - 1 : key.start] == ":"


def _is_setting(
    reading: AnalysedText, key: SensitiveName, assigns: re.Match[str], bare: Value
) -> bool:
    """Whether a plain word is the value of a configuration setting: `DB_PASSWORD=dragonfly`."""
    if key.strength is not Strength.HUMAN or len(bare.text) < 4 or not bare.text.isalpha():  # noqa: PLR2004
        return False
    text = reading.text
    line = text[reading.line(key.start)[0] : key.start].strip(" \t-\"'")
    rest = text[bare.end : reading.line(bare.end)[1]].strip()
    if is_reference(bare.text) or rest.startswith((",", "(", "[", ".")):
        return False
    if text[key.start : key.end].isupper() and assigns.group() == "=":
        return True
    if not bare.text.islower():
        return False
    if assigns.group() == "=":  # a keyword argument is followed by a comma or a bracket
        return len(bare.text) >= _WORD_LENGTH and text[bare.end : bare.end + 1] in _ENDS
    return not rest and " " not in line and assigns.group() == ": "
