"""A text decoded otherwise is read as on disk, and positions lead back to the editor's text."""

import pytest

from chesterton.syntax.text import Text, decode
from chesterton.workspace.other_decoding import find_decoding

CODE = 'a = "grün"\nb = 1\nc = "größe €"\nd = "plain"\n'


def found(data, text):
    return find_decoding(data, Text(decode(data).text), Text(text))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "ascii"), ("cp1252", "utf-8"),
        ("cp1252", "cp1252"), ("cp1252", "koi8-r"), ("utf-8-sig", "utf-8"), ("utf-8", "cp437"),
    ],
)  # fmt: skip
def test_the_text_as_on_disk_and_back(written, read):
    data = CODE.encode(written)
    theirs = Text(data.decode(read, "replace"))
    decoding = found(data, theirs.value)
    ours, edits = decoding.as_on_disk(theirs)
    assert ours.value.removeprefix("\ufeff") == decode(data).text
    assert len(ours.edited(edits).value) == len(theirs.value)
    for number in range(theirs.line_count):
        assert len(ours.edited(edits).line(number)) == len(theirs.line(number))


def test_an_edited_line_is_left_as_it_is():
    data = CODE.encode()
    theirs = data.decode("cp1252", "replace")
    ours, _ = found(data, theirs).as_on_disk(Text(theirs.replace("c = ", "c += ")))
    assert ours.line(0) == 'a = "grün"'
    assert ours.line(2).startswith('c += "grÃ')


def test_different_lines_that_look_the_same_keep_their_order():
    data = 'x = "ä"\nx = "ö"\n'.encode("latin-1")
    theirs = Text(data.decode("utf-8", "replace"))
    ours, _ = found(data, theirs.value).as_on_disk(theirs)
    assert ours.value == 'x = "ä"\nx = "ö"\n'


@pytest.mark.parametrize(
    "text",
    ["", "a\n", CODE + "e\n", CODE.replace("plain", "plane"), CODE.replace("b = 1", "b =  1"),
     CODE.replace("\n", "")],
)  # fmt: skip
def test_another_content_is_no_decoding(text):
    assert found(CODE.encode("cp1252"), text) is None
