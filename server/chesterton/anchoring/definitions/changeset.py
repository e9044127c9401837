"""`Changeset`: the files in a change, with their definitions before and after it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from chesterton.anchoring.definitions.definition import OWN_NAME_MARK, Definition
from chesterton.anchoring.definitions.matched_lines import LineMap
from chesterton.anchoring.definitions.renamed_files import is_only_copy
from chesterton.anchoring.definitions.standing import HARDLY_CHANGED, is_standing, word_overlap
from chesterton.model.symbol import Symbol
from chesterton.syntax.outline import Parsed

_MOST_TEXT = 2_000_000
"""Mentions are not counted if the files of one side have more characters than this."""

_WORD = re.compile(r"\w+")

Place = tuple[str, str]  # path and qualified name


class VersionedFiles:
    """The definitions of all files on one side of a change."""

    def __init__(self, files: Mapping[str, Parsed]) -> None:
        self.files = files
        self._by_name: dict[str, Mapping[str, tuple[Definition, ...]]] = {}
        self._mentions: dict[str, Counter[str]] = {}

    def all(self) -> Iterator[Definition]:
        """Every definition."""
        return chain.from_iterable(self.namesakes())

    def namesakes(self) -> Iterator[tuple[Definition, ...]]:
        """All definitions, grouped by file and qualified name."""
        for path in self.files:
            yield from self.namesakes_in(path)

    def namesakes_in(self, path: str) -> Iterable[tuple[Definition, ...]]:
        """The definitions of one file, grouped by qualified name."""
        return self._in(path).values()

    def at(self, path: str, name: str) -> tuple[Definition, ...]:
        """The definitions with this name, in file order. Reads no other file."""
        return self._in(path).get(name, ())

    def _in(self, path: str) -> Mapping[str, tuple[Definition, ...]]:
        """The definitions of a file by qualified name."""
        if path not in self._by_name:
            parsed = self.files.get(path)
            by_name: defaultdict[str, list[Definition]] = defaultdict(list)
            if parsed is not None:
                for symbol in parsed.outline.symbols:
                    by_name[symbol.name].append(Definition(path, symbol, parsed))
            self._by_name[path] = {name: tuple(namesakes) for name, namesakes in by_name.items()}
        return self._by_name[path]

    def find(self, path: str, symbol: Symbol) -> Definition | None:
        """The definition with the identity of `symbol`."""
        namesakes = self.at(path, symbol.name)
        return next((one for one in namesakes if one.symbol.key == symbol.key), None)

    def mentions(self, name: str) -> Counter[str]:
        """The lines that mention a name, without white space and with the name masked.

        Empty if the files are so large that the scan would take noticeably long.
        """
        if name not in self._mentions:
            word = re.compile(rf"\b{re.escape(name)}\b")
            lines = self._lines_with(name) if self._words[name] else ()
            matching = (line for line in lines if word.search(line))
            self._mentions[name] = Counter(
                "".join(word.sub(OWN_NAME_MARK, line).split()) for line in matching
            )
        return self._mentions[name]

    def _lines_with(self, name: str) -> Iterator[str]:
        """The lines that contain the name as a substring, except those that define it."""
        for path, parsed in self.files.items():
            defined = self._definition_lines.get((path, name), ())
            for start, line in _lines_of(parsed.text.value, name):
                if start not in defined:
                    yield line

    @cached_property
    def _words(self) -> Counter[str]:
        """The number of occurrences of each word in all files."""
        texts = [parsed.text.value for parsed in self.files.values()]
        if sum(map(len, texts)) > _MOST_TEXT:
            return Counter()
        return Counter(chain.from_iterable(map(_WORD.findall, texts)))

    @cached_property
    def _definition_lines(self) -> Mapping[Place, set[int]]:
        """The start offsets of the lines that define a last name, by path and name."""
        starts: defaultdict[Place, set[int]] = defaultdict(set)
        for definition in self.all():
            name_start = definition.symbol.name_span.start
            line_start = definition.parsed.text.value.rfind("\n", 0, name_start) + 1
            starts[definition.path, definition.last_name].add(line_start)
        return starts


@dataclass(frozen=True)
class Changeset:
    """The files touched by a change. `after` does not contain the files it deleted."""

    before: Mapping[str, Parsed]
    after: Mapping[str, Parsed]
    renames: Mapping[str, str]  #: old path to new path, as reported by git

    @cached_property
    def old(self) -> VersionedFiles:
        """The definitions before the change."""
        return VersionedFiles(self.before)

    @cached_property
    def new(self) -> VersionedFiles:
        """The definitions after the change."""
        return VersionedFiles(self.after)

    def path_after(self, path: str) -> str:
        """The path of a file after the change."""
        if path not in self._targets:
            target = self.renames.get(path, path)
            is_same = (
                path in self.after
                or target == path
                or not is_only_copy(self.before, self.after, path, target)
            )
            self._targets[path] = path if is_same else target
        return self._targets[path]

    @cached_property
    def surviving_paths(self) -> list[str]:
        """The old paths of files that still exist, perhaps renamed; other files are not read."""
        origins: defaultdict[str, list[str]] = defaultdict(list)
        for old, new in self.renames.items():
            origins[new].append(old)
        pairs = ((old, new) for new in self.after for old in (new, *origins[new]))
        return sorted(
            {old for old, new in pairs if old in self.before and self.path_after(old) == new}
        )

    def namesakes_after(self, old: Definition) -> tuple[Definition, ...]:
        """The definitions with the same name in the same file after the change."""
        if old not in self._namesakes_after:
            namesakes = self.old.at(old.path, old.name)
            candidates = self.new.at(self.path_after(old.path), old.name)
            self._namesakes_after[old] = _counterparts(old.kind_group, namesakes, candidates)
        return self._namesakes_after[old]

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Old paths by new path."""
        return {self.path_after(path): path for path in self.surviving_paths}

    def namesakes_before(self, new: Definition) -> tuple[Definition, ...]:
        """The definitions with the same name in the same file before the change."""
        if new not in self._namesakes_before:
            namesakes = self.new.at(new.path, new.name)
            candidates = self.old.at(self.sources.get(new.path, new.path), new.name)
            self._namesakes_before[new] = _counterparts(new.kind_group, namesakes, candidates)
        return self._namesakes_before[new]

    def removed_mentions(self, name: str) -> Counter[str]:
        """The lines that no longer mention a name."""
        if name not in self._removed_mentions:
            self._removed_mentions[name] = self.old.mentions(name) - self.new.mentions(name)
        return self._removed_mentions[name]

    def added_mentions(self, name: str) -> Counter[str]:
        """The lines that mention a name and did not mention it before."""
        if name not in self._added_mentions:
            self._added_mentions[name] = self.new.mentions(name) - self.old.mentions(name)
        return self._added_mentions[name]

    def unchanged_namesake(self, old: Definition) -> Definition | None:
        """The definition with the same name and the same text after the change."""
        place = old.path, old.name, old.kind_group
        if place not in self._twins:
            namesakes = _of_family(old.kind_group, self.old.at(old.path, old.name))
            self._twins[place] = self._pair_unchanged(namesakes, self.namesakes_after(old))
        return self._twins[place].get(old)

    def is_standing(self, old: Definition) -> bool:
        """Whether the only namesake is the same definition, judging by its file alone."""
        if old not in self._standing:
            self._standing[old] = self._stands(old)
        return self._standing[old]

    def stands_inside(self, old: Definition) -> bool:
        """Whether all enclosing containers are the same, judging by the file alone."""
        outer = next(iter(self.old.at(old.path, old.container)), None) if old.container else None
        return outer is None or self.is_standing(outer)

    def _stands(self, old: Definition) -> bool:
        namesakes = self.namesakes_after(old)
        if len(namesakes) != 1 or len(self.namesakes_before(namesakes[0])) != 1:
            return False
        if not self.stands_inside(old):
            return False
        new, others = namesakes[0], self._arrived(old.path)
        if old.symbol.is_container and word_overlap(old, new) < HARDLY_CHANGED:
            others = [*others, *self._new_containers]
        return is_standing(old, new, self._left(old.path), others)

    @cached_property
    def _new_containers(self) -> Sequence[Definition]:
        """The containers, in all files, whose names are new in their file."""
        return [
            new
            for new in self.new.all()
            if new.symbol.is_container and not self.namesakes_before(new)
        ]

    def _left(self, path: str) -> Sequence[Definition]:
        """The definitions of an old file whose names are gone or now belong to other text."""
        if path not in self._left_in:
            self._left_in[path] = [
                group[0]
                for group in self.old.namesakes_in(path)
                if _is_changed(group, self.namesakes_after(group[0]))
            ]
        return self._left_in[path]

    def _arrived(self, path: str) -> Sequence[Definition]:
        """The definitions in a file's new version that were added or changed."""
        if path not in self._arrived_in:
            self._arrived_in[path] = [
                group[0]
                for group in self.new.namesakes_in(self.path_after(path))
                if _is_changed(group, self.namesakes_before(group[0]))
            ]
        return self._arrived_in[path]

    def lines(self, path: str) -> LineMap | None:
        """The line map of an old file; None if it was deleted."""
        if path not in self._lines:
            before, after = self.before.get(path), self.after.get(self.path_after(path))
            self._lines[path] = LineMap(before, after) if before and after else None
        return self._lines[path]

    @cached_property
    def _targets(self) -> dict[str, str]:
        return {}

    @cached_property
    def _namesakes_after(self) -> dict[Definition, tuple[Definition, ...]]:
        return {}

    @cached_property
    def _namesakes_before(self) -> dict[Definition, tuple[Definition, ...]]:
        return {}

    @cached_property
    def _removed_mentions(self) -> dict[str, Counter[str]]:
        return {}

    @cached_property
    def _added_mentions(self) -> dict[str, Counter[str]]:
        return {}

    @cached_property
    def _lines(self) -> dict[str, LineMap | None]:
        return {}

    @cached_property
    def _standing(self) -> dict[Definition, bool]:
        return {}

    @cached_property
    def _left_in(self) -> dict[str, Sequence[Definition]]:
        return {}

    @cached_property
    def _arrived_in(self) -> dict[str, Sequence[Definition]]:
        return {}

    @cached_property
    def _twins(self) -> dict[tuple[str, str, str], Mapping[Definition, Definition]]:
        return {}

    def _pair_unchanged(
        self, olds: tuple[Definition, ...], news: tuple[Definition, ...]
    ) -> Mapping[Definition, Definition]:
        """Pairs definitions with the same text; if there are several, by position."""
        pairs = [(old, new) for old in olds for new in news if old.text == new.text]
        if len(pairs) > 1:
            pairs.sort(key=lambda pair: self._position_match(*pair), reverse=True)
        paired: dict[Definition, Definition] = {}
        taken: set[Definition] = set()
        for old, new in pairs:
            if old not in paired and new not in taken:
                paired[old] = new
                taken.add(new)
        return paired

    def _position_match(self, old: Definition, new: Definition) -> tuple[bool, float, bool]:
        lines = self.lines(old.path)
        same = old.symbol.ordinal == new.symbol.ordinal
        if lines is None:
            return False, 0.0, same
        return lines.is_name_line_kept(old, new), lines.kept_share(old, new), same


def _is_changed(group: tuple[Definition, ...], counterparts: tuple[Definition, ...]) -> bool:
    is_one = len(group) == len(counterparts) == 1
    return not counterparts or (is_one and group[0].text != counterparts[0].text)


def _lines_of(text: str, part: str) -> Iterator[tuple[int, str]]:
    """The lines that contain a substring, with their start offsets."""
    at = text.find(part)
    while at >= 0:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = end if end >= 0 else len(text)
        yield start, text[start:end]
        at = text.find(part, end)


def _of_family(family: str, definitions: tuple[Definition, ...]) -> tuple[Definition, ...]:
    return tuple(definition for definition in definitions if definition.kind_group == family)


def _counterparts(
    family: str, namesakes: tuple[Definition, ...], candidates: tuple[Definition, ...]
) -> tuple[Definition, ...]:
    """The candidates of the same family: a struct and its impl blocks share a name.

    If there are none, those of families without a namesake, because the kind may have changed.
    """
    own = _of_family(family, candidates)
    if own:
        return own
    families = {definition.kind_group for definition in namesakes}
    return tuple(definition for definition in candidates if definition.kind_group not in families)
