"""Extracting the claim of a note."""

import pytest

from chesterton.anchoring.claims.claim import claim_of
from chesterton.anchoring.claims.claim_rebase import rebase
from chesterton.anchoring.claims.relevance import compare
from chesterton.model.watch import Watch
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

SOURCE = """\
def charge(card, payment_id):
    lock = redis.lock(payment_id, timeout=30, size=1024)
    for attempt in range(2):
        card.pay(amount, "X-Request-Id", delay=0.5)
        card.log(1)
    return card.done(card, 1)
"""


def shape(source=SOURCE):
    parsed = parse(source, language_for("a.py"))
    return parsed.shape(parsed.outline.symbols[0])


@pytest.mark.parametrize(
    ("note", "terms"),
    [
        ("Retry exactly twice", {"2"}),
        ("Retry 2 times", {"2"}),
        ("Keyed on payment_id", {"payment_id"}),
        ("Keyed on the payment id", {"payment_id"}),
        ("Keyed on `payment_id`", {"payment_id"}),
        ("`redis.lock(payment_id)` is slow", {"lock", "payment_id"}),
        ("redis.lock is slow", {"lock"}),
        ("Locks expire after 30 seconds", {"30"}),
        ("Waits half a second, 0.5", {"0.5"}),
        ("At most 1 KB", {"1024"}),
        ('The header is "X-Request-Id"', {'"X-Request-Id"'}),
        ("See issue #30 and https://example.org/30, 2024-03-30", set()),
        ("One of the things to know", set()),
        ("Nobody knows", set()),
    ],
)
def test_a_claim_consists_of_names_numbers_and_strings_in_the_code(note, terms):
    assert terms == claim_of(Watch(note), shape()).terms


def test_plain_words_are_not_watched_but_support_another_signal():
    claim = claim_of(Watch("The card is tried twice, then the lock expires"), shape())
    assert (claim.terms, claim.support) == ({"2"}, {"2", "lock"})


def test_a_name_missing_from_the_code_is_recorded_as_absent():
    assert {"user_id"} == claim_of(Watch("payment_id, not user_id"), shape()).missing_terms


def test_a_note_that_names_nothing_cannot_be_checked():
    assert not claim_of(Watch("Nobody knows"), shape()).checkable
    assert claim_of(Watch("Nobody knows", quote="    card.log(1)"), shape()).checkable


def test_the_tenth_edit_of_a_number_touches_the_claim_like_the_first():
    """The intermediate versions were never confirmed."""
    vouched = shape()
    claim = claim_of(Watch("Retry exactly twice"), vouched)
    for count in range(2, 12):
        before = shape(SOURCE.replace("range(2)", f"range({count})"))
        after = shape(SOURCE.replace("range(2)", f"range({count + 1})"))
        beside = shape(
            SOURCE.replace("range(2)", f"range({count})").replace("timeout=30", "timeout=31")
        )
        standing = rebase(claim, vouched, before)
        assert compare(before, after, standing).claim
        assert not compare(before, beside, standing).claim


def test_the_replacement_of_a_claimed_name_is_claimed_too():
    before = SOURCE.replace("redis.lock(payment_id", "redis.lock(card_key")
    claim = rebase(claim_of(Watch("Keyed on `payment_id`"), shape()), shape(), shape(before))
    after = before.replace("redis.lock(card_key", "redis.lock(user_key")
    assert compare(shape(before), shape(after), claim).claim


def test_a_rewritten_quoted_line_is_still_the_quoted_line():
    quote = "    lock = redis.lock(payment_id, timeout=30, size=1024)"
    before = SOURCE.replace(quote.strip(), "lock = mutex(card.number)")
    claim = rebase(claim_of(Watch("Why", quote=quote), shape()), shape(), shape(before))
    assert compare(shape(before), shape(before.replace("number", "name")), claim).claim
    assert not compare(shape(before), shape(before.replace("log(1)", "log(2)")), claim).claim
