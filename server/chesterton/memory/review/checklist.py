"""Formats and parses the review checklist, a Markdown file in which a person marks notes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from chesterton.memory.drafts.draft_text import Problem
from chesterton.memory.notes.show import location_of
from chesterton.memory.review.review import Review
from chesterton.memory.verdict_text import clause_of
from chesterton.memory.visible_text import one_line
from chesterton.model.anchor import State
from chesterton.model.note import Kind, Note, Placed
from chesterton.model.symbol import location_text

HEADINGS = {
    "proposed": "Proposed: mark [x] to keep a note, or [-] to dismiss it for good",
    "changed": "Code changed: mark [x] if the note is still true, or [-] to retire it",
    "uncertain": "Uncertain: tick the place where the note belongs, or mark [-] to retire it",
    "lost": "Lost: tick the note's new place or write one after ->, or mark [-] to retire it",
    "ignored": "Warned often, to no effect: mark [-] to retire it, or [x] to keep it",
}
_HELP = (
    "<!-- Mark a line and save to apply it. Lines left as [ ] stay for the next review.\n"
    "     Titles and bodies can be edited in place. Secrets are removed before saving. -->"
)
_ITEM = re.compile(r"^- \[(.?)\] (?:(\w+): )?(.*?)\s*<!-- ([a-z2-7]{4,10}) -->\s*$")
_CHOICE = re.compile(r"^\s+- \[(.?)\] (.+?)\s*<!-- (\d+) -->\s*$")
_ARROW = re.compile(r"^\s*->[ \t]*(.*?)\s*$")
_QUOTED = re.compile(r"^  (?:> ?)?")
_PERCENT = re.compile(r" \(\d+%\)$")
_VERSIONS = re.compile(r"^<!-- versions:([^>]*)-->$", re.MULTILINE)
_TICKED = frozenset({"x", "X"})
_MARKS = _TICKED | {"-", " ", ""}


@dataclass(slots=True)
class Item:
    """One note of a parsed checklist."""

    line: int  #: 0-based
    id: str
    mark: str  #: "x" accept, "-" dismiss or retire, " " unanswered
    kind: Kind | None  #: None if unknown
    title: str
    body: str = ""
    target: str = ""  #: the place after `->`
    choices: list[tuple[int, str]] = field(default_factory=list)  #: ticked: line, place
    version: int | None = None

    @property
    def is_ticked(self) -> bool:
        """Whether the item is marked [x]."""
        return self.mark in _TICKED

    @property
    def is_struck(self) -> bool:
        """Whether the item is marked [-]."""
        return self.mark == "-"


@dataclass(frozen=True, slots=True)
class ParsedChecklist:
    """A parsed checklist: its items, and the lines with errors."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...]


def write_checklist(review: Review, name: str) -> str:
    """Formats the checklist of the project `name`."""
    lines = [f"# Review of {one_line(name)}", "", _HELP, ""]
    if review.count == 0:
        lines += ["Nothing to review.", ""]
    versions: list[str] = []
    for section, notes in review.sections():
        if notes:
            lines += [f"## {HEADINGS[section]}", ""]
            lines += _section(section, notes)
            versions += [f"{placed.note.id}={placed.note.version}" for placed in notes]
    if review.hidden:
        noun = "note" if review.hidden == 1 else "notes"
        more = f"{review.hidden} more proposed {noun} will be listed once these are handled"
        lines += [f"<!-- {more} -->", ""]
    return "\n".join([*lines, f"<!-- versions: {' '.join(versions)} -->", ""])


def read_checklist(text: str) -> ParsedChecklist:
    """Parses a checklist. Never raises: errors are returned as problems."""
    parser = _Parser(_versions(text))
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        parser.feed(number, line)
    parser.close()
    return ParsedChecklist(tuple(parser.items), (*parser.problems, *_errors(parser.items)))


def _section(section: str, notes: Sequence[Placed]) -> Iterator[str]:
    heading = None
    for placed in notes:
        path = location_of(placed.first)[0]
        if path != heading:
            yield from (f"### {one_line(path)}", "")
            heading = path
        yield from _lines(section, placed)
        yield ""


