"""Finds secrets that follow their name indirectly: defaults, form fields, SQL `SET PASSWORD`."""

import re

from chesterton.redact.finders.assignments import is_secret
from chesterton.redact.secret_names import SensitiveName
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import Value, quoted_at

_STEP = re.compile(
    r"[\"'`)\]]{0,4}(?:"
    r"\s?\.(?:type|send_?[kK]eys|fill|set_?[vV]alue|val|value|enter_?[tT]ext|set|clear\(\)\.\w+"
    r")\(\s?"
    r"|\(\)[^\n]{0,30}[:{]\s{0,20}return\s+"
    r"|,\s?with:\s?"
    r"|\sFOR\s[^=\n]{1,60}=\s?(?:PASSWORD\()?"
    r"|\s{0,3}(?:\|\||\?\?|\?:|\bor\b|\|\s?default\b)\s{0,3}"
    r"|[^\n\"'=:;]{0,20},[^\n=]{0,40}\bdefault(?:[_-]?value)?\s?[=:]\s?"
    r"|\s{0,3}(?:=>|[:=])[^\n\"'|?]{1,60}(?:\|\||\?\?|\?:|\bor)\s{0,3}"
    r"|\s{0,3}(?:=>|[:=])\s{0,3}[\w.:]{1,40}[(\[]\s?[\"'][\w.-]{1,60}[\"'],\s{0,3}"
    r"|=%[sdrv][\"'],\s{0,3}"
    r")"
)


def value_of(reading: AnalysedText, key: SensitiveName) -> Value | None:
    """The default value of a name, or the value typed into the form field that it names."""
    step = _STEP.match(reading.text, key.end)
    value = quoted_at(reading.text, step.end()) if step else None
    return value if value and is_secret(key, value.text, quoted=False) else None
