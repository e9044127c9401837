"""The server's text equals the editor's after any edits, in every encoding (L10, L11)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types as lsp

from chesterton.lsp.document.contents import DocumentText, coalesced
from chesterton.memory.margin.spans import difference
from chesterton.syntax.positions import Encoding
from chesterton.syntax.text import Edit, Text

TEXTS = st.text(alphabet="ab é漢😀\n\r\x0c\u2028e\u0301\ufeff\x00", max_size=60)
WIDTH = {
    Encoding.UTF8: lambda character: len(character.encode()),
    Encoding.UTF16: lambda character: len(character.encode("utf-16-le")) // 2,
    Encoding.UTF32: lambda _: 1,
}


def editor_lines(text):
    """The lines of a text as LSP defines them, with their line ends."""
    lines, line, index = [], "", 0
    while index < len(text):
        end = text[index : index + 2] if text[index : index + 2] == "\r\n" else text[index]
        index += len(end)
        if end in {"\r\n", "\n", "\r"}:
            lines.append((line, end))
            line = ""
        else:
            line += end
    return [*lines, (line, "")]


def editor_position(text, offset, encoding):
    """The LSP position of an offset."""
    start = 0
    for number, (line, end) in enumerate(editor_lines(text)):
        if offset <= start + len(line):
            units = sum(WIDTH[encoding](character) for character in line[: offset - start])
            return lsp.Position(number, units)
        start += len(line) + len(end)
    raise AssertionError(offset)


@st.composite
def scripts(draw):
    """A text, and edits that do not start or end inside a line end."""
    text = draw(TEXTS)
    steps = []
    for _ in range(draw(st.integers(1, 6))):
        bounds = [n for n in range(len(text) + 1) if text[n - 1 : n + 1] != "\r\n" or n == 0]
        start, end = sorted((draw(st.sampled_from(bounds)), draw(st.sampled_from(bounds))))
        replacement = draw(TEXTS)
        is_whole = draw(st.integers(0, 5)) == 0
        steps.append((text, start, end, replacement, is_whole))
        text = replacement if is_whole else text[:start] + replacement + text[end:]
    return steps, text


@settings(max_examples=300)
@given(scripts(), st.sampled_from(list(Encoding)), st.booleans())
def test_the_text_is_the_editors(script, encoding, at_once):
    steps, final = script
    contents = DocumentText(steps[0][0])
    changes = [_change(*step, encoding) for step in steps]
    for group in [changes] if at_once else [[each] for each in changes]:
        contents.apply_changes(group, encoding)
    assert contents.text.value == final
    assert contents.text.line_count == Text(final).line_count


@given(scripts())
def test_the_edits_since_any_revision_produce_the_text(script):
    steps, final = script
    contents = DocumentText(steps[0][0])
    for number, step in enumerate(steps):
        revision, text = contents.revision, contents.text
        contents.apply_changes([_change(*step, Encoding.UTF16)], Encoding.UTF16)
        if number == len(steps) // 2:
            seen = (revision, text)
    contents.drop_edits_until(seen[0])
    assert seen[1].edited(contents.edits_since(seen[0])).value == final


@given(TEXTS, TEXTS)
def test_the_difference_of_two_texts_turns_one_into_the_other(old, new):
    edit = difference(old, new)
    assert (edit is None) == (old == new)
    assert Text(old).edited([edit] if edit else []).value == new


@given(scripts())
def test_joined_edits_have_the_same_effect(script):
    steps, _ = script
    edits = [Edit(start, end, text) for _, start, end, text, whole in steps if not whole]
    first = Text("x" * 100)
    assert first.edited(coalesced(edits)) == first.edited(edits)


def test_consecutive_typing_is_joined_into_one_edit():
    typed = [Edit(5 + number, 5 + number, letter) for number, letter in enumerate("hello")]
    assert coalesced([*typed, Edit(9, 10, "")]) == [Edit(5, 5, "hell")]


@pytest.mark.parametrize("encoding", list(Encoding))
def test_a_lone_surrogate_is_as_wide_as_its_replacement(encoding):
    contents = DocumentText("a\ud800b")
    where = lsp.Position(0, {Encoding.UTF8: 4}.get(encoding, 2))
    contents.apply_changes(
        [lsp.TextDocumentContentChangePartial(lsp.Range(where, where), "X")], encoding
    )
    assert contents.text.value == "a\ufffdXb"


def _change(text, start, end, replacement, is_whole, encoding):
    if is_whole:
        return lsp.TextDocumentContentChangeWholeDocument(replacement)
    place = lsp.Range(editor_position(text, start, encoding), editor_position(text, end, encoding))
    return lsp.TextDocumentContentChangePartial(place, replacement)
