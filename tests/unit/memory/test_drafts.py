"""Draft texts are formatted and parsed without loss, whatever a person types."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from chesterton.memory.drafts.draft_text import (
    BAD_KIND,
    FOOTER,
    NO_HEADER,
    NO_TITLE,
    Problem,
    draft_of,
    new_draft,
    read_draft,
    title_line,
)
from chesterton.memory.notes.remember import clean_content
from chesterton.memory.visible_text import visible
from chesterton.model.anchor import Anchor
from chesterton.model.errors import UserError
from chesterton.model.note import Kind, Note, NoteContent, Origin, Status
from tests.harness.notes import with_content

NOTE = Note(
    **with_content(
        {
            "id": "k3f9q2mz7a",
            "project": "0" * 16,
            "kind": Kind.PITFALL,
            "title": "Retries must stay at 3",
            "anchors": (Anchor("src/pay.py", "charge"), Anchor("docs/a, b.md")),
            "author": "Ana",
            "origin": Origin.PERSON,
            "created": "2026-03-14T09:26:53Z",
            "status": Status.CONFIRMED,
            "body": "The provider bans us.\n\n- after four",
            "links": ("#4812", "https://example.org/a?b=c"),
            "version": 3,
        }
    )
)


def filled(title, body="", **header):
    lines = [f"{key}: {value}" for key, value in header.items()]
    return "\n".join(["---", *lines, "---", title, "", body, "", FOOTER, ""])


def test_an_untouched_draft_is_empty():
    assert read_draft(new_draft(about=["src/pay.py::charge"])).is_empty


def test_the_title_line_is_below_the_header():
    text = new_draft(about=["src/pay.py"])
    assert text.split("\n")[title_line(text) - 1] == "---"
    assert text.split("\n")[title_line(text)] == ""


def test_the_template_has_instructions():
    text = new_draft(about=["src/pay/retry.py::retry_charge"])
    assert "about: src/pay/retry.py::retry_charge  # one or more places, comma-separated" in text
    assert "kind: decision            # pitfall: don't do this again" in text
    assert "Leave empty and close to discard. Secrets are removed before saving. -->" in text


def test_a_note_survives_the_round_trip_through_a_draft():
    fields = read_draft(draft_of(NOTE))
    assert (fields.content.kind, fields.content.title, fields.content.body) == (
        NOTE.kind,
        NOTE.title,
        NOTE.body,
    )
    assert fields.about == ("src/pay.py::charge", "docs/a, b.md")
    assert fields.content.links == NOTE.links
    assert (fields.id, fields.base) == (NOTE.id, 3)


def test_a_number_sign_starts_a_comment_only_after_two_spaces():
    fields = read_draft(filled("Title", links="#4812, #7", kind="pitfall   # why not"))
    assert fields.content.links == ("#4812", "#7")
    assert fields.content.kind is Kind.PITFALL


def test_a_title_may_be_a_markdown_heading():
    assert read_draft(filled("# Keep it")).content.title == "Keep it"
    assert read_draft(filled("#4812 broke it")).content.title == "#4812 broke it"


def test_crlf_and_a_byte_order_mark_are_ignored():
    text = "\ufeff" + filled("Title", "Body", kind="debt").replace("\n", "\r\n")
    read = read_draft(text)
    assert (read.content.title, read.content.body, read.problems) == (
        "Title",
        "Body",
        (),
    )


def test_html_comments_by_the_user_stay_in_the_body():
    assert read_draft(filled("T", "<!-- mine -->\ntext")).content.body == "<!-- mine -->\ntext"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (filled("T", kind="rant"), Problem(1, BAD_KIND)),
        (filled("", "only a body"), Problem(2, NO_TITLE)),
        ("just text", Problem(0, NO_HEADER)),
        ("---\nkind: debt\ntext", Problem(0, NO_HEADER)),
        (filled("T", tags="x"), Problem(1, "Not a header field; use kind, about, watch or links.")),
    ],
    ids=["kind", "title", "no header", "open header", "unknown field"],
)
def test_a_problem_is_reported_at_its_line(text, problem):
    assert read_draft(text).problems == (problem,)


@given(st.text())
def test_any_text_can_be_parsed(text):
    read_draft(text)
    read_draft(f"---\n{text}\n---\n{text}")


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1),
    st.sampled_from(Kind),
)
def test_any_title_survives_the_round_trip(title, kind):
    read = read_draft(new_draft(NoteContent(kind, title)))
    assert (read.content.title, read.content.kind) == (visible(title), kind)


PIECES = (
    *(
        FOOTER,
        FOOTER.split("\n")[0],
        "<!-- First line: the title, mine -->",
        "<!-- Save to keep",
        "-->",
    ),
    *(
        "---",
        "\n---\n",
        "# ",
        "### ",
        "#4812",
        "kind: debt",
        "about: x",
        "id: aaaaaaaaaa",
        "base: 1",
    ),
    *(
        "  # why",
        '"',
        "\\",
        ",",
        "\n",
        "\n\n",
        "  ",
        "\t",
        "- [ ] a <!-- abcd -->",
        "->",
        "> ",
        "\r",
    ),
    *("\u202e", "\u200b", "\x1b[2J", "\u2028", "\ufeff", "word", "é漢😀", "<!--", "```"),
)
hostile = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=12).map("".join)


def stored(title, body):
    """What is stored of a title and a body."""
    try:
        return clean_content(NoteContent(Kind.PITFALL, title, body=body)).content
    except UserError:
        reject()


@given(hostile, hostile)
def test_an_edit_keeps_all_of_a_title_and_a_body(title, body):
    content = stored(title, body)
    read = read_draft(draft_of(replace(NOTE, content=content)))
    assert read.problems == ()
    again = stored(read.content.title, read.content.body)
    assert (again.title, again.body) == (content.title, content.body)


@given(hostile, hostile, hostile)
def test_an_edit_of_the_title_keeps_the_body(title, body, new):
    content, edited = stored(title, body), stored(new, "")
    assume(not edited.title.startswith("#"))
    text = draft_of(replace(NOTE, content=content)).split("\n")
    text[title_line("\n".join(text))] = edited.title
    assert stored(edited.title, read_draft("\n".join(text)).content.body).body == content.body


@given(st.lists(hostile.map(str.strip).filter(bool), min_size=1, max_size=4))
def test_places_and_links_survive_whatever_characters_they_have(items):
    fields = read_draft(new_draft(NoteContent(Kind.DEBT, "T", links=tuple(items)), items))
    assert (fields.about, fields.content.links) == (tuple(items), tuple(items))
    assert fields.problems == ()


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ('"q".py', ('"q".py',)),
        ('"a, b.py", c.py', ("a, b.py", "c.py")),
        (r'"C:\pay.py"', (r"C:\pay.py",)),
        ('"it is \\"so\\".py"  # why', ('it is "so".py',)),
        ('a"b.py  # the "odd" one', ('a"b.py',)),
        ("a#b.py, c #d.py", ("a#b.py", "c #d.py")),
        ("", ()),
        ("a.py,, b.py,", ("a.py", "b.py")),
    ],
)
def test_places_are_read_as_people_type_them(typed, places):
    assert read_draft(filled("T", about=typed)).about == places


@pytest.mark.parametrize("char", ["\u202e", "\u200b", "\x1b", "\u2066", "\x00", "\U000e0041"])
def test_a_draft_shows_hidden_characters(char):
    content = NoteContent(Kind.DEBT, f"T{char}", body=f"a{char}b", links=(f"l{char}",))
    assert char not in new_draft(content, [f"src/a{char}.py::f{char}"])
