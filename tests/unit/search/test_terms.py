import pytest

from chesterton.model.anchor import Anchor
from chesterton.search.terms import (
    Frequencies,
    index_text,
    parse_query,
    restrict_to_rare_words,
    words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("charge_user twice", ["charge", "user", "twice"]),
        ("chargeUser HTTPServer", ["charge", "user", "http", "server"]),
        ("a.b.charge(card)", ["b", "charge", "card"]),
        ("sha256 utf-8", ["sha", "256", "utf", "8"]),
        ("Why is there a lock?", ["lock"]),
        ("don\u2019t user's O'Brien", ["users", "o", "brien"]),
        ("commit a1b2c3d", ["commit", "a1b2c3d"]),
        ("Größe naïve ﬁle", ["grosse", "naive", "file"]),
        ("C++ and C# and C", ["cplusplus", "csharp", "c"]),
        ("lock lock LOCK", ["lock"]),
        ("", []),
    ],
)
def test_text_is_split_into_words(text, expected):
    assert words(text) == expected


def test_every_word_is_quoted():
    asked = parse_query("retry NOT twice: a_b")
    assert asked.any_expression == '"retry" OR "twice" OR "b" OR "ab"'


def test_a_query_of_stop_words_is_empty():
    asked = parse_query("why is it so?")
    assert asked.is_empty
    assert asked.any_expression == '""'


def test_words_marked_as_code_count_twice():
    assert parse_query("the `lock` there").any_expression == '"lock" OR "lock"'


@pytest.mark.parametrize(
    ("query", "exact"),
    [
        ('why "exactly twice" here', ("exactly twice",)),
        ("see #4812", ("#4812",)),
        ("what did a1b2c3d4 do", ("a1b2c3d4",)),
        ("lock in src/pay/charge.py", ("src/pay/charge.py",)),
        ("what does charge_card() do", ("charge_card",)),
        ("PaymentProcessor.charge", ("PaymentProcessor.charge",)),
        ("call retry() again", ("retry",)),
        ("the `lock` there", ("lock",)),
        ("an ordinary question, isn't it? Yes.", ()),
        ("abcdefa is a word, 1234567 a number", ()),
    ],
)
def test_exact_parts_of_a_query(query, exact):
    assert parse_query(query).exact == exact


@pytest.mark.parametrize(
    ("query", "only"),
    [("#4812", True), ('"exactly twice"', True), ("a1b2c3d", True), ("#4812 lock", False)],
)
def test_a_query_of_only_exact_parts(query, only):
    assert parse_query(query).only_exact is only


def test_the_index_columns_of_a_note(new_note):
    note = new_note(
        "Lock on payment_id",
        "A user may pay with two cards.",
        path="src/pay.py",
        symbol="Processor.charge",
        links=("https://git.example/pull/7",),
    )
    title, body, code = (column.split() for column in index_text(note))
    assert title == ["lock", "payment", "id"]
    assert body == ["user", "pay", "two", "cards"]
    assert {"src", "pay", "py", "processor", "charge", "pull", "7", "paymentid"} <= set(code)


def test_quotes_and_all_anchors_are_indexed(new_note):
    anchors = (Anchor(path="a.py", quote="retries = 2"), Anchor(path="b.py", symbol="Charge"))
    _, _, code = index_text(new_note("Why", anchors=anchors))
    assert {"retries", "2", "charge", "b"} <= set(code.split())


def test_a_query_with_common_words_is_narrowed_to_its_rare_ones():
    asked = parse_query("database deadlock timeout")
    counts = {"database": 9_000, "deadlock": 3, "timeout": 400}
    near = restrict_to_rare_words(asked, Frequencies(10_000, counts))
    assert near.any_expression == f'("deadlock" OR "timeout") AND ({asked.any_expression})'
    assert near.words == asked.words


def test_a_query_of_rare_words_is_not_narrowed():
    asked = parse_query("deadlock timeout")
    assert (
        restrict_to_rare_words(
            asked, Frequencies(100, {"deadlock": 3, "timeout": 40})
        ).any_expression
        == asked.any_expression
    )


def test_a_query_of_one_common_word_is_not_narrowed():
    asked = parse_query("database")
    assert (
        restrict_to_rare_words(asked, Frequencies(100_000, {"database": 90_000})).any_expression
        == asked.any_expression
    )
