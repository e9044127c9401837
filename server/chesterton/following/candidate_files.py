"""The files of a change to search for a definition: all of them, or the likeliest of many.

They depend on the change and on the definition's own file, never on what else is searched.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.ladder import place_all
from chesterton.anchoring.definitions.subject import Subject
from chesterton.model.anchor import Lost, Outcome, Placement
from chesterton.syntax.language import language_for

MANY = 400
"""Files of a language in one change from which on they are searched in stages."""

_NAMESAKES = 20
_SURE = 0.9
"""Confidence from which on a match in one stage ends the search."""

FilePair = tuple[str | None, str | None]
"""A file's path before and after a change; None if it does not exist then."""

Sides = tuple[tuple[str, ...], tuple[str, ...]]
"""Paths before and paths after, to be searched together."""


class Surroundings:
    """The files of one change by language."""

    def __init__(self, pairs: Iterable[FilePair]) -> None:
        self._pairs = sorted(pairs, key=_in_order)

    def stages(self, path: str) -> Sequence[Sides]:
        """The stages of a search for a definition of the file `path`."""
        family = _family(path)
        pool = self._pools.get(family, ()) if family else ()
        if len(pool) <= MANY:
            return (_sides([*pool, *self._own(path)]),)
        return (_sides(self._near(path)), self._far[family or ""])

    def _own(self, path: str) -> Sequence[FilePair]:
        return self._by_old.get(path, ()) or ((path, path),)

    def _near(self, path: str) -> Sequence[FilePair]:
        """The file itself, what it became, and some of its name in other folders."""
        name = _name(path)
        return [
            *self._own(path),
            *self._by_new.get(path, ()),
            *self._by_name.get(name, ())[:_NAMESAKES],
        ]

    @cached_property
    def _far(self) -> Mapping[str, Sides]:
        """By language the added and deleted files, then the renamed and edited ones."""
        return {family: _sides(pool[:MANY]) for family, pool in self._pools.items()}

    @cached_property
    def _pools(self) -> Mapping[str, Sequence[FilePair]]:
        return _grouped(self._pairs, lambda pair: _family(_path(pair)))

    @cached_property
    def _by_old(self) -> Mapping[str, Sequence[FilePair]]:
        return _grouped(self._pairs, lambda pair: pair[0])

    @cached_property
    def _by_new(self) -> Mapping[str, Sequence[FilePair]]:
        return _grouped(self._pairs, lambda pair: pair[1])

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[FilePair]]:
        return _grouped(self._pairs, lambda pair: _name(_path(pair)))


def place_in(
    surroundings: Surroundings,
    asked: Sequence[tuple[str, Subject]],
    changeset: Callable[[Sides], Changeset],
) -> list[Outcome]:
    """The outcome for each definition in `asked`; `changeset` reads the files of a stage.

    What is searched together is read and compared once.
    """
    best: list[Outcome] = [Lost()] * len(asked)
    stage, open_ = 0, list(range(len(asked)))
    while open_:
        groups: defaultdict[Sides, list[int]] = defaultdict(list)
        for index in open_:
            for sides in surroundings.stages(asked[index][0])[stage : stage + 1]:
                groups[sides].append(index)
        for sides, group in groups.items():
            found = place_all([asked[index][1] for index in group], changeset(sides))
            for index, outcome in zip(group, found, strict=True):
                best[index] = _better(best[index], outcome)
        open_ = [index for group in groups.values() for index in group if not _is_sure(best[index])]
        stage += 1
    return best


def _better(one: Outcome, other: Outcome) -> Outcome:
    return max(one, other, key=_closeness)


def _closeness(outcome: Outcome) -> tuple[bool, float]:
    if isinstance(outcome, Placement):
        return True, outcome.confidence
    return False, max((each.confidence for each in outcome.nearest), default=0.0)


def _is_sure(outcome: Outcome) -> bool:
    return isinstance(outcome, Placement) and outcome.confidence >= _SURE


def _sides(pairs: Sequence[FilePair]) -> Sides:
    before = {old for old, _ in pairs if old}
    after = {new for _, new in pairs if new}
    return tuple(sorted(before)), tuple(sorted(after))


def _in_order(pair: FilePair) -> tuple[bool, bool, str]:
    """Added and deleted files, then renamed ones, then the others."""
    old, new = pair
    return None not in pair, old == new, _path(pair)


def _path(pair: FilePair) -> str:
    return pair[1] or pair[0] or ""


def _grouped(
    pairs: Iterable[FilePair], key: Callable[[FilePair], str | None]
) -> Mapping[str, list[FilePair]]:
    found: defaultdict[str, list[FilePair]] = defaultdict(list)
    for pair in pairs:
        if (name := key(pair)) is not None:
            found[name].append(pair)
    return found


def _family(path: str) -> str | None:
    """The languages that a definition may move between, such as TypeScript and JavaScript."""
    language = language_for(path)
    return language.kin if language else None


def _name(path: str) -> str:
    return path.rpartition("/")[2]
