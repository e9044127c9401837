"""Untrusted JSON Lines are validated and refused with a reason."""

import io
import json

import pytest

from chesterton.memory.exchange.json_lines import (
    LINE_LIMIT,
    RefusedLineError,
    place_of,
    places_of,
    read_lines,
    safe_path,
)
from chesterton.memory.notes.places import Place


def is_file(path):
    return path in {"a.py", "b.py", "odd::a.py"}


def lines(*raw):
    return list(read_lines(io.BytesIO(b"\n".join(raw))))


def refusals(*raw):
    return [line.refused for line in lines(*raw)]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"{", "not valid JSON"),
        (b"[]", "not a JSON object"),
        (b'"x"', "not a JSON object"),
        (b'{"a": NaN}', "NaN is not valid JSON"),
        (b'{"a": 1, "a": 2}', "an object has a duplicate key"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a": ' + b"1" * 5_000 + b"}", "not valid JSON"),
        (b'{"a": "\xff"}', "not valid UTF-8"),
        (b" " * (LINE_LIMIT + 2) + b"{}", f"longer than {LINE_LIMIT:,} bytes"),
    ],
    ids=["half", "list", "text", "nan", "twice", "deep", "digits", "utf-8", "long"],
)
def test_a_bad_line_is_refused_with_a_reason(raw, reason):
    assert refusals(raw, b"{}") == [reason, None]


def test_blank_lines_and_a_byte_order_mark_are_skipped():
    read = lines(b'\xef\xbb\xbf{"a": 1}', b"", b"  ", b'{"b": 2}')
    assert [(line.number, dict(line.value)) for line in read] == [(1, {"a": 1}), (4, {"b": 2})]


@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/passwd", "C:\\x", "..\\x", "a/../../x", "a\0b", "\\\\host\\share"],
)
def test_a_path_that_leads_out_is_refused(path):
    with pytest.raises(RefusedLineError, match="outside the project"):
        safe_path(path)


@pytest.mark.parametrize(("path", "kept"), [("./a//b.py", "a/b.py"), (".", "."), ("./", ".")])
def test_a_path_is_normalised(path, kept):
    assert safe_path(path) == kept


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"symbol": "a.py::C.f"}, Place("a.py", None, "C.f")),
        ({"path": "a.py", "symbol": "f"}, Place("a.py", None, "f")),
        ({"path": "a.py", "line": 3}, Place("a.py", 3)),
        ({"path": "a.py", "line": 3, "symbol": "a.py::f"}, Place("a.py", 3, "f")),
        ({"path": "."}, Place(".")),
        ({"path": "a.cpp", "symbol": "ns::f"}, Place("a.cpp", None, "ns.f")),
        ({"symbol": "odd::a.py::f"}, Place("odd::a.py", None, "f")),
        ({"path": "odd::a.py", "symbol": "odd::a.py::f"}, Place("odd::a.py", None, "f")),
    ],
)
def test_a_place_is_parsed(value, place):
    assert place_of(value, is_file) == place


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"symbol": "f"},
        {"path": "a.py", "symbol": "b.py::f"},
        {"path": "a.py", "symbol": "a.py::"},
        {"path": "a.py", "line": "3"},
        {"path": "a.py", "line": True},
        {"path": 3},
        {"anchors": [{"anchor": 3}]},
        {"anchors": "x"},
    ],
)
def test_an_invalid_place_is_refused(value):
    with pytest.raises(RefusedLineError):
        places_of(value, is_file)


def test_the_places_of_an_exported_note_are_parsed():
    value = json.loads('{"anchors": [{"anchor": {"path": "a.py", "symbol": "f", "line": 2}}]}')
    assert places_of(value, is_file) == [Place("a.py", 2, "f")]
