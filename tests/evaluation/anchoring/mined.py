"""Finds moves, renames and deletions in real histories by rules that leave no doubt.

    python -m tests.evaluation.anchoring.mined GIT_DIR SUFFIX OUT [--changes 60] [--seed 1]

Nothing of the product's placing is asked. A definition whose name is gone *went* to the one that
has its very words, if these stand once before and once after; or, edited, to the one that has most
of its words and its name or its place, if nothing else in the commit is half as like it. It was
*deleted* where nothing in the commit shares 40 % of its words in their order, nor its lines.
OUT gets changes as `cases` describes them.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel

from chesterton.model.symbol import Symbol
from chesterton.syntax.outline import Parsed
from tests.evaluation.anchoring.generate import write
from tests.evaluation.anchoring.history import FileChange, History
from tests.evaluation.anchoring.project import arguments, name_of

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SMALLEST = 20  #: tokens: what is shorter says too little
_MOST_FILES = 25
_SAME, _OTHER, _NOTHING = 0.7, 0.5, 0.4
_BYSTANDERS = 3


@dataclass(frozen=True, eq=False)
class One:
    """A definition on one side of a commit."""

    path: str
    symbol: Symbol
    parsed: Parsed

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """What is written, without the own name."""
        own = self.symbol.last_name
        found = _TOKEN.findall(self.parsed.source(self.symbol))
        return tuple("@" if token == own else token for token in found)

    @property
    def home(self) -> tuple[str, str]:
        """The file and what it stands in."""
        return self.path, self.symbol.name.rpartition(".")[0]

    @property
    def lines(self) -> frozenset[str]:
        """Its longer lines."""
        lines = map(str.strip, self.parsed.source(self.symbol).split("\n")[1:])
        return frozenset(line for line in lines if len(line) > 15)

    def told(self) -> dict[str, Any]:
        """Where it is."""
        at = self.symbol
        return {"path": self.path, "line": at.line, "end_line": at.end_line, "name": at.last_name}


class Commit:
    """Both sides of a commit, in the files that it touched."""

    def __init__(
        self,
        before: Sequence[One],
        after: Sequence[One],
        names: Mapping[str, str],
        held: Iterable[tuple[str, str]],
    ):
        self.before, self.after = before, after
        self.target = names  #: path before to path after
        self._held = frozenset(held)  #: paths and names after, those of constants among them
        self._had = {(names.get(one.path, ""), one.symbol.name) for one in before}
        self._words = Counter(one.tokens for one in before), Counter(one.tokens for one in after)

    def truths(self, chance: random.Random) -> list[dict[str, Any]]:
        """What is sure, and some that stay where they are."""
        once = Counter((one.path, one.symbol.name) for one in self.before)
        asked = [
            one
            for one in self.before
            if len(one.tokens) >= _SMALLEST and once[one.path, one.symbol.name] == 1
        ]
        gone = [one for one in asked if not self.is_held(one)]
        found = [told for one in gone if (told := self._fate(one))]
        edited = [told for one in asked if self.is_held(one) and (told := self._edited(one))]
        return found and found + chance.sample(edited, min(_BYSTANDERS, len(edited)))

    def is_held(self, one: One) -> bool:
        """Whether its name stands in its file still."""
        return (self.target.get(one.path, ""), one.symbol.name) in self._held

    def _fate(self, one: One) -> dict[str, Any] | None:
        equal = [other for other in self.after if other.tokens == one.tokens]
        if equal:
            is_sure = len(equal) == self._words[0][one.tokens] == 1 and self._is_new(equal[0])
            return self._went(one, equal[0], "") if is_sure else None
        shares = sorted(((alike(one, other), at) for at, other in enumerate(self.after)))[::-1][:2]
        best, second = (*(share for share, _ in shares), 0.0, 0.0)[:2]
        if best < _NOTHING and not self._is_spoken(one):
            return _record(one, "deleted", None)
        other = self.after[shares[0][1]] if shares else None
        if other is None or best < _SAME or second >= _OTHER or not self._is_new(other):
            return None
        home = self.target.get(one.home[0], ""), one.home[1]
        is_known = other.symbol.last_name == one.symbol.last_name or other.home == home
        return self._went(one, other, ", edited") if is_known else None

    def _is_new(self, other: One) -> bool:
        return (other.path, other.symbol.name) not in self._had

    def _is_spoken(self, one: One) -> bool:
        """Whether its name or its lines come up in anything new."""
        names = {other.symbol.last_name for other in self.after if self._is_new(other)}
        lines = {line for other in self.after for line in other.lines}
        shared = len(one.lines & lines) / max(1, len(one.lines))
        return one.symbol.last_name in names or shared > _NOTHING

    def _went(self, one: One, other: One, edited: str) -> dict[str, Any]:
        home = self.target.get(one.home[0], ""), one.home[1]
        done = ["moved"] * (other.home != home)
        done += ["renamed"] * (other.symbol.last_name != one.symbol.last_name)
        return _record(one, ", ".join(done) + edited if done else f"stays{edited}", other)

    def _edited(self, one: One) -> dict[str, Any] | None:
        place = self.target.get(one.path, ""), one.symbol.name
        held = [other for other in self.after if (other.path, other.symbol.name) == place]
        is_one = len(held) == 1 and held[0].tokens != one.tokens
        return _record(one, "edited", held[0]) if is_one and alike(one, held[0]) > _SAME else None


def alike(one: One, other: One) -> float:
    """How many of the words stand in the same order."""
    return Indel.normalized_similarity(one.tokens, other.tokens, score_cutoff=_NOTHING / 2)


def _record(one: One, done: str, other: One | None) -> dict[str, Any]:
    at = one.symbol
    told = {"path": one.path, "line": at.line, "end_line": at.end_line, "symbol": at.name}
    return {"done": done, **told, "after": other.told() if other else None}


def commits(history: History, suffix: str) -> Iterator[tuple[Commit, list[dict[str, str]]]]:
    """The commits that touch few enough files, newest first, with the files of both sides."""
    line = history.mainline()
    for commit, changes in reversed(list(history.changes(line[0], line[-1]))):
        ours = [one for one in changes if (one.new or one.old or "").endswith(suffix)]
        if ours and len(ours) <= _MOST_FILES and commit:
            yield read(history, ours)


def read(history: History, changes: Sequence[FileChange]) -> tuple[Commit, list[dict[str, str]]]:
    """Both sides of what a commit did to some files."""
    sides = [_side(history, changes, is_old=True), _side(history, changes, is_old=False)]
    names = {one.old: one.new for one in changes if one.old and one.new}
    ones = [
        [One(path, symbol, parsed) for path, parsed in side.items() for symbol in _code(parsed)]
        for side in sides
    ]
    texts = [{path: parsed.text.value for path, parsed in side.items()} for side in sides]
    held = [(path, one.name) for path, parsed in sides[1].items() for one in parsed.outline.symbols]
    return Commit(ones[0], ones[1], names, held), texts


def _side(history: History, changes: Sequence[FileChange], *, is_old: bool) -> dict[str, Parsed]:
    wanted = [(one.old, one.old_blob) if is_old else (one.new, one.blob) for one in changes]
    found = {path: history.parsed(blob, path) for path, blob in wanted if path}
    return {path: parsed for path, parsed in found.items() if parsed}


def _code(parsed: Parsed) -> Iterator[Symbol]:
    for one in parsed.outline.symbols:
        if one.kind.value in {"function", "method"} or one.is_container:
            yield one


def main() -> None:
    """As told above."""
    parser = arguments(__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--changes", type=int, default=60)
    parser.add_argument("--most", type=int, default=12, help="definitions of one commit")
    options = parser.parse_args()
    history, chance = History(options.git_dir), random.Random(options.seed)
    name, written = name_of(options.git_dir), 0
    for commit, (before, after) in commits(history, options.suffix):
        truths = commit.truths(chance)
        if truths:
            some = chance.sample(truths, min(options.most, len(truths)))
            write((before, after, some), options.out / f"{name}-{options.suffix[1:]}-{written}")
            written += 1
        if written == options.changes:
            return


if __name__ == "__main__":
    main()
