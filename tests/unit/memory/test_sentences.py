"""The exact wording of every sentence that an editor shows, and its length limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chesterton.memory import sentences
from chesterton.memory.visible_text import truncated, visible
from chesterton.model.anchor import State
from chesterton.model.note import Kind
from chesterton.model.symbol import Span, Symbol, SymbolKind
from tests.unit.memory.made import CHARGE, changed, entry, note, row

LONG = "the provider bans the merchant account for a whole day after the fourth attempt in an hour"
KINDS = [note(kind=Kind.PITFALL), note(kind=Kind.DECISION), note(kind=Kind.DECISION)]
TILL = Symbol("Till", SymbolKind.CLASS, 0, Span(0, 9), Span(0, 4), 1, 1, 1)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (row(), "Pitfall: Retries must stay at 3"),
        (row(entry(), entry(), entry()), "3 notes · Pitfall: Retries must stay at 3"),
        (row(symbol=None), "1 note about this file"),
        (row(entry(), entry(), symbol=None), "2 notes about this file"),
        (
            row(entry(change=changed(), state=State.CHANGED)),
            "Code changed · Pitfall: Retries must stay at 3",
        ),
        (
            row(entry(change=changed(claim=False), state=State.CHANGED)),
            "Pitfall: Retries must stay at 3",
        ),
        (
            row(entry(edit=changed())),
            "You are changing this · Pitfall: Retries must stay at 3",
        ),
        (row(entry(edit=changed(claim=False))), "Pitfall: Retries must stay at 3"),
        (
            row(entry(change=changed(), edit=changed(claim=False))),
            "Code changed · Pitfall: Retries must stay at 3",
        ),
        (
            row(entry(), entry(note("Lock it"), edit=changed())),
            "You are changing this · 2 notes · Pitfall: Lock it",
        ),
        (
            row(entry(), entry(change=changed(), state=State.CHANGED), symbol=None),
            "Code changed · 2 notes about this file",
        ),
        (
            row(entry(state=State.UNCERTAIN)),
            "Link uncertain · Pitfall: Retries must stay at 3",
        ),
        (
            row(entry(followed_from="charge")),
            "Moved from charge · Pitfall: Retries must stay at 3",
        ),
        (row(entry(note("retries   must\nstay."))), "Pitfall: retries must stay."),
        (row(entry(note(LONG))), "Pitfall: the provider bans the merchant account for a whole…"),
    ],
)
def test_lens_titles(shown, expected):
    assert sentences.lens_title(shown) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (row(), "Pitfall: Retries must stay at 3"),
        (row(entry(), entry()), "Pitfall: Retries must stay at 3 … and 1 more"),
        (row(symbol=None), "1 note about this file"),
    ],
)
def test_hint_messages(shown, expected):
    assert sentences.hint(shown) == expected


def test_the_message_of_a_touched_note_has_the_reason_where_it_fits():
    reason = "`range(3)` is now `range(4)`"
    assert sentences.touched([note()], None, reason) == (
        f"Pitfall: Retries must stay at 3. You are changing this code: {reason}."
    )
    assert reason not in sentences.touched([note(LONG)], None, reason)


def test_messages_of_touched_notes():
    message = sentences.touched([note()], None)
    assert message == "Pitfall: Retries must stay at 3. You are changing this code."
    assert sentences.touched([note("It stays at 3.")], None) == (
        "Pitfall: It stays at 3. You are changing this code."
    )
    assert sentences.touched([note()], "2026-03-14") == (
        "Pitfall: Retries must stay at 3. You are changing this code. Last confirmed 2026-03-14."
    )
    assert sentences.touched([note(), note(), note()], None) == (
        "Pitfall: Retries must stay at 3. You are changing this code. … and 2 more"
    )


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (KINDS[:1], "charge is gone; it had 1 pitfall. Keep, move or retire it."),
        (KINDS[:2], "charge is gone; it had 1 pitfall and 1 decision. Keep, move or retire them."),
        (KINDS, "charge is gone; it had 1 pitfall and 2 decisions. Keep, move or retire them."),
        (
            [note(kind=kind) for kind in Kind],
            (
                "charge is gone; it had 1 pitfall, 1 incident, 1 decision, 1 pattern, 1 debt and "
                "1 question. Keep, move or retire them."
            ),
        ),
    ],
)
def test_messages_of_deleted_symbols(notes, expected):
    assert sentences.deleted("charge", notes) == expected


def test_messages_of_uncertain_links():
    message = sentences.uncertain_link("old_name", CHARGE)
    assert message == "This note was written for old_name(); confirm that it belongs here."
    assert sentences.lost_line().endswith("; confirm that the note belongs here.")
    assert (
        sentences.uncertain_link("Old", TILL)
        == "This note was written for Old; confirm that it belongs here."
    )


@given(st.text(max_size=300), st.text(max_size=300), st.integers(1, 400))
def test_every_sentence_is_one_line_within_its_limit(title, name, count):
    notes = [note(title or "x")] * count
    shown = row(*[entry(notes[0], followed_from=name or None)] * min(count, 3))
    messages = [
        sentences.touched(notes, "2026-03-14"),
        sentences.deleted(name, notes),
        sentences.uncertain_link(name, CHARGE),
        sentences.hint(shown),
    ]
    assert [len(each) for each in messages if len(each) > sentences.MESSAGE_LIMIT] == []
    assert len(sentences.lens_title(shown)) <= sentences.LENS_LIMIT
    for each in (*messages, sentences.lens_title(shown)):
        assert len(each.splitlines()) == 1
        assert visible(each) == each


@given(st.text(max_size=100), st.integers(2, 50))
def test_a_cut_text_is_a_prefix(text, limit):
    shortened = truncated(text, limit)
    assert len(shortened) <= limit
    assert shortened == text or (shortened.endswith("…") and text.startswith(shortened[:-1]))
