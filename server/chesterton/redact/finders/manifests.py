"""Finds all values in Kubernetes Secret manifests, whatever their keys are called."""

import re
from collections.abc import Iterator

from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import is_reference
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import literal_at

_KIND = re.compile(r"(?m)^[ \t>]*[\"']?kind[\"']?:[ \t]*[\"']?Secret[\"']?[ \t,]*\r?$")
_SECTION = re.compile(
    r"(?m)^(?P<indent>[ \t>]*)[\"']?(?:data|stringData)[\"']?:[ \t]*(?:\{[ \t]*)?\r?\n"
    r"(?P<body>(?:(?P=indent)[ \t]+[^\n]*(?:\n|\Z)|[ \t]*\n)+)"
)
_ENTRY = re.compile(r"(?m)^[ \t>]+[\"']?[\w.-]+[\"']?:[ \t]+(?![|>])")
_SHORTEST = 4


def find(reading: AnalysedText) -> Iterator[Hit]:
    """The values under `data` and `stringData` of a Secret."""
    if "Secret" not in reading.text or not _KIND.search(reading.text):
        return
    for section in _SECTION.finditer(reading.text):
        for entry in _ENTRY.finditer(reading.text, *section.span("body")):
            value = literal_at(reading.text, entry.end())
            if value and len(value.text) >= _SHORTEST and not is_reference(value.text):
                yield Hit(value.start, value.end, "secret")
