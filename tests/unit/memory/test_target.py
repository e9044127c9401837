"""What a cursor or a selection in an open document means as a place for a note."""

import pytest

from chesterton.memory.margin.target import SELECTION_LINES, Target, target_at
from chesterton.memory.notes.places import Place
from chesterton.model.symbol import Span
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from chesterton.syntax.text import Text
from tests.unit.memory.made import PAY

PARSED = parse(PAY, language_for("pay.py"))


def span_of(part, text=PAY):
    start = text.index(part)
    return Span(start, start + len(part))


def at(line=None, span=None, parsed=PARSED):
    return Target("pay.py", parsed, line, span)


@pytest.mark.parametrize(
    ("target", "place"),
    [
        (at(), Place("pay.py")),
        (at(2), Place("pay.py", None, "charge")),
        (at(3), Place("pay.py")),
        (at(2, span_of("return card.pay()")), Place("pay.py", 2, "charge", (2, 2))),
        (at(1, span_of("def charge(card):\n    return card.pay()\n")),
         Place("pay.py", 1, "charge", (1, 2))),
        (at(2, span_of("card")), Place("pay.py", None, "charge")),
        (at(2, parsed=None), Place("pay.py")),
    ],
)  # fmt: skip
def test_the_place_of_a_target(target, place):
    found = target.place
    assert (found.path, found.symbol, found.quote) == (place.path, place.symbol, place.quote)


def test_a_name_that_is_defined_twice_needs_a_line():
    twice = parse(PAY + PAY, language_for("pay.py"))
    assert at(8, parsed=twice).place == Place("pay.py", 7, "charge")
    assert at(2).place.line is None


def test_selected_code_is_copied_as_a_block():
    assert at(2, span_of("return card.pay()")).selected_code == (
        "```python\n    return card.pay()\n```"
    )
    assert at(2).selected_code == ""
    text = "x = 1\n" * (SELECTION_LINES + 1)
    whole = Span(0, len(text))
    assert at(1, whole, parse(text, language_for("a.py"))).selected_code == ""


def test_code_with_a_fence_is_copied_without_one():
    text = "a = '```'\nb = 2\n"
    assert at(1, Span(0, 9), parse(text, language_for("a.py"))).selected_code == "a = '```'"


@pytest.mark.parametrize(
    ("typed", "line"), [(PAY, 5), (f"import x\n{PAY}", 6), (PAY.replace(" card.pay()", ""), 5)]
)
def test_a_line_is_that_of_the_text_when_it_was_requested(typed, line):
    parsed = parse(typed, language_for("pay.py"))
    target = target_at("pay.py", parsed, Text(PAY), 4)
    assert target.line == line
    assert target.place.symbol == "refund"


def test_a_selection_moves_with_the_edits_around_it():
    typed = f"import x\n{PAY}"
    selected = span_of("return card.back()")
    target = target_at("pay.py", parse(typed, language_for("pay.py")), Text(PAY), 5, selected)
    assert typed[target.span.start : target.span.end] == "return card.back()"
