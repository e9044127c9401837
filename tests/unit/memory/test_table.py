"""Tables follow edits of the text, also while it has syntax errors."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chesterton.memory.margin.table import (
    DeletedRow,
    Row,
    Table,
    shifted_point,
    shifted_span,
    with_kept_rows,
)
from chesterton.model.symbol import Span
from chesterton.syntax.text import Edit, Text
from tests.unit.memory.made import CHARGE, CODE, entry, note, row

BROKEN = CODE + "("
"""The text with a syntax error."""

edits = st.lists(
    st.tuples(st.integers(0, 39), st.integers(0, 10), st.text(alphabet="ab\n", max_size=5)),
    max_size=6,
)


def script(raw, length):
    """Successive edits within the bounds of the text, and its final length."""
    script_edits = []
    for at, size, text in raw:
        start = min(at, length)
        end = min(start + size, length)
        script_edits.append(Edit(start, end, text))
        length += len(text) - (end - start)
    return script_edits, length


@given(edits)
def test_a_span_stays_inside_the_text(raw):
    made, length = script(raw, len(CODE))
    span = shifted_span(Span(4, 10), made)
    assert 0 <= span.start <= span.end <= length
    assert 0 <= shifted_point(7, made) <= length


@given(edits)
def test_a_span_keeps_its_text_unless_it_is_edited(raw):
    made, _ = script(raw, len(CODE))
    text, span = Text(CODE), Span(4, 10)
    for edit in made:
        if edit.start < span.end and edit.end > span.start:
            return
        if span.start < edit.start < span.end:
            return
        text, span = text.edited([edit]), shifted_span(span, [edit])
    assert text.value[span.start : span.end] == "charge"


def test_rows_before_an_edit_are_the_same_objects():
    table = Table("pay.py", (row(),))
    after = table.shifted([Edit(100, 100, "x")])
    assert after.rows[0] is table.rows[0]


def test_everything_in_a_row_moves():
    quoted = row(quote=Span(22, 39), changed=Span(22, 39))
    table = Table("pay.py", (quoted,), (DeletedRow(5, "x", ()),), {}, (Span(30, 39),))
    after = table.shifted([Edit(0, 0, "\n\n")])
    moved = after.rows[0]
    assert (moved.span, moved.name_span) == (Span(2, 41), Span(6, 12))
    assert (moved.entries[0].quote, moved.entries[0].changed) == (Span(24, 41), Span(24, 41))
    assert (after.deleted[0].offset, after.comments) == (7, (Span(32, 41),))


def test_the_innermost_row_is_found():
    inner = Row(CHARGE, Span(10, 20), Span(12, 14), ())
    table = Table("pay.py", (row(), inner))
    assert table.row_at(15) is inner
    assert table.row_at(5) is table.rows[0]
    assert table.row_at(500) is None


def test_no_note_disappears_during_a_syntax_error():
    before = Table("pay.py", (row(),))
    gone = DeletedRow(0, "charge", (entry(),))
    fresh = Table("pay.py", (), (gone,))
    assert with_kept_rows(before, fresh, BROKEN) == before
    assert with_kept_rows(before, fresh, None) is fresh
    assert with_kept_rows(None, fresh, BROKEN) is fresh


def test_a_deleted_name_disappears_during_a_syntax_error():
    deleted = Table("pay.py", (row(),)).shifted([Edit(0, 39, "")])
    fresh = Table("pay.py", (), (DeletedRow(0, "charge", (entry(),)),))
    assert with_kept_rows(deleted, fresh, BROKEN) is fresh


def test_notes_placed_elsewhere_are_not_kept_twice():
    other = entry(note(id="bbbbbbbbbb"))
    before = Table("pay.py", (row(), row(other)))
    fresh = Table("pay.py", (row(),))
    kept = with_kept_rows(before, fresh, BROKEN)
    assert [each.entries[0].entry.note.id for each in kept.rows] == ["aaaaaaaaaa", "bbbbbbbbbb"]


def test_a_note_stays_at_its_name_while_another_definition_swallows_it():
    before = Table("pay.py", (row(),))
    other = CHARGE._replace(name="Till")
    fresh = Table("pay.py", (replace(row(), symbol=other, name_span=Span(0, 3)),))
    assert with_kept_rows(before, fresh, BROKEN).rows == before.rows
    assert with_kept_rows(before, fresh, None) is fresh
    assert with_kept_rows(before, fresh, BROKEN.replace("charge", "settle")) == fresh
