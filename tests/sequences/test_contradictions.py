"""What counts as a contradiction: each kind is found in what is made up here."""

import pytest

from tests.sequences.contradictions import contradictions
from tests.sequences.surfaces import Said, kind_of

REASON = "`a` is now `b`"
TOUCHED = f"you are changing this: {REASON}"
CHANGED = f"code changed since a1b2c3d: {REASON}"
HERE, THERE = ("pay.py", "charge"), ("util.py", "charge")


def said(surface, clause="", **more):
    return Said(surface, kind_of(clause), clause, **more)


def lens(kind, title="Pitfall: Lock on `payment_id`"):
    return Said("lens", kind, title, HERE)


def told(code="touched", reason=REASON):
    return Said(f"diagnostic {code}", None, f"You are changing this code: {reason}.")


def of_the_lock(*each, snoozed=()):
    return list(contradictions({"lock": list(each)}, frozenset(snoozed)))


AGREED = (
    (said("page"), said("show"), lens("")),
    (said("page", TOUCHED), said("show", TOUCHED), told(), lens("touched")),
    (said("page", CHANGED), said("hover", CHANGED, place=HERE), lens("changed")),
    (said("page", "lost: `charge` was deleted"), told("deleted")),
    (said("page", "lost: code not found"),),
    (said("page", "not sure; it was on x: same body"), told("link"), lens("unsure")),
    (said("page", "you are changing this function"), lens("")),
)
OPPOSED = (
    (said("page"), said("show", TOUCHED)),
    (said("page", TOUCHED), said("show", "you are changing this: more"), told()),
    (said("page", CHANGED), said("show", CHANGED.replace("a1b2c3d", "b1b2c3d"))),
    (said("page"), Said("notes --json", "changed")),
    (said("page"), told()),
    (said("page", TOUCHED), lens("touched")),
    (said("page", TOUCHED), told(reason="nothing")),
    (said("page", CHANGED), told()),
    (said("page"), lens("changed")),
    (said("page", TOUCHED), told(), lens("")),
    (said("page", CHANGED), lens("touched")),
    (said("page", "lost: `charge` was deleted"),),
    (said("page", "lost: code not found"), told("deleted"), lens("changed")),
    (said("page", "not sure; it was on x: same body"),),
    (said("page", place=HERE), said("show", place=THERE)),
    (said("page", CHANGED), Said("notes --json", "changed", evidence="code unchanged")),
    (said("page"), Said("notes --json", "current", evidence="same name, body changed")),
)


@pytest.mark.parametrize("surfaces", AGREED, ids=str)
def test_surfaces_agree(surfaces):
    assert of_the_lock(*surfaces) == []


@pytest.mark.parametrize("surfaces", OPPOSED, ids=str)
def test_surfaces_contradict_each_other(surfaces):
    assert of_the_lock(*surfaces) != []


def test_nothing_is_shown_in_the_editor_of_a_snoozed_note():
    assert of_the_lock(said("page", TOUCHED), snoozed=["lock"]) == []
    for loud in (told(), lens("touched"), said("hover", TOUCHED)):
        assert of_the_lock(said("page", TOUCHED), loud, snoozed=["lock"]) != []


def test_a_lens_names_the_note_that_it_speaks_of():
    retries = [said("page", TOUCHED), lens("touched", "Debt: `retries` must stay at 5")]
    lock = [said("page"), lens("touched", "Debt: `retries` must stay at 5")]
    assert list(contradictions({"lock": lock, "retries": retries})) == []
    wrong = lens("touched", "Pitfall: Lock on `payment_id`")
    assert list(contradictions({"lock": [lock[0], wrong], "retries": [retries[0], wrong]})) != []
