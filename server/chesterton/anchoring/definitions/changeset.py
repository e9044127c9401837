"""The files touched by a change, before and after, with their definitions."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from chesterton.anchoring.definitions.definition import OWN_NAME, Definition
from chesterton.anchoring.definitions.matched_lines import LineMap
from chesterton.model.symbol import Symbol
from chesterton.syntax.outline import Parsed

_MOST_TEXT = 2_000_000
"""Characters of one side beyond which nobody looks at who speaks of what."""

_WORD = re.compile(r"\w+")

Place = tuple[str, str]  # path and qualified name


class Side:
    """The definitions of all files, before or after."""

    def __init__(self, files: Mapping[str, Parsed]) -> None:
        self.files = files
        self._by_name: dict[str, Mapping[str, tuple[Definition, ...]]] = {}
        self._mentions: dict[str, Counter[str]] = {}

    def all(self) -> Iterator[Definition]:
        """Every definition."""
        return chain.from_iterable(self.namesakes())

    def namesakes(self) -> Iterator[tuple[Definition, ...]]:
        """Every definition, together with those of its file that have its name."""
        for path in self.files:
            yield from self.namesakes_in(path)

    def namesakes_in(self, path: str) -> Iterable[tuple[Definition, ...]]:
        """The same of one file."""
        return self._in(path).values()

    def at(self, path: str, name: str) -> tuple[Definition, ...]:
        """The definitions of this name, in file order; no other file is read for it."""
        return self._in(path).get(name, ())

    def _in(self, path: str) -> Mapping[str, tuple[Definition, ...]]:
        """The definitions of a file by qualified name."""
        if path not in self._by_name:
            parsed = self.files.get(path)
            found: defaultdict[str, list[Definition]] = defaultdict(list)
            if parsed is not None:
                for symbol in parsed.outline.symbols:
                    found[symbol.name].append(Definition(path, symbol, parsed))
            self._by_name[path] = {name: tuple(equals) for name, equals in found.items()}
        return self._by_name[path]

    def find(self, path: str, symbol: Symbol) -> Definition | None:
        """The definition with the identity of `symbol`."""
        return next(
            (one for one in self.at(path, symbol.name) if one.symbol.key == symbol.key), None
        )

    def mentions(self, name: str) -> Counter[str]:
        """The lines that speak of a name, without white space, and without the name itself.

        Nothing where the files are so many that reading all of them would be felt.
        """
        if name not in self._mentions:
            word = re.compile(rf"\b{re.escape(name)}\b")
            lines = self._lines_with(name) if self._words[name] else ()
            spoken = (line for line in lines if word.search(line))
            self._mentions[name] = Counter(
                "".join(word.sub(OWN_NAME, line).split()) for line in spoken
            )
        return self._mentions[name]

    def _lines_with(self, name: str) -> Iterator[str]:
        """The lines that hold the letters of a name, but for those that define it."""
        for path, parsed in self.files.items():
            defined = self._defined.get((path, name), ())
            for start, line in _lines_of(parsed.text.value, name):
                if start not in defined:
                    yield line

    @cached_property
    def _words(self) -> Counter[str]:
        """How often each word is written, in all files."""
        texts = [parsed.text.value for parsed in self.files.values()]
        if sum(map(len, texts)) > _MOST_TEXT:
            return Counter()
        return Counter(chain.from_iterable(map(_WORD.findall, texts)))

    @cached_property
    def _defined(self) -> Mapping[Place, set[int]]:
        """On which lines a last name is defined, by their starts: there nobody speaks of it."""
        starts: defaultdict[Place, set[int]] = defaultdict(set)
        for one in self.all():
            at = one.symbol.name_span.start
            starts[one.path, one.last_name].add(one.parsed.text.value.rfind("\n", 0, at) + 1)
        return starts


@dataclass(frozen=True)
class Changeset:
    """What one change made of the files it touched. `after` lacks the files it deleted."""

    before: Mapping[str, Parsed]
    after: Mapping[str, Parsed]
    renames: Mapping[str, str]  #: old path to new path, as git tells

    @cached_property
    def old(self) -> Side:
        """The definitions before."""
        return Side(self.before)

    @cached_property
    def new(self) -> Side:
        """The definitions after."""
        return Side(self.after)

    def target(self, path: str) -> str:
        """Where a file is after the change."""
        if path not in self._targets:
            self._targets[path] = path if path in self.after else self.renames.get(path, path)
        return self._targets[path]

    @cached_property
    def staying(self) -> list[str]:
        """The files before that are there after, perhaps elsewhere; the others are not read."""
        origins: defaultdict[str, list[str]] = defaultdict(list)
        for old, new in self.renames.items():
            origins[new].append(old)
        pairs = ((old, new) for new in self.after for old in (new, *origins[new]))
        return sorted({old for old, new in pairs if old in self.before and self.target(old) == new})

    def holders(self, old: Definition) -> tuple[Definition, ...]:
        """The definitions that have its name after the change."""
        if old not in self._holders:
            equals = self.old.at(old.path, old.name)
            others = self.new.at(self.target(old.path), old.name)
            self._holders[old] = _heirs(old.family, equals, others)
        return self._holders[old]

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """The path before, by path after, of what is there after."""
        return {self.target(path): path for path in self.staying}

    def former(self, new: Definition) -> tuple[Definition, ...]:
        """The definitions that had its name before the change."""
        if new not in self._former:
            equals = self.new.at(new.path, new.name)
            others = self.old.at(self.sources.get(new.path, new.path), new.name)
            self._former[new] = _heirs(new.family, equals, others)
        return self._former[new]

    def silenced(self, name: str) -> Counter[str]:
        """The lines that spoke of a name and do not any more."""
        if name not in self._silenced:
            self._silenced[name] = self.old.mentions(name) - self.new.mentions(name)
        return self._silenced[name]

    def voiced(self, name: str) -> Counter[str]:
        """The lines that speak of a name and did not before."""
        if name not in self._voiced:
            self._voiced[name] = self.new.mentions(name) - self.old.mentions(name)
        return self._voiced[name]

    def twin(self, old: Definition) -> Definition | None:
        """The definition that has its name and reads the same after the change."""
        place = old.path, old.name, old.family
        if place not in self._twins:
            equals = _of(old.family, self.old.at(old.path, old.name))
            self._twins[place] = self._paired(equals, self.holders(old))
        return self._twins[place].get(old)

    def lines(self, path: str) -> LineMap | None:
        """Which line became which, for a file of before; None where it is gone."""
        if path not in self._lines:
            before, after = self.before.get(path), self.after.get(self.target(path))
            self._lines[path] = LineMap(before, after) if before and after else None
        return self._lines[path]

    @cached_property
    def _targets(self) -> dict[str, str]:
        return {}

    @cached_property
    def _holders(self) -> dict[Definition, tuple[Definition, ...]]:
        return {}

    @cached_property
    def _former(self) -> dict[Definition, tuple[Definition, ...]]:
        return {}

    @cached_property
    def _silenced(self) -> dict[str, Counter[str]]:
        return {}

    @cached_property
    def _voiced(self) -> dict[str, Counter[str]]:
        return {}

    @cached_property
    def _lines(self) -> dict[str, LineMap | None]:
        return {}

    @cached_property
    def _twins(self) -> dict[tuple[str, str, str], Mapping[Definition, Definition]]:
        return {}

    def _paired(
        self, olds: tuple[Definition, ...], news: tuple[Definition, ...]
    ) -> Mapping[Definition, Definition]:
        """Those that read the same, two by two; of several the ones that stand where they stood."""
        pairs = [(old, new) for old in olds for new in news if old.text == new.text]
        if len(pairs) > 1:
            pairs.sort(key=lambda pair: self._nearness(*pair), reverse=True)
        found: dict[Definition, Definition] = {}
        taken: set[Definition] = set()
        for old, new in pairs:
            if old not in found and new not in taken:
                found[old] = new
                taken.add(new)
        return found

    def _nearness(self, old: Definition, new: Definition) -> tuple[bool, float, bool]:
        lines = self.lines(old.path)
        same = old.symbol.ordinal == new.symbol.ordinal
        if lines is None:
            return False, 0.0, same
        return lines.is_in_line(old, new), lines.follows(old, new), same


def _lines_of(text: str, part: str) -> Iterator[tuple[int, str]]:
    """Where each line starts that holds the part, and the line."""
    at = text.find(part)
    while at >= 0:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = end if end >= 0 else len(text)
        yield start, text[start:end]
        at = text.find(part, end)


def _of(family: str, ones: tuple[Definition, ...]) -> tuple[Definition, ...]:
    return tuple(one for one in ones if one.family == family)


def _heirs(
    family: str, equals: tuple[Definition, ...], others: tuple[Definition, ...]
) -> tuple[Definition, ...]:
    """Of the others those of the family: a struct and what is implemented for it share a name.

    Where there is none it may have become something else, unless that has equals of its own.
    """
    own = _of(family, others)
    if own:
        return own
    families = {one.family for one in equals}
    return tuple(one for one in others if one.family not in families)
