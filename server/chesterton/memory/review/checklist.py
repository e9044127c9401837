"""The review as a Markdown checklist: written for a person, read back when it is saved."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from chesterton.memory.drafts.draft_text import Problem
from chesterton.memory.notes.show import spot
from chesterton.memory.review.review import Review
from chesterton.model.note import Kind, Note
from chesterton.model.placed import Placed
from chesterton.model.symbol import written

HEADINGS = {
    "proposed": "Proposed: [x] keep, [-] dismiss (it never comes back)",
    "changed": "Changed since noted: [x] still true, [-] retire",
    "uncertain": "Uncertain: tick where it belongs, or [-] retire",
    "lost": "Lost: tick or write after -> where it went, or [-] retire",
}
_HELP = (
    "<!-- Mark a line and save: that applies it. Lines left as [ ] stay for the next time.\n"
    "     Titles and texts may be changed in place. Secrets are removed before storing. -->"
)
_ITEM = re.compile(r"^- \[(.?)\] (?:(\w+): )?(.*?)\s*<!-- ([a-z2-7]{4,10}) -->\s*$")
_CHOICE = re.compile(r"^\s+- \[(.?)\] (.+?)\s*<!-- (\d+) -->\s*$")
_ARROW = re.compile(r"^\s*->[ \t]*(.*?)\s*$")
_PERCENT = re.compile(r" \(\d+%\)$")
_VERSIONS = re.compile(r"<!-- versions:([^>]*)-->")
_TICKED = frozenset({"x", "X"})
_MARKS = _TICKED | {"-", " ", ""}


@dataclass(slots=True)
class Item:
    """One note of a checklist as it was read back."""

    line: int  #: 0-based
    id: str
    mark: str  #: "x" done, "-" away, " " not answered
    kind: Kind | None  #: None: not one of the kinds
    title: str
    body: str = ""
    target: str = ""  #: the place written after `->`
    choices: list[tuple[int, str]] = field(default_factory=list)  #: ticked: line, place
    version: int | None = None

    @property
    def is_ticked(self) -> bool:
        """Whether a person said yes."""
        return self.mark in _TICKED

    @property
    def is_struck(self) -> bool:
        """Whether a person said no."""
        return self.mark == "-"


@dataclass(frozen=True, slots=True)
class ChecklistRead:
    """The items of a checklist, and the lines that could not be read."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...]


def write_checklist(review: Review, name: str) -> str:
    """The checklist of what waits in the project called `name`."""
    lines = [f"# Review of {name}", "", _HELP, ""]
    if review.count == 0:
        lines += ["Nothing waits for you.", ""]
    versions: list[str] = []
    for section, notes in review.sections():
        if notes:
            lines += [f"## {HEADINGS[section]}", ""]
            lines += _section(section, notes)
            versions += [f"{placed.note.id}={placed.note.version}" for placed in notes]
    if review.hidden:
        more = f"{review.hidden} more proposed, shown when these are answered"
        lines += [f"<!-- {more} -->", ""]
    return "\n".join([*lines, f"<!-- versions: {' '.join(versions)} -->", ""])


def read_checklist(text: str) -> ChecklistRead:
    """What a person answered. Never raises, whatever the text."""
    reading = _Reading(_versions(text))
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        reading.take(number, line)
    reading.close()
    return ChecklistRead(tuple(reading.items), (*reading.problems, *_unreadable(reading.items)))


def _section(section: str, notes: Sequence[Placed]) -> Iterator[str]:
    heading = None
    for placed in notes:
        path = spot(placed.first)[0]
        if path != heading:
            yield from (f"### {path}", "")
            heading = path
        yield from _lines(section, placed)
        yield ""


def _lines(section: str, placed: Placed) -> Iterator[str]:
    note = placed.note
    yield f"- [ ] {note.kind.label}: {note.title} <!-- {note.id} -->"
    yield f"  > {_evidence(section, placed)}"
    if section in {"uncertain", "lost"}:
        yield from _choices(placed)
    if section == "lost":
        yield "  ->"
    if note.body:
        yield ""
        yield from (f"  {line}".rstrip() for line in note.body.split("\n"))


