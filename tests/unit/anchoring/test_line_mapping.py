"""The line of a newer text that corresponds to a line of an older one."""

import pytest

from chesterton.anchoring.text.line_mapping import map_line
from chesterton.syntax.text import Text

OLD = "a\nb\nc\nd\ne\n"


@pytest.mark.parametrize(
    ("new", "line", "expected"),
    [
        (OLD, 3, 3),
        ("a\nnew\nnew\nb\nc\nd\ne\n", 1, 1),
        ("a\nnew\nnew\nb\nc\nd\ne\n", 2, 4),
        ("a\nnew\nnew\nb\nc\nd\ne\n", 5, 7),
        ("a\nd\ne\n", 4, 2),
        ("a\nd\ne\n", 2, 2),
        ("a\nx\nc\ny\ne\n", 3, 3),
        ("a\nx\nnew\nc\ny\ne\n", 4, 5),
        ("", 4, 1),
    ],
)
def test_a_line_is_mapped_by_its_nearest_unchanged_lines(new, line, expected):
    assert map_line(Text(OLD), Text(new), line) == expected


def test_blank_lines_are_no_evidence():
    assert map_line(Text("a\n\nb\n\nc\n"), Text("x\n\ny\n\na\n\nb\n\nz\n"), 3) == 7
