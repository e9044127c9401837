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
