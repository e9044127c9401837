"""From HEAD to the code as it is: open documents first, then the files on disk."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.edited_in_place import EVIDENCE, stands
from chesterton.anchoring.definitions.place import NAMED
from chesterton.anchoring.definitions.subject import Subject
from chesterton.following import baseline
from chesterton.following.baseline import Definition
from chesterton.following.copies import Copies
from chesterton.following.lazy_files import LazyFiles
from chesterton.following.located import Located, Spot
from chesterton.following.moved_files import MovedFiles
from chesterton.following.surroundings import Sides, Surroundings, place_in
from chesterton.model.anchor import Candidate, Lost, Outcome, Placement, Vouched
from chesterton.model.symbol import Symbol
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed
from chesterton.workspace.workspace import Workspace

_WALK_LIMIT = 2_000
"""Files looked at in a folder without git before the search for a lost symbol gives up."""

_AGAIN = 0.5
"""Confidence that what has the name again, and says nearly the same, is what was lost."""

Read = Callable[[str], Parsed | None]
"""The outline of a file by its path; None where there is none."""


@dataclass(frozen=True, slots=True)
class Found:
    """A symbol's anchor in the code as it is."""

    placement: Placement | None  #: None: it is nowhere
    today: Definition | None  #: the definition that `placement` names
    head: Definition | None  #: the same definition in HEAD's tree; None if HEAD lacks it
    nearest: tuple[Candidate, ...] = ()  #: where it is nowhere: what it may be all the same


@dataclass(frozen=True, slots=True)
class Wanted:
    """An anchor with where it is at HEAD."""

    anchor: Vouched
    located: Located


class Today:
    """The tree as it is at this moment."""

    def __init__(
        self, workspace: Workspace, documents: Mapping[str, Parsed], head: str | None
    ) -> None:
        self.head = head
        self._workspace = workspace
        self._documents = documents

    def parsed(self, path: str) -> Parsed | None:
        """A file as its editor shows it, else as it is on disk."""
        return self._documents.get(path) or self._workspace.parsed(path)

    def file(self, path: str) -> str | None:
        """Where a file is: there, or under the name it was moved to without a commit."""
        return self._files.find(path)

    @cached_property
    def _files(self) -> MovedFiles:
        return MovedFiles(self._workspace, self._documents, self.head)

    def head_parsed(self, path: str) -> Parsed | None:
        """A file as it is in HEAD's tree."""
        return self._workspace.parsed_at(self.head, path) if self.head else None

    def find(self, wanted: list[Wanted]) -> list[Found]:
        """Where the anchors' symbols are. Those that are not where they were are placed at once."""
        found: list[Found | None] = [None] * len(wanted)
        # file by file: a file's tree is kept only for a while
        for index in sorted(range(len(wanted)), key=lambda i: wanted[i].located.path):
            found[index] = self._quick(wanted[index])
        missing = [index for index, quick in enumerate(found) if quick is None]
        for index, late in zip(missing, self._search([wanted[i] for i in missing]), strict=True):
            found[index] = late
        return self._with_copies(wanted, [each for each in found if each is not None])

    def _with_copies(self, wanted: Sequence[Wanted], found: Sequence[Found]) -> list[Found]:
        """The same, where copies of what is gone come nearest."""
        gone = [index for index, each in enumerate(found) if each.placement is None]
        asked = [(wanted[index].anchor, wanted[index].located) for index in gone]
        named = dict(zip(gone, self._workspace.shared(Copies).of(asked), strict=True))
        return [
            replace(each, nearest=(*copies, *each.nearest)[:NAMED])
            if (copies := named.get(index))
            else each
            for index, each in enumerate(found)
        ]

    def _quick(self, wanted: Wanted) -> Found | None:
        """The answer where the definition stands under its name and is surely the same one."""
        here, anchor = wanted.located, wanted.anchor
        parsed = self.parsed(here.path)
        symbol = _find(parsed, here)
        before = self._before(here)
        today = (parsed, symbol) if parsed and symbol else None
        if here.lost:
            if today is not None and baseline.is_same(anchor, *today):
                return _stays(here, today, before, "back where it was")
            if today is not None and baseline.is_alike(anchor, *today):
                return _again(here, today, before)
            return Found(None, None, before, candidates_in(here, self.parsed))
        if today is not None and anchor.is_name_alone:
            return _stays(here, today, before, "the name that it was put back to")
        return self._stood(wanted, before, today) if today is not None else None

    def _stood(self, wanted: Wanted, before: Definition | None, today: Definition) -> Found | None:
        here = wanted.located
        if before is None:
            is_same = baseline.is_same(wanted.anchor, *today)
        else:
            is_same = baseline.is_equal(before, today)
        if is_same:
            return self._standing(here, today, before)
        if before is not None and here.certain and stands(*before, *today):
            return _stays(here, today, before, EVIDENCE)
        return None

    def _standing(self, here: Located, today: Definition, before: Definition | None) -> Found:
        found = _stays(here, today, before, here.evidence)
        if here.certain or found.placement is None:
            return found
        unsure = replace(
            found.placement, certain=False, candidates=candidates_in(here, self.parsed)
        )
        return replace(found, placement=unsure)

    def _before(self, here: Located) -> Definition | None:
        parsed = self.head_parsed(here.path) if here.present else None
        symbol = _find(parsed, here)
        return (parsed, symbol) if parsed and symbol else None

    def _search(self, wanted: list[Wanted]) -> list[Found]:
        if not wanted:
            return []
        befores = [self._before(each.located) for each in wanted]
        subjects = [
            self._subject(each, before) for each, before in zip(wanted, befores, strict=True)
        ]
        outcomes = self._outcomes(wanted, subjects)
        return [
            self._found(outcome, before) for outcome, before in zip(outcomes, befores, strict=True)
        ]

    def _outcomes(
        self, wanted: Sequence[Wanted], subjects: Sequence[Subject | None]
    ) -> list[Outcome]:
        known = [index for index, subject in enumerate(subjects) if subject is not None]
        asked = [
            (each.located.path, subject)
            for each, subject in zip(wanted, subjects, strict=True)
            if subject is not None
        ]
        found = place_in(self._surroundings, asked, self._changeset)
        outcomes = dict(zip(known, found, strict=True))
        return [outcomes.get(index, Lost()) for index in range(len(wanted))]

    def _subject(self, wanted: Wanted, before: Definition | None) -> Subject | None:
        if wanted.anchor.is_name_alone:
            return None
        if before is not None:
            return Subject.of(wanted.located.path, *before)
        language = language_for(wanted.anchor.path)
        return Subject.of_anchor(wanted.anchor, language) if language else None

    def _found(self, placement: Outcome, before: Definition | None) -> Found:
        if isinstance(placement, Lost):
            return Found(None, None, before, placement.nearest)
        if placement.symbol is None:
            return Found(None, None, before)
        parsed = self.parsed(placement.path)
        today = (parsed, placement.symbol) if parsed else None
        return Found(placement, today, before)

    @cached_property
    def _surroundings(self) -> Surroundings:
        changed = {*self._documents, *self._workspace.dirty()}
        if self._workspace.repository is None:
            changed |= set(_walk(self._workspace.root))
        return Surroundings((path, path) for path in changed)

    def _changeset(self, sides: Sides) -> Changeset:
        before, after = sides
        return Changeset(
            before=LazyFiles({path: _reader(self.head_parsed, path) for path in before}),
            after=LazyFiles({path: _reader(self.parsed, path) for path in after}),
            renames={},
        )


