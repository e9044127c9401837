"""The public functions of `following`, on a small repository with notes."""

import contextlib
from dataclasses import replace

import pytest

from chesterton.following import api
from chesterton.model.anchor import State
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from tests.unit.memory.shop import CHARGE, REFUND, Shop

BY_THREES = CHARGE.replace("card.pay()", "card.pay(3)")
LIMIT = "LIMIT = 1\n"


class Desk(Shop):
    """A shop whose workspace stays open."""

    def __init__(self, folder):
        super().__init__(folder)
        self.git("init", "-q", "-b", "main")
        self.commit(pay=CHARGE, back=REFUND)
        self.note(title="`lock` the card before it pays")
        self.workspace = self.opened()
        (self.only_note,) = self.store.notes(self.workspace.project.id)

    def sighted(self, **documents):
        (sighting,) = api.locate_anchors(self.workspace, [self.only_note], opened(documents))
        return sighting

    def close(self):
        self.workspace.close()
        self.store.close()


def opened(texts):
    return {f"{name}.py": parse(text, language_for("a.py")) for name, text in texts.items()}


@pytest.fixture(name="desk")
def _desk(tmp_path):
    with contextlib.closing(Desk(tmp_path)) as desk:
        yield desk


def test_notes_are_placed_in_the_order_given(desk):
    desk.note("refund", "back.py")
    notes = desk.store.notes(desk.workspace.project.id)
    for ordered in (notes, notes[::-1]):
        assert [placed.note for placed in api.place(desk.workspace, ordered)] == ordered


def test_a_note_that_stayed_has_no_moves(desk):
    sighting = desk.sighted()
    assert (sighting.where.state, sighting.where.edit, sighting.moves) == (State.CURRENT, None, ())
    assert sighting.head.symbol.name == "charge"


def test_moves_are_in_order_and_end_with_the_uncommitted_one(desk):
    desk.commit(pay=CHARGE.replace("charge", "settle"))
    desk.save(pay=CHARGE.replace("charge", "take"))
    moves = desk.sighted().moves
    assert [move.before for move in moves] == ["pay.py::charge", "pay.py::settle"]
    assert [move.after for move in moves] == ["pay.py::settle", "pay.py::take"]
    assert [move.hop.commit for move in moves] == [desk.workspace.head(), None]


def test_an_open_document_wins_over_its_file(desk):
    sighting = desk.sighted(pay=BY_THREES)
    assert sighting.where.state is State.CHANGED
    assert sighting.where.edit is not None
    assert desk.sighted().where.state is State.CURRENT


def test_edits_count_from_the_given_base_commit(desk):
    start = desk.workspace.head()
    desk.commit(pay=BY_THREES)
    (since_head,) = api.locate_anchors(desk.workspace, [desk.only_note])
    (since_start,) = api.locate_anchors(desk.workspace, [desk.only_note], base=start)
    assert since_head.where.edit is None
    assert since_start.where.edit is not None


def test_a_users_edit_touches_the_claim_and_a_merge_does_not(desk):
    unlocked = CHARGE.replace("with lock(card):", "with lock(card, 1):")
    desk.git("checkout", "-qb", "topic")
    desk.commit(pay=unlocked)
    desk.git("checkout", "-q", "main")
    desk.commit(back=REFUND + "\n\nLIMIT = 1\n")
    desk.save(pay=unlocked)
    by_hand = desk.sighted()
    desk.save(pay=CHARGE)
    desk.git("merge", "-q", "--no-commit", "--no-ff", "topic")
    by_merge = desk.sighted()
    assert by_hand.where.edit == replace(by_merge.where.edit, claim=True)
    assert (by_hand.where.edit.claim, by_merge.where.edit.claim) == (True, False)


def test_a_document_with_conflict_markers_touches_no_note(desk):
    unlocked = CHARGE.replace("lock", "open")
    conflict = f"<<<<<<< HEAD\n{unlocked}=======\n{LIMIT}>>>>>>> topic\n"
    assert desk.sighted(pay=unlocked).where.edit.claim
    assert not desk.sighted(pay=conflict).where.edit.claim
    without = opened({"pay": f"<<<<<<< HEAD\n{LIMIT}=======\n>>>>>>> topic\n"})
    assert api.anchors_in_document(desk.workspace, "pay.py", without).removed == ()


def test_a_definition_removed_by_an_edit_is_reported_with_its_line(desk):
    sightings = api.anchors_in_document(desk.workspace, "pay.py", opened({"pay": LIMIT}))
    (removed,) = sightings.removed
    assert (removed.name, removed.line, removed.sighting.note) == ("charge", 1, desk.only_note)
    assert sightings.present == ()


def test_a_definition_removed_by_a_commit_is_not_reported(desk):
    desk.commit(pay=LIMIT)
    sightings = api.anchors_in_document(desk.workspace, "pay.py", opened({"pay": LIMIT}))
    assert (sightings.present, sightings.removed) == ((), ())


def test_an_imported_symbol_is_found_in_the_importing_document(desk):
    documents = opened({"till": "from pay import charge\n\n\ncharge(1)\n"})
    imported = api.anchors_of_imports(desk.workspace, "till.py", documents)
    notes = {name: [each.note for each in sightings] for name, sightings in imported.items()}
    assert notes == {"charge": [desk.only_note]}


def test_a_symbol_without_a_note_is_followed(desk):
    first = desk.workspace.head()
    desk.commit(back=REFUND.replace("refund", "give_back"))
    followed = api.follow(desk.workspace, "back.py", "refund", first)
    assert [hop.symbol for hop in followed.hops] == ["give_back"]
