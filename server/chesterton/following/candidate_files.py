"""Selects the changed files to search for a moved definition, the most likely ones first.

The selection depends only on the change and on the definition's own file, never on other
definitions being searched for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.ladder import place_all
from chesterton.anchoring.definitions.subject import Subject
from chesterton.model.anchor import Lost, Outcome, Placement
from chesterton.syntax.language import family_of

Key = TypeVar("Key")

STAGE_LIMIT = 400
"""If a change has more files of a language, they are searched in stages."""

_MAX_NAMESAKES = 20
_SURE = 0.9
"""Confidence at which a match ends the search before the next stage."""

FilePair = tuple[str | None, str | None]
"""A file's path before and after a change; None on the side that lacks the file."""

FileSets = tuple[tuple[str, ...], tuple[str, ...]]
"""The paths before and after a change that are searched together."""


class CandidateFiles:
    """The changed files, and the stages in which they are searched for a definition."""

    def __init__(self, pairs: Iterable[FilePair]) -> None:
        self._pairs = sorted(pairs, key=_in_order)

    def search_stages(self, path: str) -> Sequence[FileSets]:
        """The files to search for a definition from `path`, in stages, the most likely first."""
        family = family_of(path)
        pool = self._pools.get(family, ()) if family else ()
        if len(pool) <= STAGE_LIMIT:
            return (_sides([*pool, *self._own(path)]),)
        return (_sides(self._near(path)), self._far[family or ""])

    def _own(self, path: str) -> Sequence[FilePair]:
        return self._by_old.get(path, ()) or ((path, path),)

    def _near(self, path: str) -> Sequence[FilePair]:
        """The file before and after the change, and files with the same name in other folders."""
        name = _name(path)
        return [
            *self._own(path),
            *self._by_new.get(path, ()),
            *self._by_name.get(name, ())[:_MAX_NAMESAKES],
        ]

    @cached_property
    def _far(self) -> Mapping[str, FileSets]:
        """The first files in the order of `_in_order`, for each language family."""
        return {family: _sides(pool[:STAGE_LIMIT]) for family, pool in self._pools.items()}

    @cached_property
    def _pools(self) -> Mapping[str, Sequence[FilePair]]:
        return _grouped(self._pairs, lambda pair: family_of(_path(pair)))

    @cached_property
    def _by_old(self) -> Mapping[str, Sequence[FilePair]]:
        return _grouped(self._pairs, lambda pair: pair[0])

    @cached_property
    def _by_new(self) -> Mapping[str, Sequence[FilePair]]:
        return _grouped(self._pairs, lambda pair: pair[1])

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[FilePair]]:
        return _grouped(self._pairs, lambda pair: _name(_path(pair)))


def place_in_stages(
    surroundings: CandidateFiles,
    subjects: Mapping[Key, tuple[str, Subject]],
    changeset: Callable[[FileSets], Changeset],
) -> dict[Key, Outcome]:
    """Locates each definition, given with its path; `changeset` reads the files of a stage.

    Definitions with the same candidate files are located together, so each file is read only once.
    """
    best: dict[Key, Outcome] = dict.fromkeys(subjects, Lost())
    stage, pending = 0, list(subjects)
    while pending:
        groups: defaultdict[FileSets, list[Key]] = defaultdict(list)
        for key in pending:
            for sides in surroundings.search_stages(subjects[key][0])[stage : stage + 1]:
                groups[sides].append(key)
        for sides, group in groups.items():
            outcomes = place_all([subjects[key][1] for key in group], changeset(sides))
            for key, outcome in zip(group, outcomes, strict=True):
                best[key] = max(best[key], outcome, key=_closeness)
        pending = [key for group in groups.values() for key in group if not _is_sure(best[key])]
        stage += 1
    return best


def _closeness(outcome: Outcome) -> tuple[bool, float]:
    if isinstance(outcome, Placement):
        return True, outcome.confidence
    return False, max((each.confidence for each in outcome.nearest), default=0.0)


def _is_sure(outcome: Outcome) -> bool:
    return isinstance(outcome, Placement) and outcome.confidence >= _SURE


def _sides(pairs: Sequence[FilePair]) -> FileSets:
    before = {old for old, _ in pairs if old}
    after = {new for _, new in pairs if new}
    return tuple(sorted(before)), tuple(sorted(after))


def _in_order(pair: FilePair) -> tuple[bool, bool, str]:
    """Sorts added and deleted files first, then renamed ones, then the others."""
    old, new = pair
    return None not in pair, old == new, _path(pair)


def _path(pair: FilePair) -> str:
    return pair[1] or pair[0] or ""


def _grouped(
    pairs: Iterable[FilePair], key: Callable[[FilePair], str | None]
) -> Mapping[str, list[FilePair]]:
    groups: defaultdict[str, list[FilePair]] = defaultdict(list)
    for pair in pairs:
        if (group := key(pair)) is not None:
            groups[group].append(pair)
    return groups


def _name(path: str) -> str:
    return path.rpartition("/")[2]
