"""The margin of one document: which notes stand beside which of its symbols, and how they do.

A margin is a frozen table. Hover, lens, diagnostics and code actions only look things up in it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chesterton.anchoring.text.line_mapping import line_today
from chesterton.following import merging, nearby_notes
from chesterton.following.placing import Placer, Sighting
from chesterton.memory.notes import snoozing
from chesterton.model.anchor import Change, Whereabouts
from chesterton.model.note import Note, Status
from chesterton.model.symbol import Symbol
from chesterton.model.time import Time
from chesterton.syntax.outline import Parsed
from chesterton.workspace.workspace import Workspace

_FOLLOWED_SECONDS = 24 * 60 * 60
"""For how long a lens tells that its note followed a symbol."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One note at one of its anchors."""

    note: Note
    where: Whereabouts
    edit: Change | None = None  #: what the uncommitted edit changes in the symbol
    touched: bool = False  #: the uncommitted edit changes what the note claims
    followed_from: str | None = None  #: where it came from, for a day
    snoozed: bool = False
    words: Callable[[], frozenset[str]] = frozenset

    @property
    def claim(self) -> frozenset[str]:
        """Words of the code that the note speaks of; worked out when first asked for."""
        return self.words()


@dataclass(frozen=True, slots=True)
class Mark:
    """A symbol with its notes, or the file itself."""

    symbol: Symbol | None
    entries: tuple[Entry, ...]  #: confirmed ones, by kind, then newest first
    proposed: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """A noted symbol that HEAD has and the document has lost."""

    line: int  #: 1-based line of the document at which it was
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Margin:
    """Everything that is shown beside one document."""

    path: str
    parsed: Parsed
    marks: tuple[Mark, ...] = ()
    gone: tuple[Gone, ...] = ()
    references: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """Names used in this document, here or by import, that notes elsewhere are about."""


def read_margin(
    workspace: Workspace,
    path: str,
    parsed: Parsed,
    *,
    documents: Mapping[str, Parsed] | None = None,
    base: str | None = None,
) -> Margin:
    """The margin of the document `path` as it stands in the editor.

    `documents` are the other open ones; with `base`, changes count from that commit, not from HEAD.
    """
    return _reader(workspace, path, parsed, documents, base).margin()


def read_marks(
    workspace: Workspace,
    path: str,
    parsed: Parsed,
    notes: Sequence[Note],
    *,
    documents: Mapping[str, Parsed] | None = None,
    base: str | None = None,
) -> tuple[Mark, ...] | None:
    """What these notes alone make of the document; None where one of them is surely not in it."""
    return _reader(workspace, path, parsed, documents, base).marks_of(notes)


def _reader(
    workspace: Workspace,
    path: str,
    parsed: Parsed,
    documents: Mapping[str, Parsed] | None,
    base: str | None,
) -> "_Reader":
    return _Reader(workspace, path, parsed, {**(documents or {}), path: parsed}, base)


