"""Diagnostics: told by push, only while an uncommitted change meets a note, or something asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from lsprotocol import types as lsp

from chesterton.lsp import wording
from chesterton.lsp.convert import line_span
from chesterton.lsp.document.document import Document
from chesterton.lsp.document.table import Absent, Row, Shown
from chesterton.lsp.feature import Push
from chesterton.lsp.markdown import safe_url
from chesterton.lsp.session import Session
from chesterton.lsp.snapshot import Snapshot
from chesterton.model.anchor import State
from chesterton.model.note import Kind, Note
from chesterton.model.symbol import Span

SOURCE = "chesterton"
FILE_LIMIT = 20
DATA_VERSION = 1

_TOLD_KINDS = frozenset({Kind.PITFALL, Kind.INCIDENT, Kind.DECISION})
_SEVERITY = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "information": lsp.DiagnosticSeverity.Information,
    "hint": lsp.DiagnosticSeverity.Hint,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell, before it is put into the protocol's words."""

    code: str
    severity: lsp.DiagnosticSeverity
    span: Span
    message: str
    notes: tuple[Note, ...]
    name_span: Span | None = None  #: of the symbol, where the span is elsewhere
    symbol: str | None = None


def push(session: Session, document: Document) -> None:
    """Tells the editor what there is, once for each version of the text and each change of it."""
    if document.is_draft:
        return
    found = diagnostics(session.snapshot(document))
    if found != document.published or document.version != document.published_version:
        document.published, document.published_version = found, document.version
        session.editor.publish(document.uri, found, document.version)


OFFERS = (Push(push),)


def diagnostics(snapshot: Snapshot) -> tuple[lsp.Diagnostic, ...]:
    """What to tell about a document, in the protocol's words."""
    return tuple(to_diagnostic(finding, snapshot) for finding in findings(snapshot))


def findings(snapshot: Snapshot) -> list[Finding]:
    """What to tell about a document: at most one thing a symbol, the gravest first."""
    settings = snapshot.settings
    if not (settings.enable and settings.diagnostics_enabled):
        return []
    found = [finding for each in snapshot.table.absent for finding in _deleted(each, snapshot)]
    quiet: list[Row] = []
    for row in snapshot.table.rows:
        grave = next(chain(_touched(row, snapshot), _link(row, snapshot)), None)
        if grave is not None:
            found.append(grave)
        else:
            quiet.append(row)
    found.sort(key=lambda finding: (finding.severity, finding.span.start))
    hints = (hint for row in quiet for hint in _presence(row, snapshot))
    return list(islice(chain(found, hints), FILE_LIMIT))


def to_diagnostic(finding: Finding, snapshot: Snapshot) -> lsp.Diagnostic:
    """A finding as the protocol writes it."""
    client = snapshot.client
    address = _address(finding.notes, snapshot) if client.code_description else None
    return lsp.Diagnostic(
        range=snapshot.range(finding.span),
        severity=finding.severity,
        code=finding.code,
        code_description=lsp.CodeDescription(address) if address else None,
        source=SOURCE,
        message=finding.message,
        related_information=_related(finding, snapshot) if client.related_information else None,
        data={"v": DATA_VERSION, "notes": [note.id for note in finding.notes]},
    )


def _touched(row: Row, snapshot: Snapshot) -> Iterator[Finding]:
    told = [
        shown
        for shown in row.entries
        if shown.entry.touched and shown.entry.note.kind in _TOLD_KINDS
    ]
    severity = _severity("touched", snapshot)
    if told and severity is not None:
        notes = _notes(told)
        day = (notes[0].confirmed or notes[0].created)[:10] if told[0].is_stale else None
        span = told[0].quote or told[0].changed or row.name_span
        message = wording.touched(notes, day)
        name = row.symbol.name if row.symbol else None
        yield Finding(
            "touched", severity, _visible(span, snapshot), message, notes, row.name_span, name
        )


def _link(row: Row, snapshot: Snapshot) -> Iterator[Finding]:
    unsure = [shown for shown in row.entries if shown.entry.where.state is State.UNCERTAIN]
    severity = _severity("link", snapshot)
    if unsure and severity is not None:
        anchor = unsure[0].entry.where.anchor
        old_name = anchor.symbol.rsplit(".", 1)[-1] if anchor.symbol else anchor.path
        is_here = anchor.symbol is None and anchor.path == snapshot.table.path
        message = wording.lost_line() if is_here else wording.link(old_name, row.symbol)
        yield Finding("link", severity, row.name_span, message, _notes(unsure))


def _presence(row: Row, snapshot: Snapshot) -> Iterator[Finding]:
    if row.entries and snapshot.client.shows_hints(snapshot.settings.signals):
        severity = lsp.DiagnosticSeverity.Hint
        yield Finding("note", severity, row.name_span, wording.hint(row), _notes(row.entries))


def _deleted(absent: Absent, snapshot: Snapshot) -> Iterator[Finding]:
    severity = _severity("deleted", snapshot)
    if absent.entries and severity is not None:
        notes = tuple(entry.note for entry in absent.entries)
        message = wording.deleted(absent.name.rsplit(".", 1)[-1], notes)
        line = snapshot.text.position(absent.offset)[0]
        yield Finding("deleted", severity, line_span(line, snapshot.text), message, notes)


def _severity(code: str, snapshot: Snapshot) -> lsp.DiagnosticSeverity | None:
    return _SEVERITY.get(snapshot.settings.diagnostics_severity[code])


def _notes(shown: Sequence[Shown]) -> tuple[Note, ...]:
    return tuple(each.entry.note for each in shown)


def _visible(span: Span, snapshot: Snapshot) -> Span:
    """A span with something in it: an empty one is shown nowhere."""
    if span.start < span.end:
        return span
    return line_span(snapshot.text.position(span.start)[0], snapshot.text)


def _address(notes: Sequence[Note], snapshot: Snapshot) -> str | None:
    links = (link for note in notes for link in note.links)
    web = (safe_url(link) for link in links if link.startswith(("http://", "https://")))
    views = (snapshot.views.get(note.id) for note in notes)
    return next((address for address in (*web, *views) if address), None)


def _related(finding: Finding, snapshot: Snapshot) -> list[lsp.DiagnosticRelatedInformation] | None:
    if finding.name_span is None or finding.symbol is None:
        return None
    location = lsp.Location(snapshot.uri, snapshot.range(finding.name_span))
    message = f"The note is on {wording.one_line(finding.symbol)}."
    return [lsp.DiagnosticRelatedInformation(location, message)]
