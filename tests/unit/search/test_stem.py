import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chesterton
from chesterton.search.stem import stem
from chesterton.search.tokens import words

ENDINGS = (
    *("", "s", "es", "ed", "ing", "ation", "ational", "ly", "y", "ies", "eed", "ement", "ment"),
    *("iveness", "fulness", "ousness", "izer", "ize", "ator", "ical", "icate", "ful", "ness"),
    *("able", "ible", "ion", "tion", "sion", "ll", "e", "ee", "ss", "sses", "bling", "er", "logi"),
)


def indexed(all_words):
    """Each word with its stem by SQLite's tokenizer."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61')")
        db.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
        db.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(all_words))
        return {all_words[row]: term for term, row in db.execute("SELECT term, doc FROM v")}


def test_stems_equal_those_of_sqlite():
    sources = Path(chesterton.__file__).parent.rglob("*.py")
    every = sorted({word for file in sources for word in words(file.read_text("utf-8"))})
    known = indexed([word for word in every if word.isascii()])
    assert {word: stem(word) for word in known} == known


@given(st.lists(st.text("abeiouylrstz", min_size=1, max_size=8), min_size=1, max_size=20))
def test_stems_of_random_words_equal_those_of_sqlite(starts):
    forms = dict.fromkeys(start + ending for start in starts for ending in ENDINGS)
    known = indexed([word for word in forms if "yy" not in word])
    assert {word: stem(word) for word in known} == known


@pytest.mark.parametrize(("one", "other"), [("charges", "charging"), ("retries", "retry")])
def test_inflections_of_a_word_share_a_stem(one, other):
    assert stem(one) == stem(other)
