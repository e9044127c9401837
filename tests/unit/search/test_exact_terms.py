"""The parts of a query that must match literally."""

import pytest

from chesterton.search.exact_terms import parts, pattern, without_parts


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('why "retry exactly  twice" here', ("retry exactly twice",)),
        ("“curly quotes” too", ("curly quotes",)),
        ("see #4812 and a1b2c3d4", ("#4812", "a1b2c3d4")),
        ("src/pay.py and notes.md", ("src/pay.py", "notes.md")),
        ("why does chargeUser retry", ("chargeUser",)),
        ("why Pay.charge, pay::charge, send() or `retry`",
         ("retry", "Pay.charge", "pay::charge", "send")),
        ("plain words only", ()),
        ("#1 #1 #2", ("#1", "#2")),
    ],
)  # fmt: skip
def test_the_exact_parts_of_a_query(query, expected):
    assert parts(query) == expected


@pytest.mark.parametrize(
    ("part", "text", "matches"),
    [
        ("#123", "fixed in #123.", True), ("#123", "pay-123", True), ("#123", "#1234", False),
        ("a1b2c3d4", "in a1b2c3d4e5f6 we", True), ("a1b2c3d4e5", "in a1b2c3d", True),
        ("a1b2c3d4", "in a1b2c3d5", False),
        ("Pay.charge", "call pay.charge(x)", True), ("charge", "recharge", False),
        ("retry twice", "we retry twice", True),
    ],
)  # fmt: skip
def test_what_an_exact_part_matches(part, text, matches):
    assert bool(pattern(part).search(text)) is matches


def test_the_rest_of_a_query():
    assert without_parts('why "this way" #12 a1b2c3d4 now').split() == ["why", "now"]
