"""Follows anchors (links from notes to code) across a single commit."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.edited_in_place import is_edited_in_place
from chesterton.anchoring.definitions.evidence import CHANGED, MOVED_FILE
from chesterton.anchoring.definitions.lazy_files import LazyFiles
from chesterton.anchoring.definitions.one_file import stand_containers, standing_overload
from chesterton.anchoring.definitions.subject import Subject
from chesterton.following import baseline
from chesterton.following.candidate_files import CandidateFiles, FileSets, place_in_stages
from chesterton.following.commit_position import CommitPosition, SymbolLocation
from chesterton.following.file_home import home_of_definitions
from chesterton.git import log
from chesterton.git.changes import FileChange
from chesterton.model.anchor import Baseline, Candidate, Lost, Outcome
from chesterton.model.move import Hop
from chesterton.model.note import AnchorKey
from chesterton.model.time import Time
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed
from chesterton.syntax.parsed_symbol import ParsedSymbol
from chesterton.workspace.files import is_same_name
from chesterton.workspace.workspace import Workspace

_BY_DEFINITIONS = 0.9
"""Confidence that a file moved to the file that received most of its definitions."""


class CommitStep:
    """One commit, with both versions of each file that it changed."""

    def __init__(self, workspace: Workspace, commit: str, changes: Sequence[FileChange]) -> None:
        self._workspace = workspace
        self._commit = commit
        self._changes = changes
        self._by_old = {change.old_path: change for change in changes if change.old_path}
        self._by_new = {change.new_path: change for change in changes if change.new_path}
        self._renames = {
            change.old_path: change.new_path
            for change in changes
            if change.status == "R" and change.old_path and change.new_path
        }

        self._standing: dict[tuple[str, str], bool] = {}

    def apply(
        self,
        anchors: Mapping[AnchorKey, Baseline],
        positions: dict[AnchorKey, CommitPosition],
        affected: Sequence[AnchorKey],
    ) -> None:
        """Updates the positions of the affected anchors in `positions`."""
        subjects: dict[AnchorKey, tuple[str, Subject]] = {}
        for key in affected:
            position, anchor = positions[key], anchors[key]
            if position.name is None:
                positions[key] = self._file(position)
            elif (stayed := self._stayed(position, anchor)) is not None:
                positions[key] = stayed
            elif (subject := self._subject(position, anchor)) is not None:
                subjects[key] = position.path, subject
        for key, outcome in place_in_stages(self._surroundings, subjects, self._changeset).items():
            positions[key] = self._position(positions[key], anchors[key], outcome)

    def _file(self, position: CommitPosition) -> CommitPosition:
        change = self._by_old.get(position.path)
        renamed = self._renames.get(position.path)
        if renamed is not None:
            hop = self._hop(renamed, None, f"file renamed from {position.path}", 1.0)
            return replace(
                position, path=renamed, evidence=hop.evidence, hops=(*position.hops, hop)
            )
        if change is not None and change.status == "D" and (home := self._home(position.path)):
            hop = self._hop(home, None, MOVED_FILE.format(position.path), _BY_DEFINITIONS)
            return replace(
                position,
                path=home,
                evidence=hop.evidence,
                confidence=min(position.confidence, hop.confidence),
                hops=(*position.hops, hop),
            )
        if change is not None and change.status == "D":
            return replace(position, present=False, lost=True, evidence="the file was deleted")
        return replace(position, present=True, lost=False)

    def _home(self, path: str) -> str | None:
        parsed = self._before(path)
        return home_of_definitions(path, parsed, self._surroundings, self._changeset)

    def _stayed(self, position: CommitPosition, anchor: Baseline) -> CommitPosition | None:
        """The position if the definition is still in place; None if it must be searched for."""
        before, after = self._before(position.path), self._after(position.path)
        if after is None or position.name is None:
            return None
        if position.lost:
            return self._back(position, anchor, before, after)
        # a redacted name matches any definition, so only the code can tell
        is_redacted = "[redacted:" in position.name
        same = baseline.returned(anchor, position.name, None, after) if is_redacted else None
        old = None if same else position.in_file(before)
        new = same or position.in_file(after)
        if old is None:
            return new and self._there(position, anchor, new)
        overload = standing_overload(*old, after)
        new = ParsedSymbol(after, overload) if overload is not None else new
        if new is None or not self._stands_inside(position.path, old, after):
            return None
        if overload is not None or baseline.is_equal(old, new):
            return self._there(replace(position, ordinal=new.symbol.ordinal), anchor, new)
        return self._edited(position, anchor, old, new)

    def _there(
        self, position: CommitPosition, anchor: Baseline, after: ParsedSymbol
    ) -> CommitPosition:
        found = replace(position, present=True, lost=False)
        return self._with_first_change(found, anchor, after.parsed)

    def _back(
        self, position: CommitPosition, anchor: Baseline, before: Parsed | None, after: Parsed
    ) -> CommitPosition | None:
        """The position of a lost definition if the commit brought it back."""
        back = baseline.returned(anchor, position.name or "", before, after)
        if back is None:
            return None
        symbol = back.symbol
        found = replace(
            position,
            kind=symbol.kind,
            ordinal=symbol.ordinal,
            evidence=baseline.BACK,
            candidates=(),
            has_namesake=False,
        )
        return self._there(found, anchor, back)

    def _stands_inside(self, path: str, old: ParsedSymbol, after: Parsed) -> bool:
        """Whether all enclosing containers are certainly still in place; cached for siblings."""
        inside = old.symbol.name if old.symbol.is_container else old.symbol.name.rpartition(".")[0]
        key = path, inside
        if key not in self._standing:
            self._standing[key] = stand_containers(*old, after)
        return self._standing[key]

    def _edited(
        self, position: CommitPosition, anchor: Baseline, before: ParsedSymbol, after: ParsedSymbol
    ) -> CommitPosition | None:
        """The position if the definition was edited in place; None if it must be searched for."""
        if not position.certain or not is_edited_in_place(*before, *after):
            return None
        return self._with_first_change(replace(position, evidence=CHANGED), anchor, after.parsed)

    def _subject(self, position: CommitPosition, anchor: Baseline) -> Subject | None:
        before = position.in_file(self._before(position.path)) if position.present else None
        if before is not None:
            return Subject.of(position.path, *before)
        if position.lost:
            return None
        language = language_for(position.path)
        return Subject.of_anchor(anchor, language) if language else None

    @cached_property
    def _surroundings(self) -> CandidateFiles:
        return CandidateFiles((change.old_path, change.new_path) for change in self._changes)

    def _changeset(self, sides: FileSets) -> Changeset:
        before, after = sides
        return Changeset(
            before=LazyFiles({path: partial(self._before, path) for path in before}),
            after=LazyFiles({path: partial(self._after, path) for path in after}),
            renames=self._renames,
        )

    def _position(
        self, position: CommitPosition, anchor: Baseline, placement: Outcome
    ) -> CommitPosition:
        if isinstance(placement, Lost) or placement.symbol is None:
            return self._lost(position, placement) if position.present else position
        symbol, hop = placement.symbol, None
        if placement.path != position.path or not is_same_name(symbol.name, position.name):
            hop = self._hop(placement.path, symbol.name, placement.evidence, placement.confidence)
        moved = replace(
            position,
            path=placement.path,
            name=symbol.name,
            kind=symbol.kind,
            ordinal=symbol.ordinal,
            present=True,
            lost=False,
            confidence=min(position.confidence, placement.confidence),
            evidence=placement.evidence if hop or position.lost else position.evidence,
            hops=(*position.hops, hop) if hop else position.hops,
        )
        if not placement.certain:
            moved = _uncertain(moved, placement.candidates, placement.evidence)
        elif hop and self._is_old_content_missing(position):
            candidate = Candidate(placement.path, symbol, placement.confidence)
            reason = "the old version of the file is missing from git"
            moved = _uncertain(moved, (candidate,), reason)
        after = self._after(placement.path)
        return self._with_first_change(moved, anchor, after) if after else moved

    def _is_old_content_missing(self, position: CommitPosition) -> bool:
        """Whether the file existed but its old blob is missing, as in a partial clone."""
        change = self._by_old.get(position.path)
        return change is not None and self._before(position.path) is None

    def _lost(self, position: CommitPosition, outcome: Outcome) -> CommitPosition:
        nearest = _spots(outcome.nearest if isinstance(outcome, Lost) else ())
        return replace(
            position,
            present=False,
            lost=True,
            evidence=(isinstance(outcome, Lost) and outcome.evidence) or "deleted",
            candidates=nearest,
            has_namesake=position.in_file(self._after(position.path)) is not None,
        )

    def _with_first_change(
        self, position: CommitPosition, anchor: Baseline, after: Parsed
    ) -> CommitPosition:
        """Records the first commit in which the definition differs from its baseline."""
        definition = position.in_file(after)
        if definition is None:
            return position
        if baseline.equals_baseline(anchor, definition):
            return replace(position, changed_since=None)
        return replace(position, changed_since=position.changed_since or self._commit)

    def _hop(self, path: str, name: str | None, evidence: str, confidence: float) -> Hop:
        return Hop(self._commit, self._time, path, name, evidence, confidence)

    @cached_property
    def _time(self) -> Time | None:
        repository = self._workspace.repository
        info = log.info(repository, self._commit) if repository else None
        return info.time if info else None

    def _before(self, path: str) -> Parsed | None:
        change = self._by_old.get(path)
        if change is None or change.old_path is None or change.old_blob is None:
            return None
        return self._workspace.parsed_blob(change.old_blob, change.old_path)

    def _after(self, path: str) -> Parsed | None:
        """The file at this path after the commit, even if it was another file before."""
        change = self._by_new.get(path)
        if change is None or change.new_blob is None:
            return None
        return self._workspace.parsed_blob(change.new_blob, path)


def _uncertain(
    position: CommitPosition, candidates: Sequence[Candidate], evidence: str
) -> CommitPosition:
    return replace(position, certain=False, evidence=evidence, candidates=_spots(candidates))


def _spots(candidates: Sequence[Candidate]) -> tuple[tuple[SymbolLocation, float], ...]:
    return tuple(((each.path, *each.symbol.key), each.confidence) for each in candidates)
