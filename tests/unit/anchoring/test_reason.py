"""A change is told in words of the code, before and after."""

import pytest

from chesterton.anchoring.claims.claim import claim_of
from chesterton.anchoring.claims.reason import reason_of_lines
from chesterton.anchoring.claims.relevance import compare
from chesterton.model.watch import Watch
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

OLD = """\
def charge(card, payment_id, attempts=3):
    with lock(payment_id):
        return card.pay(payment_id)
"""


def reason(old, new, title="`lock`, `payment_id` and `attempts`"):
    sides = [parse(text, language_for("a.py")) for text in (old, new)]
    then, now = (each.shape(each.outline.symbols[0]) for each in sides)
    lines = tuple((lambda number, text=each.text: text.line(number - 1)) for each in sides)
    return compare(then, now, claim_of(Watch(title), then), lines).reason


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("attempts=3", "attempts=5", "`attempts=3` is now `attempts=5`"),
        (
            "lock(payment_id)",
            "lock(card.user)",
            "`lock(payment_id)` is now `lock(card.user)`",
        ),
        (
            "lock(payment_id)",
            "lock(payment_id, 5)",
            "`lock(payment_id)` is now `lock(payment_id, 5)`",
        ),
        ("lock(payment_id)", "lock()", "`lock(payment_id)` is now `lock()`"),
        (
            "card.pay(payment_id)",
            "card.pay()",
            "`card.pay(payment_id)` is now `card.pay()`",
        ),
    ],
)
def test_both_sides_of_an_edited_line_are_named(before, after, said):
    assert reason(OLD, OLD.replace(before, after)) == said


def test_a_line_that_was_added_or_removed_is_no_edited_one():
    longer = OLD.replace("        return", "        lock(attempts)\n        return")
    assert reason(OLD, longer) == "`lock(attempts)` was added"
    assert reason(longer, OLD) == "`lock(attempts)` was removed"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("make -j1 generate", "make -j2 generate", "`make -j1` is now `make -j2`"),
        (
            'hold(f"pay:{a.id}", 3)',
            'hold(f"pay:{a.user}", 3)',
            "`pay:{a.id}` is now `pay:{a.user}`",
        ),
        ("ATTEMPTS = 3", "ATTEMPTS = 4", "`ATTEMPTS = 3` is now `ATTEMPTS = 4`"),
        ('"retries": 3,', '"retries": 4,', '`"retries": 3` is now `"retries": 4`'),
        ("f(g(1), 2)", "f(g(1), 3)", "`2` is now `3`"),
        ("", "retries: 3", "`retries: 3` was added"),
        ("retries: 3", "", "`retries: 3` was removed"),
    ],
)
def test_a_line_of_any_text(old, new, said):
    assert reason_of_lines(old, new) == said
