"""The server's text equals the editor's after any edits, in each encoding (L10, L11)."""

import re

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types as lsp

from chesterton.lsp.document.contents import DocumentText
from chesterton.syntax.positions import Encoding, column_from_units, column_to_units
from tests.properties.strategies import awkward_text

WIDTH = {
    Encoding.UTF8: lambda text: len(text.encode("utf-8")),
    Encoding.UTF16: lambda text: len(text.encode("utf-16-le")) // 2,
    Encoding.UTF32: len,
}
encodings = st.sampled_from(list(Encoding))
cuts = st.tuples(st.integers(0, 80), st.integers(0, 20), awkward_text)
scripts = st.lists(cuts | awkward_text, max_size=8)


@given(awkward_text, scripts, encodings)
def test_the_text_is_the_editors_after_any_script(text, script, encoding):
    contents = DocumentText(text)
    for step in script:
        text, change = _edited(text, step, encoding)
        contents.apply_changes([change], encoding)
        assert contents.text.value == text


@given(awkward_text, scripts, encodings)
def test_several_changes_at_once_are_applied_one_after_the_other(text, script, encoding):
    contents, changes = DocumentText(text), []
    for step in script:
        text, change = _edited(text, step, encoding)
        changes.append(change)
    contents.apply_changes(changes, encoding)
    assert contents.text.value == text


@given(awkward_text, st.integers(0, 80), encodings)
def test_columns_round_trip(text, column, encoding):
    (line, *_) = re.split(r"\r\n|\r|\n", text)
    column = min(column, len(line))
    units = column_to_units(line, column, encoding)
    assert units == WIDTH[encoding](line[:column])
    assert column_from_units(line, units, encoding) == column


@given(awkward_text, st.integers(-5, 200), encodings)
def test_a_column_never_falls_inside_a_character(text, units, encoding):
    (line, *_) = re.split(r"\r\n|\r|\n", text)
    assert 0 <= column_from_units(line, units, encoding) <= len(line)


def _edited(text, step, encoding):
    """The text after an edit, and how an editor tells of it."""
    if isinstance(step, str):
        return step, lsp.TextDocumentContentChangeWholeDocument(step)
    start, length, replacement = step
    start = _whole(text, min(start, len(text)))
    end = _whole(text, min(start + length, len(text)))
    where = lsp.Range(_position(text, start, encoding), _position(text, end, encoding))
    changed = text[:start] + replacement + text[end:]
    return changed, lsp.TextDocumentContentChangePartial(range=where, text=replacement)


def _whole(text, offset):
    """No editor's caret stands between the two characters of a line end."""
    return offset - 1 if text[offset - 1 : offset + 1] == "\r\n" else offset


def _position(text, offset, encoding):
    lines = re.split(r"\r\n|\r|\n", text[:offset])
    return lsp.Position(len(lines) - 1, WIDTH[encoding](lines[-1]))
