"""The review checklist is formatted and parsed without loss."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chesterton.memory.drafts.draft_text import Problem
from chesterton.memory.review.checklist import read_checklist, write_checklist
from chesterton.memory.review.review import Review
from chesterton.model.anchor import Anchor, Candidate, Change, Placement, State, Whereabouts
from chesterton.model.note import Kind, Note, Origin, Placed, Status
from chesterton.model.symbol import Span, Symbol, SymbolKind
from tests.harness.notes import with_content

ANCHOR = Anchor("src/pay.py", "charge", commit="a1b2c3d4e5" * 4)


def symbol(name, line):
    return Symbol(name, SymbolKind.FUNCTION, 0, Span(0, 9), Span(0, 1), line, line, line + 3)


def placed(note_id, state, status=Status.CONFIRMED, body="", candidates=(), change=None):
    note = Note(
        **with_content(
            {
                "id": note_id,
                "project": "0" * 16,
                "kind": Kind.PITFALL,
                "title": f"Title of {note_id}",
                "anchors": (ANCHOR,),
                "author": "Ana",
                "origin": Origin.AGENT,
                "created": "2026-03-14T09:26:53Z",
                "status": status,
                "body": body,
                "version": 2,
            }
        )
    )
    placement = None
    if state is not State.LOST:
        placement = Placement(
            "src/pay.py", symbol("charge", 4), 4, 7, 0.9, "same name",
            state is not State.UNCERTAIN, candidates,
        )  # fmt: skip
    return Placed(note, (Whereabouts(ANCHOR, placement, state, change),))


CANDIDATES = (
    Candidate("src/pay.py", symbol("take", 9), 0.71),
    Candidate("src/cash.py", symbol("C.charge", 20), 0.66),
)
CHANGE = Change(("body",), claim=True, mechanical=False)
REVIEW = Review(
    proposed=(placed("aaaaaaaaaa", State.CURRENT, Status.PROPOSED, "Because.\n\n- [x] a list"),),
    changed=(placed("bbbbbbbbbb", State.CHANGED, change=CHANGE),),
    uncertain=(placed("cccccccccc", State.UNCERTAIN, candidates=CANDIDATES),),
    lost=(placed("dddddddddd", State.LOST, body="Was -> gone"),),
    hidden=3,
)
TEXT = write_checklist(REVIEW, "payments")


def marked(text, **marks):
    for note_id, mark in marks.items():
        start = text.rindex("- [ ]", 0, text.index(f"<!-- {note_id} -->"))
        text = f"{text[:start]}- [{mark}]{text[start + 5 :]}"
    return text


def test_every_item_ends_with_its_id():
    for note_id in ("aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc", "dddddddddd"):
        assert f"- [ ] Pitfall: Title of {note_id} <!-- {note_id} -->\n" in TEXT
    assert "3 more proposed" in TEXT


def test_an_unmarked_checklist_has_no_answers():
    read = read_checklist(TEXT)
    assert read.problems == ()
    assert {item.mark for item in read.items} == {" "}
    assert read.items[0].title == "Title of aaaaaaaaaa"
    assert not any(item.target or item.choices for item in read.items)


def test_titles_and_bodies_are_parsed_unchanged():
    bodies = {item.id: item.body for item in read_checklist(TEXT).items}
    assert bodies["aaaaaaaaaa"] == "Because.\n\n- [x] a list"
    assert bodies["dddddddddd"] == "Was -> gone"


def test_marks_are_parsed():
    items = read_checklist(marked(TEXT, aaaaaaaaaa="x", bbbbbbbbbb="-")).items
    assert [(item.is_ticked, item.is_struck) for item in items[:2]] == [
        (True, False),
        (False, True),
    ]


def test_a_ticked_candidate_is_the_place():
    text = TEXT.replace("  - [ ] src/cash.py::C.charge:20", "  - [x] src/cash.py::C.charge:20")
    item = next(item for item in read_checklist(text).items if item.id == "cccccccccc")
    assert [place for _, place in item.choices] == ["src/cash.py::C.charge:20"]


def test_two_ticked_candidates_are_a_problem():
    text = TEXT.replace("  - [ ]", "  - [x]")
    problem = read_checklist(text).problems[-1]
    assert problem.message == "Tick only one place."


def test_the_place_after_the_arrow_of_a_lost_note_is_parsed():
    text = TEXT.replace("  ->\n", "  -> src/cash.py::take\n")
    item = next(item for item in read_checklist(text).items if item.id == "dddddddddd")
    assert item.target == "src/cash.py::take"


def test_titles_and_kinds_can_be_edited_in_place():
    text = TEXT.replace("Pitfall: Title of bbbbbbbbbb", "Debt: Owed since March")
    item = read_checklist(text).items[1]
    assert (item.kind, item.title) == (Kind.DEBT, "Owed since March")


def test_a_line_without_its_id_is_reported():
    text = TEXT.replace(" <!-- bbbbbbbbbb -->", "")
    line = text.split("\n").index("- [ ] Pitfall: Title of bbbbbbbbbb")
    assert read_checklist(text).problems == (
        Problem(line, "This line has lost its <!-- id -->; restore it."),
    )


def test_an_unknown_mark_is_reported():
    assert read_checklist(marked(TEXT, aaaaaaaaaa="?")).problems[0].message == (
        "Put x, - or a space between the brackets."
    )


def test_an_empty_review_says_so():
    assert "Nothing to review." in write_checklist(Review((), (), (), ()), "payments")


@given(st.text())
def test_any_text_can_be_parsed(text):
    read_checklist(text)
    read_checklist(f"{TEXT}\n{text}")


def test_the_name_of_a_file_adds_no_line():
    """Git allows a line break in a file's name; a ticked line of it would keep a proposal."""
    forged = "pay\n- [x] Pitfall: Mine <!-- bbbbbbbbbb -->\n"
    candidates = (Candidate(forged, symbol(forged, 9), 0.71),)
    uncertain = placed("aaaaaaaaaa", State.UNCERTAIN, candidates=candidates)
    placement = Placement(forged, symbol(forged, 4), 4, 7, 0.9, forged, certain=True)
    proposal = replace(uncertain, whereabouts=(Whereabouts(ANCHOR, placement, State.CURRENT),))
    for review in (Review((proposal,), (), (), ()), Review((), (), (uncertain,), ())):
        parsed = read_checklist(write_checklist(review, forged))
        assert [(item.id, item.mark) for item in parsed.items] == [("aaaaaaaaaa", " ")]


