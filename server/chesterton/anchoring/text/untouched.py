"""Proves from a line diff, without parsing, that an edit did not touch a definition.

If that cannot be proven, both versions have to be parsed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from chesterton.anchoring.text import fuzzy
from chesterton.anchoring.text.mention import line_may_define
from chesterton.model.hidden_characters import may_be_escaped
from chesterton.model.symbol import Symbol
from chesterton.syntax.language_rules import words
from chesterton.syntax.outline import Parsed

_BRACES = words("javascript typescript typescriptreact go rust java c cpp csharp php kotlin swift")
_INDENTED = frozenset({"python"})
_LONGEST = 30_000
_CLOSING = {")": "(", "]": "[", "}": "{", "*/": "/*"}
_CONTAINING = frozenset({"{", "}"})
_BRACKET = re.compile(r"[()\[\]{}]|/\*|\*/")
_WORD = re.compile(r"\w+")

_DELIMITERS = {
    "python": ('"""', "'''"),
    "javascript": ("`",),
    "typescript": ("`",),
    "typescriptreact": ("`",),
    "go": ("`",),
    "java": ('"""',),
    "rust": ('"',),
}
"""Delimiters of multi-line text; any other quote ends on its line."""

_ANY_DELIMITERS = ('"', "'", "`")


class LineDiff:
    """A line diff between two versions of a file."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        self.before = before
        self.after = after

    @cached_property
    def unchanged_ranges(self) -> Sequence[tuple[int, int, int]]:
        """Ranges of equal lines: their start, end, and how far they moved."""
        head = _common(self.before, self.after)
        tail = _common(self.before[head:][::-1], self.after[head:][::-1])
        first, last = self.before[head : len(self.before) - tail], len(self.after) - tail
        ranges = [(0, head, 0)]
        if max(len(first), last - head) <= _LONGEST:
            steps = fuzzy.opcodes(first, self.after[head:last])
            ranges += [
                (head + one.src_start, head + one.src_end, one.dest_start - one.src_start)
                for one in steps
                if one.tag == "equal"
            ]
        ranges.append((len(self.before) - tail, len(self.before), last - len(self.before) + tail))
        return ranges

    @cached_property
    def changes(self) -> Sequence[tuple[int, Sequence[str], Sequence[str]]]:
        """The hunks: position in `before`, removed lines, added lines."""
        hunks = []
        start, new_end = 0, 0
        for first, last, shift in [
            *self.unchanged_ranges,
            (len(self.before), len(self.before), None),
        ]:
            new_start = first + shift if shift is not None else len(self.after)
            if first > start or new_start > new_end:
                hunks.append((start, self.before[start:first], self.after[new_end:new_start]))
            start, new_end = last, last + (shift or 0)
        return hunks

    @cached_property
    def words(self) -> Mapping[str, Sequence[str]]:
        """The changed lines, indexed by the words on them."""
        by_word: defaultdict[str, list[str]] = defaultdict(list)
        for _, removed, added in self.changes:
            for line in (*removed, *added):
                for word in set(_WORD.findall(line)):
                    by_word[word].append(line)
        return by_word

    def block_shift(self, start: int, end: int) -> int | None:
        """How far these lines moved as a block; None if any of them changed."""
        for first, last, shift in self.unchanged_ranges:
            if first <= start and end <= last:
                return shift
        return None


@dataclass(frozen=True, slots=True)
class DefinitionLines:
    """The 0-based lines of a definition and of the names of its containers."""

    start: int
    end: int
    container_name_lines: tuple[int, ...]
    words: frozenset[str]
    language: str

    @staticmethod
    def of(parsed: Parsed, symbol: Symbol) -> "DefinitionLines | None":
        """The lines; None if the language uses neither brackets nor indentation."""
        language = parsed.language.id if parsed.language else ""
        if language not in _BRACES | _INDENTED or may_be_escaped(symbol.name):
            return None
        containers = list(_containers(parsed, symbol))
        words = {word for one in (symbol, *containers) for word in _WORD.findall(one.last_name)}
        heads = tuple(container.line - 1 for container in containers)
        return DefinitionLines(
            symbol.first_line - 1, symbol.end_line, heads, frozenset(words), language
        )

    def after(self, edit: LineDiff) -> "DefinitionLines | None":
        """The lines after the edit; None unless the edit certainly left them untouched."""
        last = min(self.end + 1, len(edit.before))
        shift = edit.block_shift(max(0, self.start - 1), last)
        heads = [edit.block_shift(line, line + 1) for line in self.container_name_lines]
        if shift is None or None in heads or not self.words or self._may_be_defined_in(edit):
            return None
        if not all(self._is_harmless(edit, *change) for change in edit.changes):
            return None
        moved = replace(
            self,
            start=self.start + shift,
            end=self.end + shift,
            container_name_lines=tuple(
                line + (by or 0) for line, by in zip(self.container_name_lines, heads, strict=True)
            ),
        )
        return None if self.language in _INDENTED and moved.is_continued_by(edit.after) else moved

    def _may_be_defined_in(self, edit: LineDiff) -> bool:
        """Whether a definition of its name, or a container's, may have been added or removed."""
        return any(
            line_may_define(line, word, self.language)
            for word in self.words
            for line in edit.words.get(word, ())
        )

    def _is_harmless(self, edit: LineDiff, at: int, old: Sequence[str], new: Sequence[str]) -> bool:
        """Whether a hunk leaves the enclosing containers intact."""
        if at >= self.end:
            return True
        open_ = self._unbalanced(old)
        if open_ is None or open_ != self._unbalanced(new):
            return False
        if self.language not in _INDENTED:
            return not any(line.lstrip().startswith("#") for line in (*old, *new))
        depths = [_depth(edit.before[head]) for head in self.container_name_lines if head < at]
        lines = [line for line in (*old, *new) if line.strip()]
        return all(_depth(line) > depth for line in lines for depth in depths)

    def _unbalanced(self, lines: Sequence[str]) -> tuple[str, ...] | None:
        """The unbalanced delimiters of the lines; None if they may belong to a container."""
        left = _unbalanced(lines, _DELIMITERS.get(self.language, _ANY_DELIMITERS))
        return None if self.language not in _INDENTED and _CONTAINING & {*left} else left

    def is_continued_by(self, lines: Sequence[str]) -> bool:
        """Whether the lines below belong to the definition."""
        following = next((line for line in lines[self.end :] if line.strip()), "")
        return bool(following) and _depth(following) > _depth(lines[self.start])


def _containers(parsed: Parsed, symbol: Symbol) -> Iterable[Symbol]:
    outer = parsed.outline.parent(symbol)
    while outer is not None:
        yield outer
        outer = parsed.outline.parent(outer)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the common prefix."""
    pairs = enumerate(zip(one, other, strict=False))
    differing = (index for index, (mine, yours) in pairs if mine != yours)
    return next(differing, min(len(one), len(other)))


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _unbalanced(lines: Sequence[str], delimiters: Sequence[str]) -> tuple[str, ...]:
    """The unbalanced brackets and delimiters of these lines."""
    text = "\n".join(lines)
    if "\\\n" in f"{text}\n":
        delimiters = _ANY_DELIMITERS  # a string may continue on the next line
    left: list[str] = []
    for sign in _BRACKET.findall(text):
        if sign in _CLOSING and left[-1:] == [_CLOSING[sign]]:
            left.pop()
        else:
            left.append(sign)
    return (*left, *(delimiter for delimiter in delimiters if text.count(delimiter) % 2))
