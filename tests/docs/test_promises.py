"""The list of promises names tests that exist, or says why there is none."""

import re

import pytest

from tests.docs.markdown import ROOT

TESTS = ROOT / "tests"
ROW = re.compile(r"^\| ([SDL]\d\d) \| (.*) \| (.*) \| (.*) \|$", re.MULTILINE)
ROWS = ROW.findall((TESTS / "promises.md").read_text(encoding="utf-8"))
LISTED = [f"{letter}{n:02}" for letter, last in (("S", 78), ("D", 44), ("L", 46))
          for n in range(1, last + 1)]  # fmt: skip


def test_every_promise_is_listed_once_in_order():
    assert [row[0] for row in ROWS] == LISTED


@pytest.mark.parametrize(("_", "promise", "held"), [row[1:] for row in ROWS], ids=LISTED)
def test_a_promise_is_held_by_a_test_or_says_why_not(_, promise, held):
    named = re.findall(r"`([^`]+)`", held)
    assert named or re.match(r"— \w.{5,}", held)
    assert promise == "—" or promise
    for name in named:
        path, _, function = name.partition("::")
        assert (TESTS / path).exists()
        assert not function or f"def {function}(" in (TESTS / path).read_text(encoding="utf-8")
