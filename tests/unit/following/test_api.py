"""What the door of `following` answers about the notes of a small shop."""

import contextlib

import pytest

from chesterton.following import api
from chesterton.model.anchor import State
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from tests.unit.memory.shop import CHARGE, REFUND, Shop

BY_THREES = CHARGE.replace("card.pay()", "card.pay(3)")
LIMIT = "LIMIT = 1\n"


class Desk(Shop):
    """A shop in which one workspace stays open."""

    def __init__(self, folder):
        super().__init__(folder)
        self.git("init", "-q", "-b", "main")
        self.commit(pay=CHARGE, back=REFUND)
        self.note(title="Lock the card before it pays")
        self.workspace = self.opened()
        (self.kept,) = self.store.notes(self.workspace.project.id)

    def sighted(self, **documents):
        (sighting,) = api.sight(self.workspace, [self.kept], opened(documents))
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
    for some in (notes, notes[::-1]):
        assert [placed.note for placed in api.place(desk.workspace, some)] == some


def test_a_note_that_stayed_has_no_moves(desk):
    sighting = desk.sighted()
    assert (sighting.where.state, sighting.edit, sighting.moves) == (State.CURRENT, None, ())
    assert sighting.head.symbol.name == "charge"


def test_moves_are_told_from_the_first_to_the_one_that_is_not_committed(desk):
    desk.commit(pay=CHARGE.replace("charge", "settle"))
    desk.save(pay=CHARGE.replace("charge", "take"))
    moves = desk.sighted().moves
    assert [move.before for move in moves] == ["pay.py::charge", "pay.py::settle"]
    assert [move.after for move in moves] == ["pay.py::settle", "pay.py::take"]
    assert [move.hop.commit for move in moves] == [desk.workspace.head(), None]


def test_an_open_document_wins_over_its_file(desk):
    sighting = desk.sighted(pay=BY_THREES)
    assert sighting.where.state is State.CHANGED
    assert sighting.edit is not None
    assert desk.sighted().where.state is State.CURRENT


def test_edits_count_from_the_commit_that_is_named(desk):
    start = desk.workspace.head()
    desk.commit(pay=BY_THREES)
    (since_head,) = api.sight(desk.workspace, [desk.kept])
    (since_start,) = api.sight(desk.workspace, [desk.kept], base=start)
    assert since_head.edit is None
    assert since_start.edit is not None


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
    assert by_hand.edit == by_merge.edit
    assert (by_hand.is_touched, by_merge.is_touched) == (True, False)


def test_a_document_in_conflict_is_nobodys_edit(desk):
    unlocked = CHARGE.replace("lock", "open")
    sides = f"<<<<<<< HEAD\n{unlocked}=======\n{LIMIT}>>>>>>> topic\n"
    assert desk.sighted(pay=unlocked).is_touched
    assert not desk.sighted(pay=sides).is_touched
    without = opened({"pay": f"<<<<<<< HEAD\n{LIMIT}=======\n>>>>>>> topic\n"})
    assert api.sight_document(desk.workspace, "pay.py", without).removed == ()


def test_what_an_edit_removes_from_a_document_is_named_with_its_line(desk):
    found = api.sight_document(desk.workspace, "pay.py", opened({"pay": LIMIT}))
    (removed,) = found.removed
    assert (removed.name, removed.line, removed.sighting.note) == ("charge", 1, desk.kept)
    assert found.present == ()


def test_what_a_commit_removed_is_not_missed_in_the_document(desk):
    desk.commit(pay=LIMIT)
    found = api.sight_document(desk.workspace, "pay.py", opened({"pay": LIMIT}))
    assert (found.present, found.removed) == ((), ())


def test_a_symbol_is_sighted_where_it_is_imported(desk):
    documents = opened({"till": "from pay import charge\n\n\ncharge(1)\n"})
    imported = api.sight_imported(desk.workspace, "till.py", documents)
    assert {name: [each.note for each in found] for name, found in imported.items()} == {
        "charge": [desk.kept]
    }


def test_a_symbol_without_a_note_is_followed(desk):
    first = desk.workspace.head()
    desk.commit(back=REFUND.replace("refund", "give_back"))
    found = api.follow(desk.workspace, "back.py", "refund", first)
    assert [hop.symbol for hop in found.hops] == ["give_back"]
