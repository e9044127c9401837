"""A number is compared by its value wherever it stands, in four languages."""

import pytest

from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from tests.unit.anchoring.situations.code import WRITERS, Each, Statement, When

SAME = (".5 0.5", "1.50 1.5", "1_000 1000", "1.0e5 1e5", "1E5 1e5", "0XFF 0xff", "2.0 2.00")
OTHER = (".5 .05", "1_000 1_0000", "1e5 1e-5", "0xFF 0xFE", "1.5 15", "2 3")

POSITIONS: dict[str, Statement] = {
    "returned": "return {}",
    "the only argument": "wait({})",
    "the second argument": "wait(card, {})",
    "in a call in a call": "pay(round(scale({})))",
    "assigned": "total = {}",
    "added to a variable": "total += {}",
    "assigned to an attribute": "card.limit = {}",
    "negative": "rate = -{}",
    "in brackets": "rate = ({})",
    "between operators": "total = total * {} + fee",
    "left of a division": "rate = {} / total",
    "right of a subtraction": "return total - {}",
    "an index": "rows[{}].close()",
    "compared": When("total > {}", ("stop()",)),
    "compared on the left": When("{} < total", ("stop()",)),
    "in a condition of two parts": When("is_open(card) == other({})", ("stop()",)),
    "under a condition": When("total > fee", ("wait({})",)),
    "what a loop goes over": Each("row", "rows.first({})", ("row.close()",)),
    "in a loop in a condition": Each("row", "rows", (When("row.age > {}", ("row.close()",)),)),
    "beside a string": 'log.write("limit 0.50", {})',
    "twice in a line": "return limit({}, 7, {})",
}
STRINGS_AND_NAMES = {
    "a string": 'wait("{}")',
    "part of a string": 'wait("after {} seconds")',
    "part of a name": "wait(v{})",
}


def filled(statement, number):
    if isinstance(statement, str):
        return statement.replace("{}", number)
    inside = tuple(filled(one, number) for one in statement.body)
    return type(statement)(*(one.replace("{}", number) for one in statement[:-1]), inside)


def fingerprint(writer, statement, number):
    path = f"x{writer.suffix}"
    parsed = parse(
        writer.file(writer.function("pay", (filled(statement, number),), ("card",))),
        language_for(path),
    )
    (symbol,) = [one for one in parsed.outline.symbols if one.last_name == "pay"]
    return parsed.fingerprint(symbol)


def differing(writer, statement, rows):
    """The rows in which the first number means another thing than the second one."""
    pairs = [row.split() for row in rows]
    return [
        pair
        for pair in pairs
        if fingerprint(writer, statement, pair[0]) != fingerprint(writer, statement, pair[1])
    ]


@pytest.mark.parametrize("statement", POSITIONS.values(), ids=POSITIONS)
def test_only_another_value_is_a_change(statement):
    for writer in WRITERS:
        assert differing(writer, statement, SAME) == [], writer.suffix
        assert len(differing(writer, statement, OTHER)) == len(OTHER), writer.suffix


@pytest.mark.parametrize("statement", STRINGS_AND_NAMES.values(), ids=STRINGS_AND_NAMES)
def test_digits_that_are_no_number_are_compared_as_they_are(statement):
    rows = ("1_000 1000", "2_0 20", "10 010")
    for writer in WRITERS:
        assert len(differing(writer, statement, rows)) == len(rows), writer.suffix
