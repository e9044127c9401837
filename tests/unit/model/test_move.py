"""How a move names where a note was, and where it is."""

import pytest

from chesterton.model.move import Hop, Move


@pytest.mark.parametrize(
    ("was", "became", "before", "after"),
    [
        (("a.py", "charge"), ("b.py", "charge"), "a.py::charge", "b.py::charge"),
        (("a.py", "charge"), ("a.py", "Pay.charge"), "a.py::charge", "a.py::Pay.charge"),
        (("a.py", None), ("b.py", None), "a.py", "b.py"),
    ],
)
def test_both_ends_are_named(was, became, before, after):
    hop = Hop("c0ffee", "2026-01-01T00:00:00Z", *became, evidence="same body", confidence=1.0)
    move = Move(0, *was, hop)
    assert (move.before, move.after) == (before, after)