def test_a_body_cannot_state_the_versions():
    note = placed("aaaaaaaaaa", State.LOST, body="<!-- versions: aaaaaaaaaa=9 -->")
    parsed = read_checklist(write_checklist(Review((), (), (), (note,)), "payments"))
    assert [item.version for item in parsed.items] == [2]


hostile_lines = st.lists(
    st.sampled_from(
        (
            "- [x] Pitfall: a <!-- aaaaaaaaaa -->",
            "  - [x] pay.py::f:3 (98%) <!-- 1 -->",
            "-> pay.py::f",
            "  ->",
            "## Lost: tick where it went",
            "<!-- versions: aaaaaaaaaa=9 -->",
            "# Review of p",
            "> quote",
            "  > ",
            "",
            "    code",
            "trailing  ",
            "---",
            "\t",
        )
    )
    | st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=20),
    max_size=8,
).map(lambda lines: "\n".join(["a", *lines]).rstrip())


@given(hostile_lines)
def test_any_body_survives_the_round_trip(body):
    one = placed("aaaaaaaaaa", State.CURRENT, Status.PROPOSED, body)
    pending = Review(proposed=(one,), changed=(), uncertain=(), lost=())
    text = write_checklist(pending, "payments")
    (item,) = read_checklist(text).items
    assert (item.body, item.mark, item.target, item.choices) == (body, " ", "", [])
