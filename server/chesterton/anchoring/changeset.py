"""Two states of the files that one change touched."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from chesterton.anchoring.definition import OWN_NAME, Definition
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
        self._mentions: dict[str, Counter[str]] = {}

    @cached_property
    def places(self) -> Mapping[Place, tuple[Definition, ...]]:
        """Definitions by path and qualified name, in file order."""
        found: defaultdict[Place, list[Definition]] = defaultdict(list)
        for path, parsed in self.files.items():
            for symbol in parsed.outline.symbols:
                found[path, symbol.name].append(Definition(path, symbol, parsed))
        return {place: tuple(equals) for place, equals in found.items()}

    def all(self) -> Iterator[Definition]:
        """Every definition."""
        for equals in self.places.values():
            yield from equals

    def at(self, path: str, name: str) -> tuple[Definition, ...]:
        """The definitions of this name."""
        return self.places.get((path, name), ())

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
            lines = (line for line in self._lines.get(name, ()) if word.search(line))
            self._mentions[name] = Counter(
                "".join(word.sub(OWN_NAME, line).split()) for line in lines
            )
        return self._mentions[name]

    @cached_property
    def _lines(self) -> Mapping[str, list[str]]:
        """The lines that hold a word, but for those that define it."""
        lines: defaultdict[str, list[str]] = defaultdict(list)
        if sum(len(parsed.text.value) for parsed in self.files.values()) > _MOST_TEXT:
            return lines
        for path, parsed in self.files.items():
            for number, line in enumerate(parsed.text.value.split("\n"), 1):
                for word in set(_WORD.findall(line)):
                    if number not in self._defined.get((path, word), ()):
                        lines[word].append(line)
        return lines

    @cached_property
    def _defined(self) -> Mapping[Place, list[int]]:
        """Where a last name is defined: there nobody speaks of it."""
        starts: defaultdict[Place, list[int]] = defaultdict(list)
        for one in self.all():
            starts[one.path, one.last_name].append(one.symbol.line)
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
        return path if path in self.after else self.renames.get(path, path)

    def holders(self, old: Definition) -> tuple[Definition, ...]:
        """The definitions that have its name after the change."""
        return self.new.at(self.target(old.path), old.name)

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """The path before, by path after."""
        return {self.target(path): path for path in self.before}

    def former(self, new: Definition) -> tuple[Definition, ...]:
        """The definitions that had its name before the change."""
        return self.old.at(self.sources.get(new.path, new.path), new.name)
