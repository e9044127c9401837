"""Computes the margin of a document: the notes on each of its symbols, and their states.

`table_rows` turns a margin into the table that hovers, lenses, diagnostics and actions read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from chesterton.following.api import (
    NO_CLAIM,
    ClaimedWords,
    RemovedSymbol,
    Sighting,
    anchors_in_document,
    anchors_of_imports,
    locate_anchors,
)
from chesterton.memory.notes import snooze
from chesterton.memory.opening import Workspace
from chesterton.memory.verdict_text import is_changed_since, is_touched
from chesterton.model.anchor import Change, Whereabouts
from chesterton.model.move import Hop
from chesterton.model.note import Note, Status
from chesterton.model.symbol import Symbol
from chesterton.syntax.outline import Parsed

_FOLLOWED_SECONDS = 24 * 60 * 60
"""How long a lens shows that its note followed a symbol."""


class Entry(NamedTuple):
    """One note at one of its anchors."""

    note: Note
    where: Whereabouts
    followed_from: str | None = None  #: its old name or path, for a day after the move
    snoozed: bool = False
    claim: ClaimedWords = NO_CLAIM

    @property
    def edit(self) -> Change | None:
        """How the uncommitted edit changes the symbol."""
        return self.where.edit

    @property
    def touched(self) -> bool:
        """Whether the uncommitted edit is worth a warning."""
        return is_touched(self.where)

    @property
    def is_changed_since(self) -> bool:
        """Whether the note's claim was affected, other than by an edit that is warned about."""
        return is_changed_since(self.where)


class SymbolNotes(NamedTuple):
    """A symbol with its notes, or the whole file with its notes."""

    symbol: Symbol | None
    entries: tuple[Entry, ...]  #: confirmed, by kind, then newest first
    proposed: tuple[Entry, ...] = ()


class DeletedSymbol(NamedTuple):
    """A symbol with notes that is in HEAD but not in the document."""

    line: int  #: 1-based line of the document where it was
    name: str
    entries: tuple[Entry, ...]


class Margin(NamedTuple):
    """The notes to show for one document."""

    path: str
    parsed: Parsed
    symbols: tuple[SymbolNotes, ...] = ()
    deleted: tuple[DeletedSymbol, ...] = ()
    references: Mapping[str, tuple[Entry, ...]] = {}
    """Notes by symbol name: of this document's own symbols and of those it imports."""


class MarginReader:
    """Reads the notes of the document `path` as it is in the editor.

    `documents` are the other open documents; with `base`, edits are relative to that commit, not
    HEAD.
    """

    def __init__(
        self,
        workspace: Workspace,
        path: str,
        parsed: Parsed,
        documents: Mapping[str, Parsed] | None = None,
        base: str | None = None,
    ) -> None:
        self._workspace = workspace
        self._path = path
        self._parsed = parsed
        self._documents = {**(documents or {}), path: parsed}
        self._head = base or workspace.head()
        self._now = workspace.now()

    def margin(self) -> Margin:
        """All notes of the document."""
        sightings = anchors_in_document(self._workspace, self._path, self._documents, self._head)
        marks = self._marks(sightings.present)
        return Margin(
            self._path,
            self._parsed,
            marks,
            self._gone(sightings.removed),
            self._references(marks),
        )

    def marks_of(self, notes: Sequence[Note]) -> tuple[SymbolNotes, ...] | None:
        """The symbols of these notes only; None if a note cannot be located with certainty."""
        sightings = locate_anchors(self._workspace, notes, self._documents, self._head)
        placements = [sighting.where.placement for sighting in sightings]
        if any(each is None or not each.certain for each in placements):
            return None
        return self._marks(
            each for each in sightings if (at := each.where.placement) and at.path == self._path
        )

    def _marks(self, sightings: Iterable[Sighting]) -> tuple[SymbolNotes, ...]:
        groups: defaultdict[Symbol | None, list[Entry]] = defaultdict(list)
        for sighting in sightings:
            placement = sighting.where.placement
            if placement is not None:
                groups[placement.symbol].append(self._entry(sighting))
        ordered = sorted(groups, key=lambda symbol: symbol.span.start if symbol else -1)
        return tuple(_mark(symbol, groups[symbol]) for symbol in ordered)

    def _gone(self, removed: Iterable[RemovedSymbol]) -> tuple[DeletedSymbol, ...]:
        groups: defaultdict[tuple[str, int], list[Entry]] = defaultdict(list)
        for each in removed:
            entry = self._entry(each.sighting)
            if entry.note.status is Status.CONFIRMED and not entry.snoozed:
                groups[each.name, each.line].append(entry)
        return tuple(
            DeletedSymbol(line, name, _sorted(entries))
            for (name, line), entries in sorted(groups.items())
        )

    def _references(self, marks: Iterable[SymbolNotes]) -> dict[str, tuple[Entry, ...]]:
        names: dict[str, tuple[Entry, ...]] = {}
        imported = anchors_of_imports(self._workspace, self._path, self._documents, self._head)
        for name, sightings in imported.items():
            names[name] = _sorted(self._entry(sighting) for sighting in sightings)
        for mark in marks:
            if mark.symbol is not None and mark.entries:
                names[mark.symbol.last_name] = mark.entries
        return names

    def _entry(self, sighting: Sighting) -> Entry:
        note = sighting.note
        return Entry(
            note,
            sighting.where,
            self._followed_from(sighting),
            snooze.is_snoozed(note, sighting.head, self._now),
            sighting.claim,
        )

    def _followed_from(self, sighting: Sighting) -> str | None:
        """The old name, or else the old path, of a symbol that moved recently."""
        placement = sighting.where.placement
        if placement is None or placement.symbol is None or not placement.certain:
            return None
        move = sighting.moves[-1] if sighting.moves else None
        if move is None or not self._is_recent(move.hop):
            return None
        if move.symbol != move.hop.symbol:
            return (move.symbol or "").rsplit(".", 1)[-1]
        return move.path

    def _is_recent(self, hop: Hop) -> bool:
        if hop.commit is None:
            return True
        return hop.time is not None and snooze.later(hop.time, _FOLLOWED_SECONDS) >= self._now


def _mark(symbol: Symbol | None, entries: list[Entry]) -> SymbolNotes:
    confirmed = [entry for entry in entries if entry.note.status is Status.CONFIRMED]
    proposed = [entry for entry in entries if entry.note.status is Status.PROPOSED]
    return SymbolNotes(symbol, _sorted(confirmed), _sorted(proposed))


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    newest = sorted(
        entries, key=lambda entry: entry.note.confirmed or entry.note.created, reverse=True
    )
    return tuple(sorted(newest, key=lambda entry: entry.note.kind.rank))
