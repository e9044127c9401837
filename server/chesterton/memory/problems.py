"""Computes a document's diagnostics and code actions from its notes, without using LSP types.

The language server only converts them to LSP types; `sentences` contains the message texts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import chain, islice
from typing import NamedTuple

from chesterton.config.settings import Settings
from chesterton.memory import sentences
from chesterton.memory.margin.margin import Entry
from chesterton.memory.margin.spans import line_span
from chesterton.memory.margin.table import DeletedRow, Row, ShownNote, Table
from chesterton.model.anchor import State, Whereabouts
from chesterton.model.note import WARNING_KINDS, Note, NoteId
from chesterton.model.symbol import Span, Symbol
from chesterton.syntax.text import Text

FILE_LIMIT = 20
"""Maximum number of findings shown for a document."""

CANDIDATES_SHOWN = 3
"""Maximum number of new places offered for a note."""


class Severity(IntEnum):
    """The severity of a finding, most severe first."""

    ERROR = 1
    WARNING = 2
    INFORMATION = 3
    HINT = 4


class FindingCode(StrEnum):
    """The kind of problem that a finding reports."""

    TOUCHED = "touched"  #: an uncommitted change affects a note's claim
    DELETED = "deleted"  #: an uncommitted change deletes a definition with notes
    LINK = "link"  #: a note may belong here
    NOTE = "note"  #: a note is here


class DiagnosticFinding(NamedTuple):
    """One diagnostic."""

    code: FindingCode
    severity: Severity
    span: Span
    message: str
    notes: tuple[Note, ...]
    name_span: Span | None = None  #: of the symbol, if the span is elsewhere
    symbol: str | None = None


def findings(table: Table, text: Text, settings: Settings) -> list[DiagnosticFinding]:
    """The findings of a document: at most one per symbol, the most severe first."""
    urgent, _ = _findings_and_quiet_rows(table, text, settings)
    return urgent[:FILE_LIMIT]


def findings_and_hints(table: Table, text: Text, settings: Settings) -> list[DiagnosticFinding]:
    """Like `findings`, followed by a hint for every other symbol that has notes."""
    urgent, quiet = _findings_and_quiet_rows(table, text, settings)
    return list(islice(chain(urgent, map(_note_hint, quiet)), FILE_LIMIT))


def _findings_and_quiet_rows(
    table: Table, text: Text, settings: Settings
) -> tuple[list[DiagnosticFinding], Iterator[Row]]:
    """The findings, and the rows with notes that have none."""
    if not (settings.enable and settings.diagnostics_enabled):
        return [], iter(())
    urgent = [finding for each in table.deleted for finding in _deleted(each, text, settings)]
    quiet: list[Row] = []
    for row in table.rows:
        finding = next(chain(_touched(row, text, settings), _link(row, table.path, settings)), None)
        if finding is not None:
            urgent.append(finding)
        else:
            quiet.append(row)
    urgent.sort(key=lambda finding: (finding.severity, finding.span.start))
    return urgent, (row for row in quiet if row.entries)


def _touched(row: Row, text: Text, settings: Settings) -> Iterator[DiagnosticFinding]:
    affected = [
        shown
        for shown in row.entries
        if shown.entry.touched and shown.entry.note.kind in WARNING_KINDS
    ]
    severity = _severity(FindingCode.TOUCHED, settings)
    if affected and severity is not None:
        notes, first = _notes(affected), affected[0]
        day = (notes[0].confirmed or notes[0].created)[:10] if first.is_stale else None
        span = first.quote or first.changed or row.name_span
        reason = first.entry.edit.reason if first.entry.edit else ""
        yield DiagnosticFinding(
            FindingCode.TOUCHED,
            severity,
            _not_empty(span, text),
            sentences.touched(notes, day, reason),
            notes,
            row.name_span,
            row.symbol.name if row.symbol else None,
        )


def _link(row: Row, path: str, settings: Settings) -> Iterator[DiagnosticFinding]:
    unsure = [shown for shown in row.entries if shown.entry.where.state is State.UNCERTAIN]
    severity = _severity(FindingCode.LINK, settings)
    if unsure and severity is not None:
        anchor = unsure[0].entry.where.anchor
        old_name = anchor.symbol.rsplit(".", 1)[-1] if anchor.symbol else anchor.path
        is_here = anchor.symbol is None and anchor.path == path
        message = (
            sentences.lost_line() if is_here else sentences.uncertain_link(old_name, row.symbol)
        )
        yield DiagnosticFinding(FindingCode.LINK, severity, row.name_span, message, _notes(unsure))


def _deleted(absent: DeletedRow, text: Text, settings: Settings) -> Iterator[DiagnosticFinding]:
    severity = _severity(FindingCode.DELETED, settings)
    if absent.entries and severity is not None:
        notes = tuple(entry.note for entry in absent.entries)
        message = sentences.deleted(absent.name.rsplit(".", 1)[-1], notes)
        line = text.position(absent.offset)[0]
        yield DiagnosticFinding(
            FindingCode.DELETED, severity, line_span(line, text), message, notes
        )


def _note_hint(row: Row) -> DiagnosticFinding:
    notes = _notes(row.entries)
    return DiagnosticFinding(
        FindingCode.NOTE, Severity.HINT, row.name_span, sentences.hint(row), notes
    )


def _severity(code: FindingCode, settings: Settings) -> Severity | None:
    """The configured severity; None if the finding is switched off."""
    return Severity.__members__.get(settings.diagnostics_severity[code].upper())


def _notes(shown: Sequence[ShownNote]) -> tuple[Note, ...]:
    return tuple(each.entry.note for each in shown)


def _not_empty(span: Span, text: Text) -> Span:
    """The span, or its whole line if empty, because editors do not render an empty range."""
    if span.start < span.end:
        return span
    return line_span(text.position(span.start)[0], text)


# --- code actions


@dataclass(frozen=True, slots=True)
class NoteAtCursor:
    """A note at the cursor, with the code of its finding if it has one."""

    entry: Entry
    code: FindingCode | None = None

    @property
    def note(self) -> Note:
        """The note."""
        return self.entry.note


class NoteAction(NamedTuple):
    """An action that a person can take on a note."""

    title: str
    applies_to: Callable[[NoteAtCursor], bool]


def _is_edited(subject: NoteAtCursor) -> bool:
    return subject.code in {FindingCode.TOUCHED, FindingCode.DELETED}


STILL_TRUE = NoteAction(
    "Still true",
    lambda subject: (
        subject.code in {FindingCode.TOUCHED, FindingCode.LINK} or subject.entry.is_changed_since
    ),
)
UPDATE = NoteAction("Update note…", lambda subject: subject.code is not None)
LINK_TO_FILE = NoteAction("Link to this file", lambda subject: subject.code is FindingCode.DELETED)
SUPERSEDE = NoteAction("Supersede…", lambda subject: subject.code is FindingCode.DELETED)
SNOOZE = NoteAction("Snooze until next commit", _is_edited)
RETIRE = NoteAction("Retire note", _is_edited)
COMPARE = NoteAction("Show what changed", lambda subject: subject.entry.where.change is not None)

NOTE_ACTIONS = (STILL_TRUE, UPDATE, LINK_TO_FILE, SUPERSEDE, SNOOZE, RETIRE, COMPARE)
"""In the order in which they are offered."""


def applicable_actions(
    subjects: Sequence[NoteAtCursor],
) -> Iterator[tuple[NoteAction, NoteAtCursor]]:
    """The actions that apply, each with its note, in the order in which they are offered."""
    for answer in NOTE_ACTIONS:
        for subject in filter(answer.applies_to, subjects):
            yield answer, subject


def candidate_places(subject: NoteAtCursor) -> list[tuple[str, Symbol]]:
    """The path and definition of each candidate place for a note that must be relinked."""
    if subject.code not in {FindingCode.LINK, FindingCode.DELETED}:
        return []
    return _places(subject.entry.where)[:CANDIDATES_SHOWN]


def _places(where: Whereabouts) -> list[tuple[str, Symbol]]:
    placement = where.placement
    candidates = placement.candidates if placement else where.nearest
    places = [(each.path, each.symbol) for each in candidates]
    if not places and placement and placement.symbol:
        places = [(placement.path, placement.symbol)]
    return places


def notes_at_cursor(
    table: Table, span: Span, at_cursor: Sequence[DiagnosticFinding]
) -> Iterator[NoteAtCursor]:
    """The notes of the findings at the cursor, then those of the enclosing definition."""
    codes = {note.id: finding.code for finding in at_cursor for note in finding.notes}
    entries = _entries(table)
    yield from (NoteAtCursor(entries[note_id], code) for note_id, code in codes.items())
    row = table.row_at(span.start) or table.file_row
    for shown in row.entries if row else ():
        if shown.entry.note.id not in codes:
            yield NoteAtCursor(shown.entry)


def _entries(table: Table) -> Mapping[NoteId, Entry]:
    return {entry.note.id: entry for absent in table.deleted for entry in absent.entries} | {
        shown.entry.note.id: shown.entry for row in table.rows for shown in row.entries
    }
