"""Applying a review checklist is idempotent and reports what it cannot apply."""

from chesterton.memory.notes import show
from chesterton.memory.notes.places import Place
from chesterton.memory.review import apply_review
from chesterton.memory.review.apply_review import checklist
from chesterton.model.note import Kind, Status
from tests.harness import notes
from tests.unit.memory.made import PAY


def noted(workspace, title, symbol, status=Status.CONFIRMED):
    place = Place("pay.py", symbol=symbol)
    return notes.noted(workspace, title, place, kind=Kind.DEBT, status=status)


def apply_checklist(workspace, text):
    return apply_review.apply_checklist(workspace, text, by=notes.PERSON)


def ticked(text, note, sign="x"):
    return text.replace(
        f"- [ ] Debt: {note.title} <!-- {note.id} -->",
        f"- [{sign}] Debt: {note.title} <!-- {note.id} -->",
    )


def test_applying_a_checklist_twice_changes_nothing_more(workspace, checkout):
    kept = noted(workspace, "Kept", "charge", Status.PROPOSED)
    gone = noted(workspace, "Gone", "charge", Status.PROPOSED)
    true = noted(workspace, "True", "refund")
    checkout.write("pay.py", PAY.replace("back()", "back(1)"))
    text = checklist(workspace)
    for note, sign in ((kept, "x"), (gone, "-"), (true, "x")):
        text = ticked(text, note, sign)
    text = text.replace("Debt: Kept", "Debt: Kept and mended")
    first, second = apply_checklist(workspace, text), apply_checklist(workspace, text)
    assert (first.kept, first.retired, first.problems) == (2, 1, ())
    assert (second.done, second.problems) == (0, ())
    assert show.find_note(workspace, kept.id).note.title == "Kept and mended"


def test_a_note_changed_since_the_review_is_reported(workspace):
    note = noted(workspace, "Kept", "charge", Status.PROPOSED)
    text = checklist(workspace)
    other = ticked(text, note).replace("Debt: Kept", "Debt: Kept by another")
    apply_checklist(workspace, other.replace("- [x]", "- [ ]"))
    applied = apply_checklist(workspace, ticked(text, note))
    assert applied.done == 0
    (problem,) = applied.problems
    assert problem.message == "This note has changed in the meantime; open the review again."


def test_an_unknown_note_is_reported_at_its_line(workspace):
    applied = apply_checklist(workspace, "# x\n\n- [x] Debt: T <!-- zzzzzzzzzz -->\n")
    (problem,) = applied.problems
    assert (problem.line, "there is no note" in problem.message) == (2, True)


def test_an_edit_counts_where_the_rest_of_its_item_cannot_be_done(workspace):
    note = noted(workspace, "Kept", "charge", Status.PROPOSED)
    text = checklist(workspace).replace("Debt: Kept", "Debt: Kept and mended")
    line = next(line for line in text.splitlines() if note.id in line)
    done = apply_checklist(workspace, text.replace(line, f"{line}\n  -> pay.py::nowhere"))
    assert (done.edited, len(done.problems)) == (1, 1)
    assert show.find_note(workspace, note.id).note.title == "Kept and mended"
