"""Asks the placing itself: the method without git, store and command line, and fast."""

import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.ladder import place_all
from chesterton.anchoring.definitions.subject import Subject
from chesterton.model.anchor import Candidate, Lost, Outcome
from tests.evaluation.anchoring.baselines import Told
from tests.evaluation.anchoring.cases import Answer, Case, Change


def renames(change: Change) -> dict[str, str]:
    """Old path to new path, as git tells."""
    command = ["git", "diff", "--no-index", "-M", "-l0", "--name-status", "before", "after"]
    told = subprocess.run(command, cwd=change.folder, capture_output=True, check=False).stdout
    rows = (line.split("\t") for line in told.decode("utf-8", "replace").splitlines())
    return {
        row[1].removeprefix("before/"): row[2].removeprefix("after/")
        for row in rows
        if row[0].startswith("R")
    }


def answers(told: Told) -> tuple[Mapping[str, Answer], float]:
    """Where each case is, and the processor seconds of placing them all."""
    kept = {path for path, one in told.before.items() if _is_same(told, path, one.text.value)}
    before, after = (
        {path: parsed for path, parsed in side.items() if path not in kept}
        for side in (told.before, told.after)
    )
    asked = list(_subjects(told))
    changeset = Changeset(before, after, told.renames)
    begun = time.process_time()
    places = place_all([subject for case, subject in asked if case.path not in kept], changeset)
    seconds = time.process_time() - begun
    moved = iter(places)
    return {
        case.id: _stays(subject) if case.path in kept else _answer(next(moved))
        for case, subject in asked
    }, seconds


def _is_same(told: Told, path: str, text: str) -> bool:
    return path in told.after and told.after[path].text.value == text


def _subjects(told: Told) -> Iterator[tuple[Case, Subject]]:
    for case in told.change.cases:
        old = told.old(case)
        if old is not None:
            yield case, Subject.of(case.path, *old)


def _stays(subject: Subject) -> Answer:
    line = subject.definition.symbol.line if subject.definition else None
    return Answer(subject.path, line, subject.name, confidence=1.0)


def _answer(place: Outcome) -> Answer:
    if isinstance(place, Lost):
        return Answer(None, candidates=_answers(place.nearest))
    if place.symbol is None:
        return Answer(None)
    candidates = _answers(place.candidates)
    name, is_unsure = place.symbol.name, not place.certain
    return Answer(place.path, place.line, name, is_unsure, candidates, place.confidence)


def _answers(candidates: Iterable[Candidate]) -> tuple[Answer, ...]:
    return tuple(Answer(one.path, one.symbol.line, one.symbol.name) for one in candidates)
