"""One commit, and what it makes of the anchors whose files it changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.edited_in_place import EVIDENCE, stands
from chesterton.anchoring.definitions.subject import Subject
from chesterton.following import baseline
from chesterton.following.baseline import Definition
from chesterton.following.lazy_files import LazyFiles
from chesterton.following.located import AnchorKey, Hop, Located, Spot
from chesterton.following.surroundings import Sides, Surroundings, place_in
from chesterton.git import log
from chesterton.git.changes import FileChange
from chesterton.model.anchor import Candidate, Lost, Outcome, Vouched
from chesterton.model.time import Time
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed
from chesterton.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Moving:
    """One anchor in front of a step."""

    key: AnchorKey
    anchor: Vouched
    located: Located
    subject: Subject


class Crossing:
    """One commit, with the files it changed on both sides."""

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

    def cross(
        self,
        anchors: Mapping[AnchorKey, Vouched],
        located: dict[AnchorKey, Located],
        affected: Sequence[AnchorKey],
    ) -> None:
        """Moves the affected anchors in `located`."""
        moving: list[_Moving] = []
        for key in affected:
            here, anchor = located[key], anchors[key]
            if here.name is None:
                located[key] = self._file(here)
            elif (stayed := self._stayed(here, anchor)) is not None:
                located[key] = stayed
            elif (subject := self._subject(here, anchor)) is not None:
                moving.append(_Moving(key, anchor, here, subject))
        self._place(moving, located)

    def _file(self, here: Located) -> Located:
        change = self._by_old.get(here.path)
        renamed = self._renames.get(here.path)
        if renamed is not None:
            hop = self._hop(renamed, None, f"file renamed from {here.path}", 1.0)
            return replace(here, path=renamed, evidence=hop.evidence, hops=(*here.hops, hop))
        if change is not None and change.status == "D":
            return replace(here, present=False, lost=True, evidence="the file was deleted")
        return replace(here, present=True, lost=False)

    def _stayed(self, here: Located, anchor: Vouched) -> Located | None:
        """The cheap answer: the definition is there after the step and means the same."""
        after = self._after(here.path)
        if after is None or here.name is None:
            return None
        symbol = after.outline.find(here.name, here.kind, here.ordinal)
        if symbol is None:
            return None
        before = self._before(here.path)
        then = before.outline.find(here.name, here.kind, here.ordinal) if before else None
        if then is not None and before is not None:
            if not baseline.is_equal((before, then), (after, symbol)):
                return self._edited(here, anchor, (before, then), (after, symbol))
        elif here.lost and not baseline.is_same(anchor, after, symbol):
            return None
        evidence = "back where it was" if here.lost else here.evidence
        candidates = () if here.lost else here.candidates
        stayed = replace(here, present=True, lost=False, evidence=evidence, candidates=candidates)
        return self._dated(stayed, anchor, after)

    def _edited(
        self, here: Located, anchor: Vouched, before: Definition, after: Definition
    ) -> Located | None:
        """The answer for a definition that was edited where it stands; None if it must be asked."""
        if not here.certain or not stands(*before, *after):
            return None
        return self._dated(replace(here, evidence=EVIDENCE), anchor, after[0])

    def _subject(self, here: Located, anchor: Vouched) -> Subject | None:
        before = self._before(here.path)
        if before is not None and here.present and here.name is not None:
            symbol = before.outline.find(here.name, here.kind, here.ordinal)
            if symbol is not None:
                return Subject.of(here.path, before, symbol)
        if here.lost:
            return None
        language = language_for(here.path)
        return Subject.of_anchor(anchor, language) if language else None

    def _place(self, moving: Sequence[_Moving], located: dict[AnchorKey, Located]) -> None:
        asked = [(each.located.path, each.subject) for each in moving]
        outcomes = place_in(self._surroundings, asked, self._changeset)
        for each, outcome in zip(moving, outcomes, strict=True):
            located[each.key] = self._arrived(each, outcome)

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings((change.old_path, change.new_path) for change in self._changes)

    def _changeset(self, sides: Sides) -> Changeset:
        before, after = sides
        return Changeset(
            before=LazyFiles({path: self._reader(path, old=True) for path in before}),
            after=LazyFiles({path: self._reader(path, old=False) for path in after}),
            renames=self._renames,
        )

    def _arrived(self, each: _Moving, placement: Outcome) -> Located:
        here = each.located
        if isinstance(placement, Lost) or placement.symbol is None:
            return self._lost(here, placement) if here.present else here
        spot: Spot = (placement.path, *placement.symbol.key)
        hop = None
        if (placement.path, placement.symbol.name) != (here.path, here.name):
            hop = self._hop(
                placement.path, placement.symbol.name, placement.evidence, placement.confidence
            )
        arrived = here.moved(
            spot, hop, confidence=placement.confidence, evidence=placement.evidence
        )
        if not placement.certain:
            arrived = _unsure(arrived, placement.candidates, placement.evidence)
        elif hop and self._is_blind(here):
            only = (Candidate(placement.path, placement.symbol, placement.confidence),)
            arrived = _unsure(arrived, only, "git does not have what its file was before")
        after = self._after(placement.path)
        return self._dated(arrived, each.anchor, after) if after else arrived

    def _is_blind(self, here: Located) -> bool:
        """Whether the file is known to have been there, but not what it said: a partial clone."""
        change = self._by_old.get(here.path)
        return change is not None and self._before(here.path) is None

    @staticmethod
    def _lost(here: Located, outcome: Outcome) -> Located:
        nearest = _spots(outcome.nearest if isinstance(outcome, Lost) else ())
        return replace(here, present=False, lost=True, evidence="deleted", candidates=nearest)

    def _dated(self, here: Located, anchor: Vouched, after: Parsed) -> Located:
        """Notes since which commit the definition differs from what was vouched for."""
        if here.name is None:
            return here
        symbol = after.outline.find(here.name, here.kind, here.ordinal)
        if symbol is None:
            return here
        if baseline.is_same(anchor, after, symbol):
            return replace(here, since=None)
        return replace(here, since=here.since or self._commit)

    def _hop(self, path: str, name: str | None, evidence: str, confidence: float) -> Hop:
        return Hop(self._commit, self._time, path, name, evidence, confidence)

    @cached_property
    def _time(self) -> Time | None:
        repository = self._workspace.repository
        known = log.info(repository, self._commit) if repository else None
        return known.time if known else None

    def _before(self, path: str) -> Parsed | None:
        change = self._by_old.get(path)
        if change is None or change.old_path is None or change.old_blob is None:
            return None
        return self._workspace.parsed_blob(change.old_blob, change.old_path)

    def _after(self, path: str) -> Parsed | None:
        """The same path after the step, also where the file of before went elsewhere."""
        change = self._by_new.get(path)
        if change is None or change.new_blob is None:
            return None
        return self._workspace.parsed_blob(change.new_blob, path)

    def _reader(self, path: str, *, old: bool) -> Callable[[], Parsed | None]:
        return lambda: self._before(path) if old else self._after(path)


def _unsure(here: Located, candidates: Sequence[Candidate], evidence: str) -> Located:
    return replace(here, certain=False, evidence=evidence, candidates=_spots(candidates))


def _spots(candidates: Sequence[Candidate]) -> tuple[tuple[Spot, float], ...]:
    return tuple(((one.path, *one.symbol.key), one.confidence) for one in candidates)
