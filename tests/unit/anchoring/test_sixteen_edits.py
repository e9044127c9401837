"""Sixteen edits of one annotated function, in five languages."""

import pytest

from chesterton.anchoring.claims.claim import Claim
from chesterton.anchoring.claims.relevance import compare
from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.ladder import place
from chesterton.anchoring.definitions.subject import Subject
from chesterton.model.anchor import Lost
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from tests.unit.anchoring.samples import SAMPLES

NEW = "take_payment"


def in_place(sample, *definitions):
    return {sample.path: sample.holding(*definitions)}


def in_other_file(sample, charge):
    """`charge` moved to another existing file."""
    return {
        sample.path: sample.holding(sample.other),
        sample.elsewhere: sample.holding(charge),
    }


def renamed(charge):
    return charge.replace("charge(", f"{NEW}(", 1)


CURRENT = {
    "nothing": lambda s: in_place(s, s.charge, s.other),
    "comment and blank lines": lambda s: in_place(s, s.commented, s.other),
    "reformat": lambda s: in_place(s, s.reformatted, s.other),
    "another function edited": lambda s: in_place(
        s, s.charge, s.other.replace("amount)", "amount * 2)")
    ),
    "lines inserted above": lambda s: in_place(s, s.above + s.charge, s.other),
    "rename": lambda s: in_place(s, renamed(s.charge), s.other),
    "move to another file": lambda s: in_other_file(s, s.charge),
    "git mv": lambda s: {s.elsewhere: s.text},
    "move and rename": lambda s: in_other_file(s, renamed(s.charge)),
    "local variable renamed": lambda s: in_place(s, s.edited(s.local), s.other),
    "edited and reverted": lambda s: in_place(
        s, s.edited(s.logic).replace(*s.logic[::-1]), s.other
    ),
}

CHANGED = {
    "rename plus a character": lambda s: in_place(s, renamed(s.edited(s.one_character)), s.other),
    "move plus a character": lambda s: in_other_file(s, s.edited(s.one_character)),
    "logic": lambda s: in_place(s, s.edited(s.logic), s.other),
    "default argument": lambda s: in_place(s, s.edited(s.default), s.other),
}


def parsed(files):
    return {path: parse(text, language_for(path)) for path, text in files.items()}


def placed(sample, after):
    """The old shape, the placement, and the new shape."""
    before = parsed({sample.path: sample.text})
    if sample.elsewhere in after and sample.path in after:
        before |= parsed({sample.elsewhere: sample.holding()})
    renames = {} if sample.path in after else {sample.path: sample.elsewhere}
    now = parsed(after)
    outline = before[sample.path].outline
    symbol = next(one for one in outline.symbols if one.last_name == "charge")
    subject = Subject.of(sample.path, before[sample.path], symbol)
    placement = place(subject, Changeset(before, now, renames if after else {}))
    then = before[sample.path].shape(symbol)
    if isinstance(placement, Lost):
        return then, placement, None
    return then, placement, now[placement.path].shape(placement.symbol)


languages = pytest.mark.parametrize("sample", SAMPLES, ids=[one.path for one in SAMPLES])


@languages
@pytest.mark.parametrize("edit", CURRENT)
def test_the_function_is_found_and_unchanged(sample, edit):
    after = CURRENT[edit](sample)
    then, placement, today = placed(sample, after)
    assert (True, "take_payment" if "rename" in edit and "local" not in edit else "charge") == (
        placement.certain,
        placement.symbol.last_name,
    )
    assert placement.path == (sample.elsewhere if "mo" in edit or "mv" in edit else sample.path)
    assert compare(then, today, Claim()) is None


@languages
@pytest.mark.parametrize("edit", CHANGED)
def test_the_function_is_found_and_changed(sample, edit):
    then, placement, today = placed(sample, CHANGED[edit](sample))
    assert placement.certain
    change = compare(then, today, Claim())
    assert change is not None
    assert ("signature" if edit == "default argument" else "body") in change.labels
    assert not change.mechanical


@languages
def test_a_deleted_function_is_lost(sample):
    assert placed(sample, in_place(sample, sample.other))[1] == Lost()


@languages
def test_a_function_in_a_deleted_file_is_lost(sample):
    assert placed(sample, {})[1] == Lost()
