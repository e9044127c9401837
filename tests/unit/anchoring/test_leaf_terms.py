"""The terms of a definition's leaves, in the spelling that a note would use."""

import pytest

from chesterton.anchoring.claims.leaf_terms import number_term, terms_of
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("1_000", "1000"), ("1e3", "1000"), ("1000L", "1000"), ("1,000", "1000"),
        ("0x10", "16"), ("0b11", "3"), ("0o17", "15"), (".5", "0.5"), ("2.50", "2.5"),
        ("12345678901234567890", "12345678901234567890"), ("1-2", "1-2"),
    ],
)  # fmt: skip
def test_a_number_has_one_spelling(text, term):
    assert number_term(text) == term


def terms(source):
    parsed = parse(source, language_for("a.py"))
    shape = parsed.shape(parsed.outline.symbols[-1])
    return {term for node in shape.nodes for term in terms_of(node, shape.language)}


def test_names_numbers_and_strings_have_terms():
    found = terms('def charge(user):\n    return send(user, "late", "no word", 1_000)\n')
    assert found >= {"send", '"late"', "late", '"no word"', "1000"}
    assert "no word" not in found


def test_keywords_the_own_name_and_self_have_none():
    found = terms("class Pay:\n    def charge(self):\n        return self.charge(self.total)\n")
    assert found.isdisjoint({"return", "def", "self", "charge", "@"})
    assert "total" in found
