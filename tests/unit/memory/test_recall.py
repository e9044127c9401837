"""Search: hostile queries never fail, odd words are found, copies are listed once."""

import time

import pytest

from chesterton.memory.notes.recall import recall
from chesterton.model.note import Kind
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness.notes import noted

HOSTILE = (
    *("pre-commit", "don't", "error:timeout", "C++", "foo.bar()", '"', "*", "AND", "NOT", "OR"),
    *("NEAR(", "NEAR(a b, -1)", "a AND", "(", ")", "^", 'a"b', "{a}:b", "body:", "-x", "a - b"),
    *("a,b", "a/b", "a\\b", "#123", "@x", "$x", "%", "a=b", "a<b", "a;b", "`x`", "", "   "),
    *("a\0b", "col : x", '"' * 1000, "(" * 5000, "OR " * 20000, "' OR 1=1 --", "+", "~", "[a]"),
    *("a|b", "a&b", "!a", "?", "NOT NOT a", "a NOT", "TODO: fix", "😀", "漢字", "١٢٣", "ﬁ"),
)
ODD = (
    ("Run pre-commit before you push", "pre-commit"),
    ("TODO: fix the clock first", "TODO: fix"),
    ("Look for error:timeout in the log", "error:timeout"),
    ("The C++ side owns the buffer", "C++"),
    ("Never call foo.bar() twice", "foo.bar()"),
)


@pytest.fixture(name="workspace", scope="module")
def _workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recall")
    (folder / "plain").mkdir()
    store = Store.open(Location(folder / "data"))
    opened = Workspace.open(folder / "plain", store)
    for title, _ in ODD:
        noted(opened, title, kind=Kind.PITFALL)
    yield opened
    opened.close()
    store.close()


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_question_is_answered_or_not(workspace, query):
    """S42"""
    assert isinstance(recall(workspace, query), list)


@pytest.mark.parametrize(("title", "query"), ODD)
def test_words_with_punctuation_are_found(workspace, title, query):
    """S45"""
    assert recall(workspace, query)[0].placed.note.title == title


@pytest.mark.parametrize("query", ["x " * 500_000, "word" * 250_000, "(" * 5000])
def test_a_question_without_end_is_cut(workspace, query):
    """S44"""
    began = time.process_time()
    recall(workspace, query)
    assert time.process_time() - began < 2


def test_copies_of_a_note_are_told_once(workspace):
    """S13"""
    for _ in range(50):
        noted(workspace, "Zebra crossings are painted", kind=Kind.DECISION)
    other = "Zebra stripes are for the logo"
    noted(workspace, other, kind=Kind.DECISION)
    titles = [hit.placed.note.title for hit in recall(workspace, "zebra")]
    assert sorted(titles) == ["Zebra crossings are painted", other]