def candidates_in(here: Located, read: Read) -> tuple[Candidate, ...]:
    """Those candidates for an anchor that the files have."""
    found: list[Candidate] = []
    for (path, name, kind, ordinal), confidence in here.candidates:
        parsed = read(path)
        symbol = parsed.outline.find(name, kind, ordinal) if parsed else None
        if symbol is not None:
            found.append(Candidate(path, symbol, confidence))
    return tuple(found)


def _reader(read: Read, path: str) -> Callable[[], Parsed | None]:
    return lambda: read(path)


def _find(parsed: Parsed | None, here: Located) -> Symbol | None:
    spot: Spot | None = here.spot
    if parsed is None or spot is None:
        return None
    return parsed.outline.find(*spot[1:])


def _again(here: Located, today: Definition, before: Definition | None) -> Found:
    symbol = today[1]
    candidate = Candidate(here.path, symbol, _AGAIN)
    placement = Placement(
        here.path, symbol, symbol.line, symbol.end_line, _AGAIN,
        "its name is back where it was, changed body", certain=False, candidates=(candidate,),
    )  # fmt: skip
    return Found(placement, today, before)


def _stays(here: Located, today: Definition, before: Definition | None, evidence: str) -> Found:
    symbol = today[1]
    placement = Placement(
        here.path, symbol, symbol.line, symbol.end_line, here.confidence, evidence
    )
    return Found(placement, today, before)


def _walk(root: Path) -> Iterator[str]:
    """Source files of a folder without git, up to a limit; hidden folders are left out."""
    seen = 0
    for folder, names, entries in os.walk(root):
        names[:] = sorted(n for n in names if not n.startswith(".") and n != "node_modules")
        for entry in sorted(entries):
            seen += 1
            if seen > _WALK_LIMIT:
                return
            path = Path(folder, entry).relative_to(root).as_posix()
            if language_for(path) is not None:
                yield path
