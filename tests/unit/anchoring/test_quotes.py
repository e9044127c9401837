"""Finding quoted lines in changed text."""

import pytest

from chesterton.anchoring.text.quotes import QuoteMatch, find_quote
from chesterton.model.symbol import Span
from chesterton.syntax.text import Text

SOURCE = """\
def charge(card):
    attempts = 0
    while attempts < 2:
        if card.pay(amount=3):
            return True
        attempts += 1
    return False


def refund(card):
    attempts = 0
    return card.pay(-3)
"""


def find(quote, source=SOURCE, **options):
    return find_quote(quote, Text(source), **options)


def test_an_unchanged_line_is_found():
    assert QuoteMatch(3, 3, exact=True, similarity=1.0) == find("    while attempts < 2:")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("while attempts < 2:", "while   attempts<2 :"),
        ("card.pay(amount=3)", "card.pay(\n            amount=3,\n        )"),
        ("return True", "return  True"),
    ],
)
def test_layout_does_not_count(before, after):
    line = next(line for line in SOURCE.splitlines() if before in line)
    match = find(line, SOURCE.replace(before, after))
    assert (match.exact, match.similarity) == (True, 1.0)


def test_quote_style_and_trailing_commas_do_not_count():
    assert find("call('a', 'b',)", 'x = 1\ncall("a", "b")\n').exact


def test_several_lines_are_found_as_one_block():
    quote = "attempts += 1\n\n    return False"
    match = find(quote)
    assert (match.line, match.end_line, match.exact) == (6, 7, True)


def test_a_line_joined_into_a_longer_one_is_found_inside_it():
    assert find("timeout=30,", "wait(event, timeout=30)\n").line == 1


def test_a_short_line_is_not_found_inside_other_lines():
    assert find("else", "value = 1 if a else 2\nmore\n") is None


def test_an_edited_line_is_similar_but_not_exact():
    match = find("while attempts < 2:", SOURCE.replace("< 2", "< 3"))
    assert (match.line, match.exact) == (3, False)
    assert 0.8 <= match.similarity < 1


def test_a_deleted_line_is_not_found():
    assert find("while attempts < 2:", "def charge(card):\n    return card.pay()\n") is None


def test_of_equal_lines_the_nearest_is_returned_and_marked_as_not_unique():
    assert (find("attempts = 0", near=12).line, find("attempts = 0").unique) == (11, False)
    assert find("attempts = 0", near=1).line == 2


def test_only_the_lines_of_the_symbol_are_searched():
    start = SOURCE.index("def refund")
    match = find("attempts = 0", within=Span(start, len(SOURCE)))
    assert (match.line, match.unique) == (11, True)


@pytest.mark.parametrize("quote", ["", "  \n \n", "\t"])
def test_an_empty_quote_is_not_found(quote):
    assert find(quote) is None


def test_a_quote_is_not_found_in_an_empty_text():
    assert find("while attempts < 2:", "") is None
