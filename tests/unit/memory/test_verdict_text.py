"""What is said of a note's code: one clause for each way in which it may stand."""

from dataclasses import replace

import pytest

from chesterton.memory.verdict_text import clause, clause_of, sentence
from chesterton.model.anchor import State
from chesterton.model.note import Placed
from tests.unit.memory.made import changed, entry

SAID = "`3` is now `4`"
TOLD, BESIDE = changed(reason=SAID), changed(claim=False)
SINCE = changed(reason=SAID, since="a1b2c3d4e5f6")
DELETED = changed("deleted", reason="`charge` was deleted")


def where(**changes):
    return entry(**changes).where


def lost(edit=None):
    return replace(where(), placement=None, state=State.LOST, edit=edit)


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (where(), ""),
        (where(edit=TOLD), f"you are changing this: {SAID}"),
        (where(edit=changed()), "you are changing this"),
        (where(edit=BESIDE), "you are changing this function"),
        (where(change=SINCE, state=State.CHANGED), f"code changed since a1b2c3d: {SAID}"),
        (where(change=TOLD, state=State.CHANGED), f"code changed: {SAID}"),
        (where(change=changed(), state=State.CHANGED), "code changed"),
        (
            where(change=SINCE, edit=BESIDE),
            f"code changed since a1b2c3d: {SAID}; you are changing this function",
        ),
        (where(change=SINCE, edit=changed(reason="more")), "you are changing this: more"),
        (
            where(change=BESIDE, state=State.CHANGED),
            "code changed, but not the part this note is about",
        ),
        (
            where(change=replace(BESIDE, mechanical=True), state=State.CHANGED),
            "code changed, but not the part this note is about (looks mechanical)",
        ),
        (where(state=State.UNCERTAIN), "not sure; it was on pay.py::charge: same body"),
        (lost(), "lost: code not found"),
        (lost(DELETED), "lost: `charge` was deleted"),
    ],
)
def test_a_clause(of, said):
    assert clause(of) == said


def test_code_as_a_person_confirmed_it_is_not_spoken_of_whatever_the_edit():
    """It is edited in comparison with HEAD, but equals what was confirmed."""
    assert clause(replace(where(), edit=BESIDE)) == ""


def test_a_clause_is_one_line():
    assert clause(where(edit=changed(reason="`a\n\u202eb`"))).count("\n") == 0


@pytest.mark.parametrize(
    ("anchors", "said"),
    [
        ((where(), where(edit=TOLD)), f"you are changing this: {SAID}"),
        ((where(edit=BESIDE), where(edit=TOLD)), f"you are changing this: {SAID}"),
        (
            (where(change=SINCE, state=State.CHANGED), where(edit=BESIDE)),
            clause(where(change=SINCE, state=State.CHANGED)),
        ),
        ((where(edit=TOLD), lost()), "lost: code not found"),
        ((where(state=State.UNCERTAIN), where(edit=TOLD)), clause(where(state=State.UNCERTAIN))),
    ],
)
def test_of_several_places_the_worst_is_spoken_of(anchors, said):
    assert clause_of(Placed(entry().note, anchors)) == said


def test_a_sentence():
    assert sentence("code changed") == "Code changed."
    assert sentence("`a` is gone") == "`a` is gone."
    assert sentence("") == ""
