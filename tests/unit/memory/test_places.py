"""Places as people write them."""

import pytest

from chesterton.memory.anchors import Place
from chesterton.memory.places import parse_place, write_place


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
    ],
)
def test_each_form_is_understood(text, place):
    assert parse_place(text) == place


@pytest.mark.parametrize("text", ["a.py", "a.py:3", "a.py:3-5", "a.py::f", "a.py::f:3", "."])
def test_what_is_written_is_read_back(text):
    assert write_place(parse_place(text)) == text
