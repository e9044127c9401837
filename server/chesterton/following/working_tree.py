"""Finds anchors in the working tree from their positions at HEAD; open buffers win over files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from chesterton.anchoring.definitions.edited_in_place import is_edited_in_place
from chesterton.anchoring.definitions.evidence import CHANGED
from chesterton.anchoring.definitions.one_file import stand_containers, standing_overload
from chesterton.following import baseline
from chesterton.following.commit_position import AnchorAtHead, CommitPosition
from chesterton.following.working_files import WorkingFiles
from chesterton.model.anchor import Candidate, Lost, Outcome, Placement
from chesterton.syntax.outline import Parsed
from chesterton.syntax.parsed_symbol import ParsedSymbol, find_symbol
from chesterton.workspace.workspace import Workspace

if TYPE_CHECKING:  # loaded when something moved
    from chesterton.following.working_search import WorkingSearch

_REAPPEARED = 0.5
"""Confidence that a definition with a lost one's name and similar code is the lost one."""

Read = Callable[[str], Parsed | None]
"""Reads the outline of a file by its path; None if there is no such file."""


class WorkingPosition(NamedTuple):
    """The position of a symbol's anchor in the working tree."""

    placement: Placement | None  #: None if it is lost
    current: ParsedSymbol | None  #: the definition at `placement`
    head: ParsedSymbol | None  #: the same definition in HEAD's tree; None if HEAD lacks it
    nearest: tuple[Candidate, ...] = ()  #: if lost: similar definitions


