from dataclasses import replace

import pytest

from chesterton.model.anchor import State
from chesterton.model.note import Kind, Status
from chesterton.search.rank import reranked

FILLER = (
    "Colours of the dashboard follow the brand",
    "Invoices are numbered without gaps",
    "The nightly job starts after the backup",
    "Images are resized on upload",
    "Sessions live for a day",
    "Prices are kept in cents",
    "Tests run against a real database",
    "The cache is dropped on deploy",
)


@pytest.fixture(name="notes")
def _notes(index):
    for title in FILLER:
        index.add(title)
    return index


def test_a_note_is_found_by_inflections_of_its_words(notes):
    said = notes.add("Charges are locked by payment", "Customers were charged twice")
    assert notes.titles("why do we lock charging of a customer")[0] == said.title


def test_the_title_counts_more_than_the_body(notes):
    body = notes.add("Working by night", "About the deadlock of the ledger")
    title = notes.add("The deadlock of the ledger", "About people who were tired")
    assert notes.titles("ledger deadlock") == [title.title, body.title]


def test_a_note_with_every_word_ranks_first(notes):
    for number in range(5):
        notes.add(f"Deadlock number {number}", "deadlock " * 5)
    said = notes.add("On busy days", "There was a deadlock, and then the ledger was out of step")
    assert notes.titles("deadlock ledger")[0] == said.title


def test_an_exact_identifier_ranks_before_its_separate_words(notes):
    notes.add("The payment is known by its id", "id of payment, payment, id")
    said = notes.add("Lock", "keyed on payment_id because a user may pay with two cards at once")
    assert notes.titles("payment_id")[0] == said.title


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("#123", "See #123"),
        ("#123", "See https://git.example/acme/shop/pull/123"),
        ("#123", "See GH-123"),
        ("a1b2c3d", "Reverted a1b2c3d4e5f60718293a4b5c6d7e8f9012345678"),
        ("a1b2c3d4e5f60718293a4b5c6d7e8f9012345678", "Reverted a1b2c3d4e5"),
        ('"exactly twice"', "Retry exactly   TWICE, no more"),
    ],
)
def test_a_query_of_exact_parts_matches_only_them(notes, query, text):
    notes.add("123 rows at a time", "twice, exactly; then 1234 more. #1234, a1b2c4")
    said = notes.add("The reason", text)
    assert notes.titles(query) == [said.title]


def test_an_exact_part_that_no_note_has_finds_nothing(notes):
    assert notes.titles("#99") == []
    assert notes.titles('"dashboard of colours"') == []


@pytest.mark.parametrize(
    "query",
    [
        "best banana bread recipe with walnuts",
        "cheap flights to Lisbon in the summer",
        "the prices of a ski resort with snow and music",
        "qwertyuiop asdfghjkl",
        "purple elephants dancing after the opera",
    ],
)
def test_an_unrelated_query_finds_nothing(notes, query):
    assert notes.titles(query) == []


def test_one_matching_word_is_enough_for_a_short_query(notes):
    assert notes.titles("invoices") == [FILLER[1]]
    assert notes.titles("invoices walnut") == [FILLER[1]]


def test_near_duplicates_are_listed_once(notes):
    """S13"""
    for _ in range(500):
        notes.add("Retry the charge twice", "The gateway drops the first call now and then")
    other = notes.add("Charge only by night", "The gateway is slow by day, so we retry the charge")
    assert notes.titles("retry the charge", 600) == ["Retry the charge twice", other.title]


def test_confirmed_notes_rank_before_proposed_ones(notes):
    notes.add("Retry the charge", "twice", status=Status.PROPOSED)
    confirmed = notes.add("Retry the charge", "again")
    assert notes.ask("retry the charge")[0].note == confirmed


def test_a_pitfall_ranks_before_a_question(notes):
    notes.add("Retry the charge", "twice", kind=Kind.QUESTION)
    pitfall = notes.add("Retry the charge", "again", kind=Kind.PITFALL)
    assert notes.ask("retry the charge")[0].note == pitfall


def test_the_newer_of_two_equal_notes_ranks_first(notes):
    notes.add("Retry the charge", "twice", created="2025-01-01T00:00:00Z")
    newer = notes.add("Retry the charge", "again", created="2026-06-01T00:00:00Z")
    assert notes.ask("retry the charge")[0].note == newer


def test_relevance_outweighs_kind_and_age(notes):
    notes.add("On charges", "Retry", kind=Kind.PITFALL, created="2026-06-01T00:00:00Z")
    better = notes.add("Retry the charge twice", kind=Kind.DEBT, created="2020-01-01T00:00:00Z")
    assert notes.ask("retry the charge twice")[0].note == better


def test_notes_whose_code_changed_rank_lower(notes):
    first = notes.add("Retry the charge", "twice")
    second = notes.add("Retry the charge", "again", kind=Kind.PATTERN)
    hits = notes.ask("retry the charge")
    assert [hit.note for hit in hits] == [first, second]
    back = reranked(hits, {first.id: State.UNCERTAIN, second.id: State.CURRENT})
    assert [hit.note for hit in back] == [second, first]
    assert back[0].score > back[1].score


def test_scores_are_between_zero_and_one(notes):
    notes.add("Retry the charge", "twice")
    notes.add("On charges", "The retry is elsewhere")
    scores = [hit.score for hit in notes.ask("`retry` the charge")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_every_hit_has_reasons(notes):
    notes.add("Retry the charge", "No more than twice", path="src/pay.py", symbol="charge_card")
    (hit,) = notes.ask("retry twice in charge_card or pay")
    assert hit.reasons == (
        "exact match: charge_card",
        "title: retry, charge",
        "body: twice",
        "code: card, pay",
    )


def test_the_order_does_not_depend_on_the_order_of_the_hits(notes):
    for number in range(6):
        notes.add("Retry the charge", f"reason {number} of many, told at length: {'why ' * number}")
    first = [hit.note.id for hit in notes.ask("retry the charge")]
    notes.notes[:] = [replace(note) for note in notes.notes]
    assert [hit.note.id for hit in notes.ask("retry the charge")] == first
