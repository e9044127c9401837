"""The parser keeps no source: tree-sitter's binding never lets go of what it reads."""

import gc
import sys

import pytest

from chesterton.syntax.language import language_for
from chesterton.syntax.tree import parse_in_time, reparse

SIZES = [10, 500, 5_000]


@pytest.mark.parametrize("lines", SIZES)
@pytest.mark.parametrize("path", ["a.py", "a.rb", "a.lua", "a.ts", "a.go", "a.cpp"])
def test_a_source_is_free_once_its_tree_is_gone(path, lines):
    language, source = language_for(path), b"call(1)\n" * lines
    before = sys.getrefcount(source)
    tree = parse_in_time(source, language)
    edited = b"x" + source
    before_edit = sys.getrefcount(edited)
    again = reparse(tree, edited, language)
    del tree, again
    gc.collect()
    assert (sys.getrefcount(source), sys.getrefcount(edited)) == (before, before_edit)


def test_a_source_is_free_when_parsing_was_given_up(monkeypatch):
    monkeypatch.setattr("chesterton.syntax.tree.TIME_LIMIT", -1.0)
    source = b"call(1)\n" * 5_000
    before = sys.getrefcount(source)
    assert parse_in_time(source, language_for("a.py")) is None
    gc.collect()
    assert sys.getrefcount(source) == before


def test_a_parse_leaves_few_views_behind():
    """Ten are asked for at the end of a source; they stay for as long as the process lives."""
    source = b"def charge(card):\n    return card.pay()\n\n\n" * 500
    before = _views()
    for _ in range(20):
        assert parse_in_time(source, language_for("a.py"))
    assert _views() - before <= 20 * 4


def _views():
    gc.collect()
    return sum(isinstance(each, memoryview) for each in gc.get_objects())
