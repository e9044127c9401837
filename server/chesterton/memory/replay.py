"""Following anchors from the commit they were vouched for to another one, commit by commit.

Comparing the two ends after years finds less than half of what replaying the commits between them
finds, so every commit that touches an anchor's file is looked at, along one path of ancestry.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from chesterton.anchoring.changeset import Changeset
from chesterton.anchoring.standing import EVIDENCE, stands
from chesterton.anchoring.subject import Subject
from chesterton.git import log
from chesterton.git.changes import FileChange
from chesterton.git.log import Step
from chesterton.memory import vouched
from chesterton.memory.located import AnchorKey, Hop, Located, Spot, at_origin
from chesterton.memory.passing import Passing
from chesterton.memory.surroundings import Sides, Surroundings, place_in
from chesterton.memory.trees import LazyFiles
from chesterton.memory.vouched import Definition
from chesterton.memory.workspace import Workspace
from chesterton.model.anchor import Anchor, Placement
from chesterton.model.time import Time
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed


def replay(
    workspace: Workspace, start: str, end: str, anchors: Mapping[AnchorKey, Anchor]
) -> dict[AnchorKey, Located]:
    """Where each anchor vouched for at `start` is in the tree of `end`."""
    walk = _Walk(workspace, anchors, _steps(workspace, start, end))
    walk.begin(start)
    for step in walk.steps:
        walk.take(step)
    walk.finish(end)
    return walk.located


def _steps(workspace: Workspace, start: str, end: str) -> Sequence[Step]:
    repository = workspace.repository
    if repository is None or start == end:
        return ()
    steps = log.steps(repository, start, end)
    if steps is not None:
        return steps
    if log.exists(repository, start):
        # squashed, amended or on another branch: both trees are known, so one step leads across
        return (Step(end, log.diff(repository, start, end)),)
    return ()


class _Walk:
    """The anchors on their way through the commits."""

    def __init__(
        self, workspace: Workspace, anchors: Mapping[AnchorKey, Anchor], steps: Sequence[Step]
    ) -> None:
        self.steps = steps
        self.located: dict[AnchorKey, Located] = {}
        self._workspace = workspace
        self._anchors = anchors
        self._passing = Passing(workspace)

    def begin(self, start: str) -> None:
        """Puts every anchor where it was vouched for."""
        for key, anchor in self._anchors.items():
            parsed = self._workspace.parsed_at(start, anchor.path)
            self.located[key] = at_origin(anchor, present=_holds(parsed, anchor))

    def take(self, step: Step) -> None:
        """Moves the anchors whose files a commit changed."""
        changes = {change.old_path: change for change in step.changes if change.old_path}
        created = {change.new_path: change for change in step.changes if change.new_path}
        affected = [
            key
            for key, located in self.located.items()
            if located.path in changes or (not located.present and located.path in created)
            if not self._passing.by(key, located, changes.get(located.path))
        ]
        if affected:
            _Crossing(self._workspace, step, changes).cross(self._anchors, self.located, affected)

    def finish(self, end: str) -> None:
        """Looks once more for what never appeared on the way, in the last tree itself."""
        for key, located in self.located.items():
            anchor = self._anchors[key]
            if located.present or located.lost:
                continue
            parsed = self._workspace.parsed_at(end, anchor.path)
            if _holds(parsed, anchor):
                self.located[key] = replace(located, present=True)


def _holds(parsed: Parsed | None, anchor: Anchor) -> bool:
    if parsed is None or anchor.symbol is None:
        return parsed is not None
    return parsed.outline.find(anchor.symbol, anchor.symbol_kind, anchor.ordinal) is not None


@dataclass(frozen=True, slots=True)
class _Moving:
    """One anchor in front of a step."""

    key: AnchorKey
    anchor: Anchor
    located: Located
    subject: Subject


class _Crossing:
    """One commit, with the files it changed on both sides."""

    def __init__(self, workspace: Workspace, step: Step, changes: Mapping[str, FileChange]) -> None:
        self._workspace = workspace
        self._step = step
        self._changes = changes
        self._renames = {
            change.old_path: change.new_path
            for change in step.changes
            if change.status == "R" and change.old_path and change.new_path
        }

    def cross(
        self,
        anchors: Mapping[AnchorKey, Anchor],
        located: dict[AnchorKey, Located],
        affected: Sequence[AnchorKey],
    ) -> None:
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
        change = self._changes.get(here.path)
        renamed = self._renames.get(here.path)
        if renamed is not None:
            hop = self._hop(renamed, None, f"file renamed from {here.path}", 1.0)
            return replace(here, path=renamed, evidence=hop.evidence, hops=(*here.hops, hop))
        if change is not None and change.status == "D":
            return replace(here, present=False, lost=True, evidence="the file was deleted")
        return replace(here, present=True, lost=False)

    def _stayed(self, here: Located, anchor: Anchor) -> Located | None:
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
            if not vouched.is_equal((before, then), (after, symbol)):
                return self._edited(here, anchor, (before, then), (after, symbol))
        elif here.lost and not vouched.is_same(anchor, after, symbol):
            return None
        evidence = "back where it was" if here.lost else here.evidence
        stayed = replace(here, present=True, lost=False, evidence=evidence)
        return self._dated(stayed, anchor, after)

    def _edited(
        self, here: Located, anchor: Anchor, before: Definition, after: Definition
    ) -> Located | None:
        """The answer for a definition that was edited where it stands; None if it must be asked."""
        if not here.certain or not stands(*before, *after):
            return None
        return self._dated(replace(here, evidence=EVIDENCE), anchor, after[0])

    def _subject(self, here: Located, anchor: Anchor) -> Subject | None:
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
        places = place_in(self._surroundings, asked, self._changeset)
        for each, placement in zip(moving, places, strict=True):
            located[each.key] = self._arrived(each, placement)

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings((change.old_path, change.new_path) for change in self._step.changes)

    def _changeset(self, sides: Sides) -> Changeset:
        before, after = sides
        return Changeset(
            before=LazyFiles({path: self._reader(path, old=True) for path in before}),
            after=LazyFiles({path: self._reader(path, old=False) for path in after}),
            renames=self._renames,
        )

    def _arrived(self, each: _Moving, placement: Placement | None) -> Located:
        here = each.located
        if placement is None or placement.symbol is None:
            if not here.present:
                return here
            return replace(here, present=False, lost=True, evidence="deleted")
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
            arrived = replace(
                arrived,
                certain=False,
                evidence=placement.evidence,
                candidates=tuple(
                    ((candidate.path, *candidate.symbol.key), candidate.confidence)
                    for candidate in placement.candidates
                ),
            )
        after = self._after_new(placement.path)
        return self._dated(arrived, each.anchor, after) if after else arrived

    def _dated(self, here: Located, anchor: Anchor, after: Parsed) -> Located:
        """Notes since which commit the definition differs from what was vouched for."""
        if here.name is None:
            return here
        symbol = after.outline.find(here.name, here.kind, here.ordinal)
        if symbol is None:
            return here
        if vouched.is_same(anchor, after, symbol):
            return replace(here, since=None)
        return replace(here, since=here.since or self._step.commit)

    def _hop(self, path: str, name: str | None, evidence: str, confidence: float) -> Hop:
        return Hop(self._step.commit, self._time, path, name, evidence, confidence)

    @cached_property
    def _time(self) -> Time | None:
        repository = self._workspace.repository
        known = log.info(repository, self._step.commit) if repository else None
        return known.time if known else None

    def _before(self, path: str) -> Parsed | None:
        change = self._changes.get(path)
        if change is None or change.old_path is None or change.old_blob is None:
            return None
        return self._workspace.parsed_blob(change.old_blob, change.old_path)

    def _after(self, path: str) -> Parsed | None:
        """The same path after the step, also where the file of before went elsewhere."""
        return self._after_new(path)

    def _after_new(self, path: str) -> Parsed | None:
        blob = self._blobs.get(path)
        return self._workspace.parsed_blob(blob, path) if blob else None

    @cached_property
    def _blobs(self) -> Mapping[str, str | None]:
        """What the changed files hold after the step."""
        changes = self._step.changes
        return {change.new_path: change.new_blob for change in changes if change.new_path}

    def _reader(self, path: str, *, old: bool) -> Callable[[], Parsed | None]:
        return lambda: self._before(path) if old else self._after_new(path)
