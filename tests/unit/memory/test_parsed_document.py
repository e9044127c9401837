"""An open document: its language, its comments, and whether its file is excluded."""

import pytest

from chesterton.memory.margin.parsed_document import (
    is_excluded,
    is_long_comment,
    margin_cache_key,
    marked_comments,
    parse_typed,
)
from chesterton.model.symbol import Span
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from chesterton.syntax.text import Text
from tests.unit.memory.made import PAY

SOURCE = "# why: the bank locks the account\nx = 1\n# plain\n\n# why: later\ny = '# why: no'\n"


def test_comments_that_begin_with_a_marker():
    parsed = parse(SOURCE, language_for("a.py"))
    marked = [SOURCE[span.start : span.end] for span in marked_comments(parsed, ("why:", ""))]
    assert marked == ["# why: the bank locks the account", "# why: later"]
    assert list(marked_comments(parsed, ("TODO",))) == []


def test_a_long_selection_within_a_comment():
    parsed = parse(SOURCE, language_for("a.py"))
    end = SOURCE.index("\n")
    assert is_long_comment(parsed, Span(0, end))
    assert not is_long_comment(parsed, Span(0, 10))
    assert not is_long_comment(parsed, Span(0, end + 8))


@pytest.mark.parametrize(
    ("path", "patterns", "expected"),
    [("a/b.py", ["a/**"], True), ("a/b.py", ["c/**"], False), ("a/b.py", [], False)],
)
def test_an_excluded_path(path, patterns, expected):
    assert is_excluded(path, patterns) is expected


def test_the_language_is_that_of_the_path_or_else_of_the_editor(workspace):
    for path, language_id, expected in (
        ("pay.py", "ruby", "python"),
        ("pay", "python", "python"),
        ("pay", "unknown", None),
    ):
        parsed = parse_typed(workspace, path, Text(PAY), language_id, None)
        assert (parsed.language and parsed.language.id) == expected


def test_a_margin_is_read_again_once_the_file_is_written(workspace, checkout):
    before = margin_cache_key(workspace, "pay.py", None)
    assert margin_cache_key(workspace, "pay.py", None) == before
    checkout.write("pay.py", PAY + "x = 1\n")
    assert margin_cache_key(workspace, "pay.py", None) != before
