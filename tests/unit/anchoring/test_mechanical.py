"""Telling mechanical rewrites from meaningful changes."""

import pytest

from chesterton.anchoring.shapes.difference import Difference
from chesterton.anchoring.shapes.mechanical import is_mechanical
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

TOOLS = (
    ("def f(a: Optional[int]) -> List[int]:\n  g(a)", "def f(a: int | None) -> list[int]:\n  g(a)"),
    ("def f(a: t.Dict[str, t.Any]):\n  g(a)", "def f(a: dict[str, t.Any]):\n  g(a)"),
    ('def f(a: t.Type["B"]) -> "C":\n  g(a)', "def f(a: type[B]) -> C:\n  g(a)"),
    (
        "def f(a: t.Optional[t.Union[int, t.Callable[[t.Optional[str]], int]]]):\n  g(a)",
        "def f(a: None | (int | t.Callable[[str | None], int])):\n  g(a)",
    ),
    ("def f():\n  a: t.Dict[str, int] = g()\n  a.b", "def f():\n  a: dict[str, int] = g()\n  a.b"),
    ("def f(a):\n  g(a)", "def f(a: int) -> None:\n  g(a)"),
    ("def f(self):\n  super(A, self).g(1)", "def f(self):\n  super().g(1)"),
    ("def f(a):\n  return 'x %s y' % a", 'def f(a):\n  return f"x {a} y"'),
    ("def f(a):\n  return 'x {} y'.format(a)", 'def f(a):\n  return f"x {a} y"'),
)
PEOPLE = (
    ("def f(a):\n  return a < 3", "def f(a):\n  return a > 3"),
    ("def f(a):\n  g()\n  h()", "def f(a):\n  h()\n  g()"),
    ("def f(a):\n  return 'x %s' % a", 'def f(a):\n  return f"x {b}"'),
    ("def f(a):\n  return g(a)", "def f(a):\n  return g(a, 1)"),
    ("def f(a):\n  return 'x'", "def f(a):\n  return 'y'"),
)


def shape(source):
    parsed = parse(source, language_for("a.py"))
    return parsed.shape(parsed.outline.symbols[0])


@pytest.mark.parametrize(("before", "after"), TOOLS)
def test_a_tool_rewrite_is_mechanical(before, after):
    assert is_mechanical(Difference(shape(before), shape(after)))


@pytest.mark.parametrize(("before", "after"), PEOPLE)
def test_a_meaningful_change_is_not_mechanical(before, after):
    assert not is_mechanical(Difference(shape(before), shape(after)))
