"""The list of promises names tests that exist, or says why there is none."""

import re

from tests.docs.markdown import ROOT

TESTS = ROOT / "tests"
ROW = re.compile(r"^\| ([SDL]\d\d) \| (.*) \| (.*) \| (.*) \|$", re.MULTILINE)
ROWS = ROW.findall((TESTS / "promises.md").read_text(encoding="utf-8"))
LISTED = [f"{letter}{n:02}" for letter, last in (("S", 78), ("D", 56), ("L", 47))
          for n in range(1, last + 1)]  # fmt: skip


def test_every_promise_is_listed_once_in_order():
    assert [row[0] for row in ROWS] == LISTED


def test_a_promise_is_held_by_a_test_or_says_why_not():
    unheld = [id_ for id_, _, _, held in ROWS if not (_tests(held) or re.match(r"— \w.{5,}", held))]
    assert unheld == []


def test_every_test_that_is_named_exists():
    missing = [
        f"{id_}: {name}" for id_, _, _, held in ROWS for name in _tests(held) if not _exists(name)
    ]
    assert missing == []


def _tests(held):
    return re.findall(r"`([^`]+)`", held)


def _exists(name):
    path, _, function = name.partition("::")
    file = TESTS / path
    return file.exists() and (
        not function or f"def {function}(" in file.read_text(encoding="utf-8")
    )
