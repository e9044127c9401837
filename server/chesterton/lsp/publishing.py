"""Converts findings to LSP diagnostics and publishes them when they change."""

from collections.abc import Sequence

from lsprotocol import types as lsp

from chesterton.lsp.document.document import Document
from chesterton.lsp.session import Session
from chesterton.lsp.snapshot import Snapshot
from chesterton.memory import problems, sentences
from chesterton.memory.problems import DiagnosticFinding
from chesterton.memory.web_links import safe_url
from chesterton.model.note import Note

SOURCE = "chesterton"
DATA_VERSION = 1


def publish(session: Session, document: Document) -> None:
    """Publishes the diagnostics if they or the document version changed since the last time."""
    if document.is_draft:
        return
    current = diagnostics(session.snapshot(document))
    if current != document.published or document.version != document.published_version:
        document.published, document.published_version = current, document.version
        session.editor.publish(document.uri, current, document.version)


def diagnostics(snapshot: Snapshot) -> tuple[lsp.Diagnostic, ...]:
    """The diagnostics of a document."""
    return tuple(to_diagnostic(finding, snapshot) for finding in findings(snapshot))


def findings(snapshot: Snapshot) -> list[DiagnosticFinding]:
    """The findings to show, including hints if this editor shows them."""
    is_hinted = snapshot.client.shows_hints(snapshot.settings.signals)
    find = problems.findings_and_hints if is_hinted else problems.findings
    return find(snapshot.table, snapshot.text, snapshot.settings)


def to_diagnostic(finding: DiagnosticFinding, snapshot: Snapshot) -> lsp.Diagnostic:
    """The LSP diagnostic for a finding."""
    client = snapshot.client
    url = _url(finding.notes, snapshot) if client.code_description else None
    return lsp.Diagnostic(
        range=snapshot.range(finding.span),
        severity=lsp.DiagnosticSeverity(finding.severity),
        code=finding.code.value,
        code_description=lsp.CodeDescription(url) if url else None,
        source=SOURCE,
        message=finding.message,
        related_information=_related(finding, snapshot) if client.related_information else None,
        data={"v": DATA_VERSION, "notes": [note.id for note in finding.notes]},
    )


def _url(notes: Sequence[Note], snapshot: Snapshot) -> str | None:
    links = (link for note in notes for link in note.links)
    web = (safe_url(link) for link in links if link.startswith(("http://", "https://")))
    views = (snapshot.views.get(note.id) for note in notes)
    return next((url for url in (*web, *views) if url), None)


def _related(
    finding: DiagnosticFinding, snapshot: Snapshot
) -> list[lsp.DiagnosticRelatedInformation] | None:
    if finding.name_span is None or finding.symbol is None:
        return None
    location = lsp.Location(snapshot.uri, snapshot.range(finding.name_span))
    return [lsp.DiagnosticRelatedInformation(location, sentences.note_location(finding.symbol))]
