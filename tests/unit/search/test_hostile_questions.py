"""Any text is a valid query, never an error: S42, S44, S45 of tests/promises.md."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chesterton.search.terms import parse_query, words

HOSTILE = {
    **{text: text for text in ("pre-commit", "don't", "error:timeout", "C++", "foo.bar()")},
    **{text: text for text in ('"', "*", "AND", "NOT", "OR", "NEAR(", "NEAR(a b, -1)", "a AND")},
    **{text: text for text in ("(", ")", "^", 'a"b', "{a}:b", "body:", "-x", "a - b", "a,b")},
    **{text: text for text in ("a/b", "a\\b", "#123", "@x", "$x", "%", "a=b", "a<b", "a;b")},
    **{text: text for text in ("`a` `b`", "col : x", "' OR 1=1 --", "+", "~", "[a]", "a|b", "a&b")},
    **{text: text for text in ("!a", "?", "NOT NOT a", "a NOT", "TODO: fix", "_", "a_", ":", "''")},
    "empty": "",
    "spaces": " \t\n ",
    "NUL": "a\0b",
    "100,000 words": "x " * 100_000,
    "1,000 quotes": '"' * 1_000,
    "5,000 brackets": "(" * 5_000,
    "20,000 ORs": "a OR " * 20_000,
    "emoji": "🔥 on fire",
    "CJK": "数据库锁",
    "Arabic digits": "خطأ ٤٠٤",
    "ligature": "ﬁle conﬂict",
    "lone surrogate": "a\ud800b",
    "one megabyte": "lock-" * 200_000,
    "one long word": "a" * 1_000_000,
    "100,000 different words": " ".join(f"w{n}" for n in range(100_000)),
    "many phrases": '"a b" ' * 5_000,
    "many identifiers": " ".join(f"`a_{n}.b{n}`" for n in range(5_000)),
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=[name[:20] for name in HOSTILE])
def test_any_text_is_a_valid_query(index, query):
    """S42"""
    index.add("Retry the charge exactly twice")
    asked = parse_query(query)
    index.match(asked.any_expression)
    index.ask(query)


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_valid_expression(query):
    asked = parse_query(query)
    assert len(asked.words) <= 64
    assert asked.any_expression.isascii() or asked.words
    assert asked.any_expression.encode("utf-8")


@pytest.mark.parametrize(
    "query", ["x " * 500_000, "(" * 5_000, " ".join(f"w{n}" for n in range(100_000)), "é" * 10**6]
)
def test_a_huge_query_is_truncated_and_fast(index, query):
    """S44"""
    index.add("Retry the charge exactly twice")
    began = time.process_time()
    asked = parse_query(query)
    index.match(asked.any_expression)
    assert time.process_time() - began < 0.1
    assert len(asked.words) <= 64


SAID = {
    "pre-commit": "Run pre-commit before pushing",
    "TODO: fix": "TODO: fix the rounding of prices",
    "error:timeout": "The gateway answers error: timeout after a minute",
    "C++": "The C++ bindings own the buffer",
    "foo.bar()": "Never call foo.bar() twice",
    "don't": "We don't retry on a refused card; dont ask again",
    "C#": "C# clients send local time",
    "#4812": "See #4812 for why the lock is there",
    "a1b2c3d": "Reverted in a1b2c3d4e5f60718293a4b5c6d7e8f9012345678",
    "src/pay/charge.py": "The lock in src/pay/charge.py is on the payment",
    "payment_id": "Lock on payment_id",
    "paymentId": "Lock on payment_id, not on the user",
    "PaymentProcessor": "PaymentProcessor.charge must stay idempotent",
    "utf8": "Names are utf-8",
    "precommit": "Run pre-commit first",
    "naïve": "The naive approach lost money",
    "数据库": "数据库锁等待超时",
    "锁": "数据库锁等待超时",
    "🔥": "🔥 never touch this",
    "ﬁle": "A file that is locked",
    "running twice": "The job must not run two times: it ran twice",
}
SILENT = {"don't"}
"""Queries of stop words only."""


@pytest.mark.parametrize("query", [query for query in SAID if query not in SILENT])
def test_a_note_is_found_by_other_spellings(index, query):
    """S45"""
    index.add("Colours of the dashboard", "Blue for money, grey for the rest")
    said = index.add(SAID[query])
    index.add("Cards are charged by the nightly job", "It starts after the backup")
    assert index.titles(query)[:1] == [said.title]


@pytest.mark.parametrize("query", HOSTILE.values(), ids=[name[:20] for name in HOSTILE])
def test_a_note_with_exactly_this_text_is_found(index, query):
    """S45"""
    index.add("Colours of the dashboard", "Blue for money, grey for the rest")
    if words(query[:2_000]):
        said = index.add(query[:100], query[:20_000])
        assert said.title in index.titles(query)
