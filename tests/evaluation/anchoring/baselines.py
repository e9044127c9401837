"""What simple rules say: the ways in which editors and annotation tools keep their marks."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from chesterton.model.symbol import Symbol
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed, parse
from chesterton.syntax.text import decode
from tests.evaluation.anchoring.cases import Answer, Case, Change

_ALIKE = 60
NOWHERE = Answer(None)


@dataclass(frozen=True)
class Told:
    """What a rule may look at."""

    change: Change
    renames: Mapping[str, str]

    @cached_property
    def before(self) -> Mapping[str, Parsed]:
        """The files before."""
        return _parsed(self.change.files("before"))

    @cached_property
    def after(self) -> Mapping[str, Parsed]:
        """The files after."""
        return _parsed(self.change.files("after"))

    def target(self, path: str) -> str:
        """Where git says that a file is."""
        return path if path in self.after else self.renames.get(path, path)

    def old(self, case: Case) -> tuple[Parsed, Symbol] | None:
        """The definition that is asked for."""
        parsed = self.before.get(case.path)
        if parsed is None or not case.name:
            return None
        named = parsed.outline.named(case.name)
        near = sorted(named, key=lambda one: abs(one.line - case.line))
        found = near[0] if near else parsed.outline.at_line(case.line)
        return (parsed, found) if found else None

    def bodies(self) -> list[tuple[str, Symbol, str]]:
        """Every definition after, with its text."""
        return [
            (path, one, parsed.source(one))
            for path, parsed in self.after.items()
            for one in parsed.outline.symbols
        ]


Rule = Callable[[Told, Case], Answer]


def same_place(told: Told, case: Case) -> Answer:
    """The same path and name."""
    return _named(told, case.path, case)


def renamed_file(told: Told, case: Case) -> Answer:
    """The same name in the file that git says."""
    return _named(told, told.target(case.path), case)


def same_line(told: Told, case: Case) -> Answer:
    """The same line, as bookmarks do."""
    return _at_line(told, case.path, case.line)


def mapped_line(told: Told, case: Case) -> Answer:
    """The line as the difference of the texts moves it, in the file that git says."""
    path = told.target(case.path)
    if case.path not in told.before or path not in told.after:
        return NOWHERE
    old = told.before[case.path].text.value.split("\n")
    new = told.after[path].text.value.split("\n")
    for tag, first, last, start, end in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if first <= case.line - 1 < last and (tag == "equal" or end > start):
            return _at_line(told, path, start + min(case.line - 1 - first, end - start - 1) + 1)
    return NOWHERE


def similar_body(told: Told, case: Case) -> Answer:
    """The same name in the file that git says, else the most similar text."""
    found = renamed_file(told, case)
    return found if found.path or not case.name else _most_alike(told, case)


def body_first(told: Told, case: Case) -> Answer:
    """The identical text, else the same name, else the most similar text."""
    old = told.old(case)
    if old is not None:
        text = old[0].source(old[1])
        same = [(path, one) for path, one, body in told.bodies() if body == text]
        if same:
            return _answer(*same[0])
    return similar_body(told, case)


RULES: Mapping[str, Rule] = {
    "same path and name": same_place,
    "git's renames, same name": renamed_file,
    "plain line number": same_line,
    "line mapped through the difference": mapped_line,
    "git's renames, then most similar text": similar_body,
    "identical text, then name, then most similar": body_first,
}


def _named(told: Told, path: str, case: Case) -> Answer:
    parsed = told.after.get(path)
    if not case.name:
        return Answer(path) if parsed else NOWHERE
    old = told.old(case)
    same = parsed.outline.find(*old[1].key) if parsed and old else None
    return _answer(path, same) if same else NOWHERE


def _at_line(told: Told, path: str, line: int) -> Answer:
    parsed = told.after.get(path)
    symbol = parsed.outline.at_line(line) if parsed else None
    return _answer(path, symbol) if symbol else NOWHERE


def _most_alike(told: Told, case: Case) -> Answer:
    old = told.old(case)
    if old is None:
        return NOWHERE
    text = old[0].source(old[1])
    scored = [
        (fuzz.ratio(text, body, score_cutoff=_ALIKE), path, one)
        for path, one, body in told.bodies()
    ]
    best: Sequence[object] = max(scored, key=lambda found: found[0], default=(0, "", None))
    return _answer(best[1], best[2]) if best[0] else NOWHERE


def _answer(path: str, symbol: Symbol) -> Answer:
    return Answer(path, symbol.line, symbol.name)


def _parsed(files: Mapping[str, bytes]) -> dict[str, Parsed]:
    texts = {path: decode(data) for path, data in files.items()}
    return {path: parse(text.text, language_for(path)) for path, text in texts.items() if text}