def _lines(section: str, placed: Placed) -> Iterator[str]:
    note = placed.note
    yield f"- [ ] {note.kind.label}: {note.title} <!-- {note.id} -->"
    yield f"  {one_line(_evidence(section, placed))}"
    if section in {"uncertain", "lost"}:
        yield from _choices(placed)
    if section == "lost":
        yield "  ->"
    if note.body:
        yield ""
        yield from (f"  > {line}" if line else "  >" for line in note.body.split("\n"))


def _evidence(section: str, placed: Placed) -> str:
    note, where = placed.note, placed.first
    path, line = location_of(where)
    symbol = (where.placement and where.placement.name) or where.anchor.symbol
    place = f"{location_text(path, symbol)}, line {line}"
    parts = [place, clause_of(placed)]
    if section == "proposed":
        origin = f"proposed ({note.origin.value}) on {note.created[:10]}{_replacement(note)}"
        parts.insert(1, origin)
    elif section == "lost":
        commit = f" at commit {where.anchor.commit[:10]}" if where.anchor.commit else ""
        parts.append(f"was {where.anchor.written}{commit}")
    elif section == "ignored":
        parts.append("its warnings never led anyone to change the code again")
    if where.placement and placed.state is not State.UNCERTAIN:
        parts.append(where.placement.evidence)
    return " · ".join(filter(None, parts))


def _replacement(note: Note) -> str:
    return f" to replace {note.replaces}" if note.replaces else ""


def _choices(placed: Placed) -> Iterator[str]:
    for where in placed.whereabouts:
        candidates = where.placement.candidates if where.placement else where.nearest
        for number, candidate in enumerate(candidates, 1):
            place = (
                f"{location_text(candidate.path, candidate.symbol.name)}:{candidate.symbol.line}"
            )
            yield f"  - [ ] {one_line(place)} ({candidate.confidence:.0%}) <!-- {number} -->"


class _Parser:
    """A line-by-line parser of a checklist."""

    def __init__(self, versions: dict[str, int]) -> None:
        self.items: list[Item] = []
        self.problems: list[Problem] = []
        self._versions = versions
        self._current: Item | None = None
        self._body: list[str] | None = None  #: None before the blank line that starts it

    def feed(self, number: int, line: str) -> None:
        match = _ITEM.match(line)
        if match:
            self.close()
            self._current = self._item(number, match)
            self.items.append(self._current)
        elif line.startswith("- ["):
            self.problems.append(Problem(number, "This line has lost its <!-- id -->; restore it."))
        elif line.startswith(("#", "<!--")):
            self.close()
        elif self._current is not None:
            self._continue(self._current, number, line)

    def close(self) -> None:
        """Finishes the current item: the lines below it become its body."""
        if self._current is not None and self._body:
            text = "\n".join(_QUOTED.sub("", line) for line in self._body)
            self._current.body = text.strip("\n").rstrip()
        self._current, self._body = None, None

    def _continue(self, item: Item, number: int, line: str) -> None:
        arrow, choice = _ARROW.match(line), _CHOICE.match(line)
        if arrow and (self._body is None or line.startswith("->")):
            item.target = arrow[1] or item.target
        elif self._body is not None:
            self._body.append(line)
        elif choice and choice[1] in _TICKED:
            item.choices.append((number, _PERCENT.sub("", choice[2])))
        elif not line.strip():
            self._body = []

    def _item(self, number: int, match: re.Match[str]) -> Item:
        mark, label, title, note_id = match[1], match[2] or "", match[3], match[4]
        kind = Kind(label.lower()) if label.lower() in list(Kind) else None
        if label and kind is None:
            title = f"{label}: {title}"
        version = self._versions.get(note_id)
        return Item(number, note_id, mark, kind, title.strip(), version=version)


def _errors(items: Sequence[Item]) -> Iterator[Problem]:
    for item in items:
        if item.mark not in _MARKS:
            yield Problem(item.line, "Put x, - or a space between the brackets.")
        if not item.title:
            yield Problem(item.line, "The title is empty.")
        if len(item.choices) > 1:
            yield Problem(item.choices[1][0], "Tick only one place.")


def _versions(text: str) -> dict[str, int]:
    match = _VERSIONS.search(text)
    pairs = (pair.partition("=") for pair in (match[1].split() if match else ()))
    return {note_id: int(version) for note_id, _, version in pairs if version.isdecimal()}