def _evidence(section: str, placed: Placed) -> str:
    note, where = placed.note, placed.first
    path, line = spot(where)
    symbol = where.placement.symbol.name if where.placement and where.placement.symbol else None
    place = f"{written(path, symbol or where.anchor.symbol)}, line {line}"
    told = {
        "proposed": f"proposed ({note.origin.value}) on {note.created[:10]}{_instead(note)}",
        "changed": _changed(placed),
        "uncertain": f"was {where.anchor.written}",
        "lost": f"was {where.anchor.written}, at {(where.anchor.commit or 'no commit')[:10]}",
    }[section]
    evidence = where.placement.evidence if where.placement else "not found any more"
    return f"{place} · {told} · {evidence}"


def _instead(note: Note) -> str:
    return f" to replace {note.replaces}" if note.replaces else ""


def _changed(placed: Placed) -> str:
    change = placed.change
    if change is None:
        return "changed"
    touches = "what the note says" if change.claim else "not what the note says"
    mechanical = ", looks mechanical" if change.mechanical else ""
    since = f" since {change.since[:10]}" if change.since else ""
    return f"changed{since}: {', '.join(change.what)} ({touches}{mechanical})"


def _choices(placed: Placed) -> Iterator[str]:
    for where in placed.whereabouts:
        candidates = where.placement.candidates if where.placement else where.nearest
        for number, candidate in enumerate(candidates, 1):
            place = f"{written(candidate.path, candidate.symbol.name)}:{candidate.symbol.line}"
            yield f"  - [ ] {place} ({candidate.confidence:.0%}) <!-- {number} -->"


class _Reading:
    """The lines of a checklist, one after the other."""

    def __init__(self, versions: dict[str, int]) -> None:
        self.items: list[Item] = []
        self.problems: list[Problem] = []
        self._versions = versions
        self._current: Item | None = None
        self._body: list[str] | None = None  #: None until the blank line that starts it

    def take(self, number: int, line: str) -> None:
        started = _ITEM.match(line)
        if started:
            self.close()
            self._current = self._item(number, started)
            self.items.append(self._current)
        elif line.startswith("- ["):
            self.problems.append(Problem(number, "This line lost its <!-- id -->: put it back."))
        elif line.startswith(("#", "<!--")):
            self.close()
        elif self._current is not None:
            self._below(self._current, number, line)

    def close(self) -> None:
        """Gives the text below an item to it."""
        if self._current is not None and self._body:
            text = "\n".join(line.removeprefix("  ") for line in self._body)
            self._current.body = text.strip("\n").rstrip()
        self._current, self._body = None, None

    def _below(self, item: Item, number: int, line: str) -> None:
        arrow, choice = _ARROW.match(line), _CHOICE.match(line)
        if arrow and (self._body is None or line.startswith("->")):
            item.target = arrow[1] or item.target
        elif self._body is not None:
            self._body.append(line)
        elif choice and choice[1] in _TICKED:
            item.choices.append((number, _PERCENT.sub("", choice[2])))
        elif not line.strip():
            self._body = []

    def _item(self, number: int, found: re.Match[str]) -> Item:
        mark, kind, title, note_id = found[1], found[2] or "", found[3], found[4]
        known = Kind(kind.lower()) if kind.lower() in list(Kind) else None
        if kind and known is None:
            title = f"{kind}: {title}"
        version = self._versions.get(note_id)
        return Item(number, note_id, mark, known, title.strip(), version=version)


def _unreadable(items: Sequence[Item]) -> Iterator[Problem]:
    for item in items:
        if item.mark not in _MARKS:
            yield Problem(item.line, "Between the brackets stands x, - or a space.")
        if not item.title:
            yield Problem(item.line, "The title is empty.")
        if len(item.choices) > 1:
            yield Problem(item.choices[1][0], "It can belong to one place only.")


def _versions(text: str) -> dict[str, int]:
    found = _VERSIONS.search(text)
    pairs = (pair.partition("=") for pair in (found[1].split() if found else ()))
    return {note_id: int(version) for note_id, _, version in pairs if version.isdecimal()}
