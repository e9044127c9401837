"""Proves from the changed lines, without parsing, that an edit left a definition untouched.

Without a proof, both versions have to be parsed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from chesterton.anchoring.text import fuzzy
from chesterton.anchoring.text.mention import may_define
from chesterton.model.symbol import Symbol
from chesterton.syntax.outline import Parsed

_BRACES = frozenset(
    {
        "javascript",
        "typescript",
        "typescriptreact",
        "go",
        "rust",
        "java",
        "c",
        "cpp",
        "csharp",
        "php",
        "kotlin",
        "swift",
    }
)
_INDENTED = frozenset({"python"})
_LONGEST = 30_000
_CLOSING = {")": "(", "]": "[", "}": "{", "*/": "/*"}
_CONTAINING = frozenset({"{", "}"})
_BRACKET = re.compile(r"[()\[\]{}]|/\*|\*/")
_WORD = re.compile(r"\w+")

_MARKS = {
    "python": ('"""', "'''"),
    "javascript": ("`",),
    "typescript": ("`",),
    "typescriptreact": ("`",),
    "go": ("`",),
    "java": ('"""',),
    "rust": ('"',),
}
"""What begins and ends text over several lines: any other quote ends on its line."""

_ANY_MARKS = ('"', "'", "`")


class Edit:
    """How the lines of a file became others."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        self.before = before
        self.after = after

    @cached_property
    def kept(self) -> Sequence[tuple[int, int, int]]:
        """Stretches of equal lines: where they start and end, and by how much they moved."""
        head = _common(self.before, self.after)
        tail = _common(self.before[head:][::-1], self.after[head:][::-1])
        first, last = self.before[head : len(self.before) - tail], len(self.after) - tail
        found = [(0, head, 0)]
        if max(len(first), last - head) <= _LONGEST:
            steps = fuzzy.opcodes(first, self.after[head:last])
            found += [
                (head + one.src_start, head + one.src_end, one.dest_start - one.src_start)
                for one in steps
                if one.tag == "equal"
            ]
        found.append((len(self.before) - tail, len(self.before), last - len(self.before) + tail))
        return found

    @cached_property
    def changes(self) -> Sequence[tuple[int, Sequence[str], Sequence[str]]]:
        """Where in `before`, the lines that went, and the lines that came."""
        found = []
        start, came = 0, 0
        for first, last, shift in [*self.kept, (len(self.before), len(self.before), None)]:
            today = first + shift if shift is not None else len(self.after)
            if first > start or today > came:
                found.append((start, self.before[start:first], self.after[came:today]))
            start, came = last, last + (shift or 0)
        return found

    @cached_property
    def words(self) -> Mapping[str, Sequence[str]]:
        """The changed lines by the words on them."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for _, went, came in self.changes:
            for line in (*went, *came):
                for word in set(_WORD.findall(line)):
                    found[word].append(line)
        return found

    def moved(self, start: int, end: int) -> int | None:
        """By how much these lines moved together; None where any of them changed."""
        for first, last, shift in self.kept:
            if first <= start and end <= last:
                return shift
        return None


@dataclass(frozen=True, slots=True)
class Stand:
    """The lines of a definition and of the names of what it stands in, counted from 0."""

    start: int
    end: int
    heads: tuple[int, ...]
    words: frozenset[str]
    language: str

    @staticmethod
    def of(parsed: Parsed, symbol: Symbol) -> "Stand | None":
        """None where a language is not told by brackets or by indentation."""
        language = parsed.language.id if parsed.language else ""
        if language not in _BRACES | _INDENTED:
            return None
        outer = list(_outer(parsed, symbol))
        words = {word for one in (symbol, *outer) for word in _WORD.findall(one.last_name)}
        heads = tuple(one.line - 1 for one in outer)
        return Stand(symbol.first_line - 1, symbol.end_line, heads, frozenset(words), language)

    def after(self, edit: Edit) -> "Stand | None":
        """Where it stands after an edit that surely left it alone."""
        last = min(self.end + 1, len(edit.before))
        shift = edit.moved(max(0, self.start - 1), last)
        heads = [edit.moved(line, line + 1) for line in self.heads]
        if shift is None or None in heads or not self.words or self._is_named_in(edit):
            return None
        if not all(self._is_harmless(edit, *change) for change in edit.changes):
            return None
        moved = replace(
            self,
            start=self.start + shift,
            end=self.end + shift,
            heads=tuple(line + (by or 0) for line, by in zip(self.heads, heads, strict=True)),
        )
        return None if self.language in _INDENTED and moved.goes_on(edit.after) else moved

    def _is_named_in(self, edit: Edit) -> bool:
        """Whether something of its name, or of a container's, may have come or gone."""
        return any(
            may_define(line, word, self.language)
            for word in self.words
            for line in edit.words.get(word, ())
        )

    def _is_harmless(self, edit: Edit, at: int, went: Sequence[str], came: Sequence[str]) -> bool:
        """Whether a change leaves what stands around alone."""
        if at >= self.end:
            return True
        open_ = self._left_open(went)
        if open_ is None or open_ != self._left_open(came):
            return False
        if self.language not in _INDENTED:
            return not any(line.lstrip().startswith("#") for line in (*went, *came))
        depths = [_depth(edit.before[head]) for head in self.heads if head < at]
        lines = [line for line in (*went, *came) if line.strip()]
        return all(_depth(line) > depth for line in lines for depth in depths)

    def _left_open(self, lines: Sequence[str]) -> tuple[str, ...] | None:
        """What the lines begin without ending it, or end; None where that may be a container."""
        found = _left_open(lines, _MARKS.get(self.language, _ANY_MARKS))
        return None if self.language not in _INDENTED and _CONTAINING & {*found} else found

    def goes_on(self, lines: Sequence[str]) -> bool:
        """Whether the lines after it are a part of it."""
        following = next((line for line in lines[self.end :] if line.strip()), "")
        return bool(following) and _depth(following) > _depth(lines[self.start])


def _outer(parsed: Parsed, symbol: Symbol) -> Iterable[Symbol]:
    outer = parsed.outline.parent(symbol)
    while outer is not None:
        yield outer
        outer = parsed.outline.parent(outer)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines both start with."""
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        count += 1
    return count


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _left_open(lines: Sequence[str], marks: Sequence[str]) -> tuple[str, ...]:
    """The brackets that these lines leave open or close without having opened them, and marks."""
    text = "\n".join(lines)
    if "\\\n" in f"{text}\n":
        marks = _ANY_MARKS  # a quote may go on in the next line
    left: list[str] = []
    for sign in _BRACKET.findall(text):
        if sign in _CLOSING and left[-1:] == [_CLOSING[sign]]:
            left.pop()
        else:
            left.append(sign)
    return (*left, *(mark for mark in marks if text.count(mark) % 2))
