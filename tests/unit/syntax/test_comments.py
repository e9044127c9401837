"""Comments without their markers, and those directly above a definition."""

import pytest

from chesterton.syntax.comments import comment_at, comments
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse


def found(source, path="a.py"):
    return [(each.line, each.text) for each in comments(parse(source, language_for(path)))]


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("a.py", "# one\n# two\n\n# three\nx = 1  # four\n",
         [(1, "one\ntwo"), (4, "three"), (5, "four")]),
        ("a.ts", "/** Doc.\n * More.\n */\nlet a = 1 // end\n", [(1, "Doc.\nMore."), (4, "end")]),
        ("a.lua", "--[==[ long\n  text ]==]\nlocal a = 1\n", [(1, "long\ntext")]),
        ("a.rb", "=begin\nlong\n=end\nx = 1\n", [(1, "long")]),
        ("a.py", "x = '# none'\n", []),
        ("a.rs", "//! inner\n/// outer\nfn a() {}\n", [(1, "inner\nouter")]),
    ],
)  # fmt: skip
def test_the_text_of_comments(path, source, expected):
    assert found(source, path) == expected


def test_a_block_ends_where_the_column_changes():
    assert found("def a():\n    # in\n# out\n    pass\n") == [(2, "in"), (3, "out")]


def test_the_comment_at_an_offset():
    parsed = parse("x = 1  # why\ny = 2\n", language_for("a.py"))
    assert comment_at(parsed, 9).text == "why"
    assert comment_at(parsed, 12).text == "why"
    assert comment_at(parsed, 3) is None
    assert comment_at(parsed, 15) is None


def test_a_text_without_a_language_has_none():
    assert comments(parse("# one\n", None)) == ()


@pytest.mark.parametrize(
    ("above", "first_line"),
    [
        ("# about a\n", 2),
        ("# about a\n\n", 4),
        ("# about a\n@decorated\n", 2),
        ("x = 1  # about x\n", 3),
        ("", 2),
    ],
)
def test_a_definition_begins_at_the_comment_directly_above_it(above, first_line):
    parsed = parse(f"import x\n{above}def a():\n    pass\n", language_for("a.py"))
    assert parsed.outline.named("a")[0].first_line == first_line
