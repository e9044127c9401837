"""Parsing and formatting of places in the code."""

import pytest

from chesterton.memory.notes.places import Place, parse_place, write_place
from chesterton.model.errors import UserError

FILES = {"src/odd::pay.py", "a::b/c.py", "a", "ends:12", "x::y"}


def is_file(path):
    return path in FILES


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("src/a.py", Place("src/a.py")),
        ("src/a.py:12", Place("src/a.py", 12)),
        ("src/a.py:14-12", Place("src/a.py", 12, None, (12, 14))),
        ("src/a.py::C.f", Place("src/a.py", None, "C.f")),
        ("src/a.cpp::ns::f", Place("src/a.cpp", None, "ns.f")),
        ("src/a.py::C.f:12", Place("src/a.py", 12, "C.f")),
        (".", Place(".")),
        ("C:\\a.py", Place("C:\\a.py")),
        ("src/odd::pay.py", Place("src/odd::pay.py")),
        ("src/odd::pay.py:3", Place("src/odd::pay.py", 3)),
        ("src/odd::pay.py::C::f:3", Place("src/odd::pay.py", 3, "C.f")),
        ("a::b/c.py::f", Place("a::b/c.py", None, "f")),
        ("a::f", Place("a", None, "f")),
        ("ends:12", Place("ends:12")),
        ("ends:12:3", Place("ends:12", 3)),
        ("x::y", Place("x::y")),
    ],
)
def test_each_form_is_parsed(text, place):
    assert parse_place(text, is_file) == place


@pytest.mark.parametrize("text", ["a.py", "a.py:3", "a.py:3-5", "a.py::f", "a.py::f:3", "."])
def test_a_formatted_place_is_parsed_back(text):
    assert write_place(parse_place(text, is_file)) == text


@pytest.mark.parametrize("text", ["a.py::", "a.py:: ", "a.py::::", "src/odd::pay.py::"])
def test_a_missing_name_is_refused(text):
    with pytest.raises(UserError, match="the name after :: is missing"):
        parse_place(text, is_file)


def test_a_text_of_colons_causes_few_disk_accesses():
    checked = []

    def has(path):
        checked.append(path)
        return False

    assert parse_place("a" + "::f" * 5_000, has) == Place("a", symbol=".".join("f" * 5_000))
    assert len(checked) < 50
