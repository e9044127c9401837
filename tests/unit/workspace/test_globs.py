"""Glob patterns for paths."""

import time

import pytest

from chesterton.workspace.globs import matcher

CASES = [
    ("old/**", "old/a/b.py", True),
    ("old/**", "older/a.py", False),
    ("**/*.py", "a.py", True),
    ("**/*.py", "x/y/a.py", True),
    ("*.py", "x/a.py", False),
    ("**/b/*.py", "a/b/c.py", True),
    ("src/?.py", "src/a.py", True),
    ("src/?.py", "src/ab.py", False),
    ("src/[ab].py", "src/b.py", True),
    ("src/[!ab].py", "src/b.py", False),
    ("src", "src/a.py", True),
    ("src/", "src/a.py", True),
    ("./src/a.py", "src/a.py", True),
    ("src/a.py", "src/a.pyc", False),
    ("[z-a]", "[z-a]", True),
    ("a+b.py", "a+b.py", True),
]


@pytest.mark.parametrize(("pattern", "path", "fits"), CASES)
def test_a_pattern_matches_or_not(pattern, path, fits):
    assert matcher([pattern])(path) is fits


def test_without_patterns_every_path_matches():
    assert matcher([])("any/thing")


def test_one_of_several_patterns_has_to_match():
    assert matcher(["a/**", "b/**"])("b/x")


def test_patterns_with_many_wildcards_are_fast():
    fits = matcher(["**/**/**/**/*"])
    paths = [f"a/b{number}/c/d/e/f.py" for number in range(100_000)]
    began = time.process_time()
    assert sum(map(fits, paths)) == len(paths)
    assert time.process_time() - began < 1.0
