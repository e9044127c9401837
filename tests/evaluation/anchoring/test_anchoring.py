"""Notes keep following generated refactorings of this project's own code, within bounds.

The figures of README.md are measured on other projects, through the command line; this is the
quick watch over the method itself.
"""

from collections import Counter

import pytest

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.ladder import place, place_all
from chesterton.anchoring.definitions.subject import Subject
from chesterton.model.anchor import Lost
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from tests.architecture.source import ROOT
from tests.evaluation.anchoring.cases import Answer, made
from tests.evaluation.anchoring.generate import changes

SEED = 7
CHANGES = 25
SOURCES = ("server/chesterton/anchoring", "server/chesterton/memory", "server/chesterton/syntax")


def sources():
    paths = sorted(path for folder in SOURCES for path in (ROOT / folder).glob("*.py"))
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}


def said(placement):
    if isinstance(placement, Lost):
        return Answer(None)
    name = placement.symbol.name
    return Answer(placement.path, placement.line, name, is_unsure=not placement.certain)


def touched(before, after):
    kept = {path for path, text in before.items() if after.get(path) == text}
    sides = ({p: t for p, t in side.items() if p not in kept} for side in (before, after))
    return [{p: parse(t, language_for(p)) for p, t in side.items()} for side in sides]


@pytest.fixture(scope="module")
def verdicts():
    found = {"all": Counter(), "hard": Counter(), "gone": Counter()}
    for before, after, truth in changes(sources(), SEED, CHANGES):
        old, new = touched(before, after)
        cases = [made({"id": "", **told}) for told in truth if told["path"] in old]
        subjects = [subject(old[case.path], case) for case in cases]
        places = place_all(subjects, Changeset(old, new, {}))
        for case, placement in zip(cases, places, strict=True):
            verdict = case.verdict(said(placement))
            found["all"][verdict] += 1
            found["hard"][verdict] += case.is_hard
            found["gone"][verdict] += case.after is None
    return found


def subject(parsed, case):
    named = parsed.outline.named(case.name)
    return Subject.of(case.path, parsed, min(named, key=lambda one: abs(one.line - case.line)))


def share(counter, verdict):
    return 100 * counter[verdict] / counter.total()


def test_enough_was_asked(verdicts):
    assert verdicts["all"].total() >= 200
    assert verdicts["hard"].total() >= 60
    assert verdicts["gone"].total() >= 15


def test_definitions_are_found_again(verdicts):
    assert share(verdicts["all"], "right") >= 97


def test_renamed_and_moved_ones_are_found_again(verdicts):
    assert share(verdicts["hard"], "right") >= 94


def test_none_is_taken_for_another_one(verdicts):
    assert share(verdicts["all"], "wrong") <= 1


def test_what_is_gone_is_said_to_be_gone(verdicts):
    assert share(verdicts["gone"], "right") >= 90


def test_few_are_left_open(verdicts):
    assert share(verdicts["all"], "unsure") <= 2


def test_a_place_does_not_depend_on_what_else_is_asked():
    for before, after, truth in changes(sources(), SEED + 1, CHANGES // 5):
        old, new = touched(before, after)
        cases = [made({"id": "", **told}) for told in truth if told["path"] in old]
        subjects = [subject(old[case.path], case) for case in cases]
        together = place_all(subjects[::-1], Changeset(old, new, {}))[::-1]
        assert together == [place(one, Changeset(old, new, {})) for one in subjects]