class WorkingTree:
    """Finds anchors in one state of the working tree."""

    def __init__(
        self, workspace: Workspace, documents: Mapping[str, Parsed], head: str | None
    ) -> None:
        self.files = WorkingFiles(workspace, documents, head)

    @cached_property
    def _search(self) -> WorkingSearch:
        from chesterton.following.working_search import (  # noqa: PLC0415 - 10 ms, if code moved
            WorkingSearch,
        )

        return WorkingSearch(self.files)

    def path_of(self, path: str) -> str | None:
        """The path of a file, even after an uncommitted rename; None if it is gone."""
        return path if self.files.has(path) else self._search.renamed(path)

    def home_of(self, path: str) -> str | None:
        """The file to which most definitions of a deleted file went."""
        return self._search.home_of(path)

    def find(self, anchors: Sequence[AnchorAtHead]) -> list[WorkingPosition]:
        """The position of each anchor. Anchors that moved are searched for together."""
        # in the order of files, because syntax trees are cached for the latest files only
        order = sorted(range(len(anchors)), key=lambda index: anchors[index].located.path)
        found = {i: position for i in order if (position := self._without_search(anchors[i]))}
        missing = {i: each for i, each in enumerate(anchors) if i not in found}
        if missing:
            found |= self._searched(missing)
        lost = [index for index, position in found.items() if position.placement is None]
        if lost:
            gone = [(anchors[index], found[index].nearest) for index in lost]
            for index, nearest in zip(lost, self._search.nearest(gone), strict=True):
                found[index] = found[index]._replace(nearest=nearest)
        return [found[index] for index in range(len(anchors))]

    def _without_search(self, wanted: AnchorAtHead) -> WorkingPosition | None:
        """The position if the definition is certainly in place or lost; None otherwise."""
        at_head, anchor = wanted.located, wanted.anchor
        today = _find(self.files.parsed(at_head.path), at_head)
        before = self._before(at_head)
        if at_head.lost:
            return self._lost(wanted, today)
        if today is not None and anchor.is_name_alone:
            return _in_place(at_head, today, before, "same name; no earlier code to compare with")
        return self._same_or_edited(wanted, before, today) if today is not None else None

    def _lost(self, wanted: AnchorAtHead, today: ParsedSymbol | None) -> WorkingPosition:
        """The position of a definition that HEAD lacks, unless an edit brought it back."""
        at_head, anchor = wanted.located, wanted.anchor
        parsed, head = self.files.parsed(at_head.path), self.files.at_head(at_head.path)
        if parsed is not None and at_head.name is not None:
            back = baseline.returned(anchor, at_head.name, head, parsed)
            if back is not None:
                return _in_place(at_head, back, None, baseline.BACK)
            may_be_back = today is not None and not at_head.has_namesake
            if today and may_be_back and baseline.resembles_baseline(anchor, today):
                return _reappeared(at_head, today, None)
        return WorkingPosition(None, None, None, candidates_in(at_head, self.files.parsed))

    def _same_or_edited(
        self, wanted: AnchorAtHead, before: ParsedSymbol | None, today: ParsedSymbol
    ) -> WorkingPosition | None:
        at_head, overload = wanted.located, None
        if before is None:
            is_same = baseline.equals_baseline(wanted.anchor, today)
        else:
            overload = standing_overload(*before, today.parsed)
            today = ParsedSymbol(today.parsed, overload) if overload is not None else today
            if not stand_containers(*before, today.parsed):
                return None
            is_same = baseline.is_equal(before, today)
        if is_same:
            return self._unchanged(at_head, today, before)
        if before is None or not at_head.certain:
            return None
        if overload is not None or is_edited_in_place(*before, *today):
            return _in_place(at_head, today, before, CHANGED)
        return None

    def _unchanged(
        self, at_head: CommitPosition, today: ParsedSymbol, before: ParsedSymbol | None
    ) -> WorkingPosition:
        position = _in_place(at_head, today, before, at_head.evidence)
        if at_head.certain or position.placement is None:
            return position
        uncertain = replace(
            position.placement, certain=False, candidates=candidates_in(at_head, self.files.parsed)
        )
        return position._replace(placement=uncertain)

    def _before(self, at_head: CommitPosition) -> ParsedSymbol | None:
        return _find(self.files.at_head(at_head.path), at_head) if at_head.present else None

    def _searched(self, missing: Mapping[int, AnchorAtHead]) -> dict[int, WorkingPosition]:
        wanted = {index: (each, self._before(each.located)) for index, each in missing.items()}
        outcomes = self._search.place(wanted)
        return {
            index: self._position(outcomes.get(index, Lost()), before)
            for index, (_, before) in wanted.items()
        }

    def _position(self, placement: Outcome, before: ParsedSymbol | None) -> WorkingPosition:
        if isinstance(placement, Lost):
            return WorkingPosition(None, None, before, placement.nearest)
        if placement.symbol is None:
            return WorkingPosition(None, None, before)
        parsed = self.files.parsed(placement.path)
        today = ParsedSymbol(parsed, placement.symbol) if parsed else None
        return WorkingPosition(placement, today, before)


def candidates_in(position: CommitPosition, read: Read) -> tuple[Candidate, ...]:
    """The candidates for an anchor that exist in these files."""
    candidates: list[Candidate] = []
    for (path, name, kind, ordinal), confidence in position.candidates:
        definition = find_symbol(read(path), name, kind, ordinal)
        if definition is not None:
            candidates.append(Candidate(path, definition.symbol, confidence))
    return tuple(candidates)


def _find(parsed: Parsed | None, at_head: CommitPosition) -> ParsedSymbol | None:
    return at_head.in_file(parsed) if at_head.symbol_location else None


def _reappeared(
    at_head: CommitPosition, today: ParsedSymbol, before: ParsedSymbol | None
) -> WorkingPosition:
    symbol = today.symbol
    candidate = Candidate(at_head.path, symbol, _REAPPEARED)
    placement = Placement(
        at_head.path, symbol, symbol.line, symbol.end_line, _REAPPEARED,
        "back at its old location, body changed", certain=False, candidates=(candidate,),
    )  # fmt: skip
    return WorkingPosition(placement, today, before)


def _in_place(
    at_head: CommitPosition, today: ParsedSymbol, before: ParsedSymbol | None, evidence: str
) -> WorkingPosition:
    symbol = today.symbol
    placement = Placement(
        at_head.path, symbol, symbol.line, symbol.end_line, at_head.confidence, evidence
    )
    return WorkingPosition(placement, today, before)