class _Reader:
    def __init__(
        self,
        workspace: Workspace,
        path: str,
        parsed: Parsed,
        documents: Mapping[str, Parsed],
        base: str | None,
    ) -> None:
        self._workspace = workspace
        self._path = path
        self._parsed = parsed
        self._documents = documents
        self._head = base or workspace.head()
        self._now = workspace.now()
        self._placer = workspace.shared(Placer)
        self._is_in_conflict = merging.is_in_conflict(parsed)

    def margin(self) -> Margin:
        here, gone = self._sightings()
        marks = self._marks(here)
        return Margin(
            self._path,
            self._parsed,
            marks,
            self._gone(gone),
            self._references(marks),
        )

    def marks_of(self, notes: Sequence[Note]) -> tuple[Mark, ...] | None:
        found = self._placer.sight(notes, self._documents, self._head).values()
        placements = [sighting.judged.where.placement for sighting in found]
        if any(each is None or not each.certain for each in placements):
            return None
        return self._marks(
            sighting
            for sighting, placement in zip(found, placements, strict=True)
            if placement is not None and placement.path == self._path
        )

    def _sightings(self) -> tuple[list[Sighting], list[Sighting]]:
        notes = nearby_notes.notes_near(
            self._workspace, self._path, self._parsed, self._documents, self._head
        )
        here: list[Sighting] = []
        gone: list[Sighting] = []
        for sighting in self._placer.sight(notes, self._documents, self._head).values():
            placement = sighting.judged.where.placement
            if placement is not None and placement.path == self._path:
                here.append(sighting)
            elif placement is None and self._vanished(sighting):
                gone.append(sighting)
        return here, gone

    def _vanished(self, sighting: Sighting) -> bool:
        """Whether an edit of this document, not a commit, took the symbol away."""
        if sighting.located.path != self._path or sighting.located.lost:
            return False
        return sighting.found is not None and sighting.found.head is not None

    def _marks(self, sightings: Iterable[Sighting]) -> tuple[Mark, ...]:
        groups: defaultdict[Symbol | None, list[Entry]] = defaultdict(list)
        for sighting in sightings:
            placement = sighting.judged.where.placement
            if placement is not None:
                groups[placement.symbol].append(self._entry(sighting))
        ordered = sorted(groups, key=lambda symbol: symbol.span.start if symbol else -1)
        return tuple(_mark(symbol, groups[symbol]) for symbol in ordered)

    def _gone(self, sightings: Iterable[Sighting]) -> tuple[Gone, ...]:
        groups: defaultdict[tuple[str, int], list[Entry]] = defaultdict(list)
        for sighting in () if self._is_in_conflict else sightings:
            head = sighting.found.head if sighting.found else None
            if head is None or merging.removed_by_a_side(self._workspace, self._path, head[1]):
                continue
            line = line_today(head[0].text, self._parsed.text, head[1].first_line)
            entry = self._entry(sighting)
            if entry.note.status is Status.CONFIRMED and not entry.snoozed:
                groups[head[1].name, line].append(entry)
        return tuple(
            Gone(line, name, _sorted(entries)) for (name, line), entries in sorted(groups.items())
        )

    def _references(self, marks: Iterable[Mark]) -> dict[str, tuple[Entry, ...]]:
        names: dict[str, tuple[Entry, ...]] = {}
        for name, notes in nearby_notes.imported(self._workspace, self._path, self._parsed).items():
            sightings = self._placer.sight(notes, self._documents, self._head).values()
            names[name] = _sorted(self._entry(sighting) for sighting in sightings)
        for mark in marks:
            if mark.symbol is not None and mark.entries:
                names[mark.symbol.last_name] = mark.entries
        return names

    def _entry(self, sighting: Sighting) -> Entry:
        note, judged, found = sighting.note, sighting.judged, sighting.found
        head = found.head if found else None
        return Entry(
            note,
            judged.where,
            judged.edit,
            judged.touched and not self._is_brought(sighting),
            self._followed_from(sighting),
            snoozing.is_snoozed(note, head, self._now),
            judged.claim,
        )

    def _is_brought(self, sighting: Sighting) -> bool:
        """Whether git made the edit, in a merge or the like that is under way."""
        found, placement = sighting.found, sighting.judged.where.placement
        if self._is_in_conflict:
            return True
        if found is None or found.head is None or found.today is None or placement is None:
            return False
        before, today = (sighting.located.path, found.head), (placement.path, found.today)
        return merging.comes_from_a_side(self._workspace, before, today)

    def _followed_from(self, sighting: Sighting) -> str | None:
        placement, located = sighting.judged.where.placement, sighting.located
        if placement is None or placement.symbol is None or not placement.certain:
            return None
        if located.name and located.name != placement.symbol.name:
            return located.name.rsplit(".", 1)[-1]
        if located.path != placement.path:
            return located.path
        return self._recently(sighting)

    def _recently(self, sighting: Sighting) -> str | None:
        located, anchor = sighting.located, sighting.judged.where.anchor
        hop = located.hops[-1] if located.hops else None
        if hop is None or hop.time is None:
            return None
        if Time(snoozing.later(hop.time, _FOLLOWED_SECONDS)) < self._now:
            return None
        before = located.hops[-2] if len(located.hops) > 1 else None
        old_name = before.symbol if before else anchor.symbol
        old_path = before.path if before else anchor.path
        return (old_name or "").rsplit(".", 1)[-1] if old_name != hop.symbol else old_path


def _mark(symbol: Symbol | None, entries: list[Entry]) -> Mark:
    confirmed = [entry for entry in entries if entry.note.status is Status.CONFIRMED]
    proposed = [entry for entry in entries if entry.note.status is Status.PROPOSED]
    return Mark(symbol, _sorted(confirmed), _sorted(proposed))


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    newest = sorted(
        entries, key=lambda entry: entry.note.confirmed or entry.note.created, reverse=True
    )
    return tuple(sorted(newest, key=lambda entry: entry.note.kind.rank))
