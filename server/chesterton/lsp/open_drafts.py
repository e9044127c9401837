"""Watches open drafts and stores them as notes when they are saved.

Some editors attach no server to a draft, or a different one, so the file is polled as well. Storing
is idempotent: it does not matter whether polling or the editor sees a save first.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types as lsp

from chesterton.lsp.document.open_documents import OpenDocuments
from chesterton.lsp.editor import Editor
from chesterton.lsp.transport import dispatch
from chesterton.lsp.transport.message import ProtocolError
from chesterton.lsp.workers import Workers
from chesterton.memory.drafts import draft_files, save_draft
from chesterton.memory.drafts.draft_text import Problem, advice, read_draft, title_line
from chesterton.memory.notes.places import Documents
from chesterton.memory.notes.remember import Creation
from chesterton.memory.notes.retire import supersede
from chesterton.memory.opening import Workspace
from chesterton.memory.review.apply_review import apply_checklist
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import NoteId

log = logging.getLogger(__name__)

REDACTED = "A secret was removed here before the note was stored."

_SECONDS = 0.4
_RETRY_SECONDS = 10.0
_LONGEST_WATCH = 24 * 60 * 60
_IDLE_SECONDS = 10 * 60
"""Time after which a stored draft that is not open in the editor is deleted."""

Stamp = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """A draft that this server wrote or the editor opened."""

    path: Path
    workspace: Workspace
    stamp: Stamp | None  #: of the content that was last processed
    since: float
    supersedes: NoteId | None = None
    is_done: bool = False  #: stored, or empty
    retry_at: float | None = None  #: when to try again after the store failed
    secret_reported: bool = False
    storing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def is_review(self) -> bool:
        """Whether this is a review checklist rather than a note."""
        return self.path.name.startswith("REVIEW-")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of storing a draft."""

    message: str = ""  #: shown to the user if notes changed
    has_changed_notes: bool = False
    problems: tuple[Problem, ...] = ()
    secret_line: int | None = None  #: 0-based, where a secret was removed
    is_done: bool = True
    is_waiting: bool = False  #: kept until the store works again


@dataclass(slots=True, eq=False)
class OpenDrafts:
    """The open drafts of one session. Confined to the event loop."""

    _editor: Editor
    _documents: OpenDocuments
    _tasks: dispatch.Tasks
    _workers: Workers
    _author: Author
    _drafts: dict[Path, Draft] = field(default_factory=dict)
    _watch: asyncio.Task[None] | None = None

    def watch(self, path: Path, workspace: Workspace, *, supersedes: NoteId | None = None) -> Draft:
        """Watches a draft and stores it whenever it is saved."""
        draft = self._drafts.get(path)
        if draft is None:
            draft = Draft(path, workspace, _stamp(path), time.monotonic(), supersedes)
            self._drafts[path] = draft
            self._tasks.spawn("loading the redaction rules", self._workers.run(save_draft.prepare))
        if self._watch is None or self._watch.done():
            self._watch = self._tasks.spawn("drafts", self._poll())
        return draft

    async def show(self, path: Path, line: int = 0) -> dict[str, str]:
        """Opens the draft in the editor, or shows its path if the editor cannot open it."""
        caret = lsp.Position(line, 0)
        if not await self._editor.show_document(path.as_uri(), lsp.Range(caret, caret)):
            self._editor.show_message(f"Open this file, fill it in and save it: {path}")
        return {"draft": path.as_uri()}

    def draft_at(self, path: Path) -> Draft | None:
        """The watched draft at this path."""
        return self._drafts.get(path)

    async def saved(self, draft: Draft) -> None:
        """Stores a draft that was saved and reports its problems."""
        async with draft.storing:
            await self._store(draft)

    async def _store(self, draft: Draft) -> None:
        """Stores the draft unless this content was processed already or the file is gone."""
        stamp = _stamp(draft.path)
        if stamp in {draft.stamp, None}:
            return
        documents = await self._documents.parsed(draft.workspace)
        work = self._workers.run(store, draft, documents, self._author)
        try:
            outcome = await dispatch.finish("storing a draft", work)
        except ProtocolError as error:
            outcome = Outcome(problems=(Problem(0, error.message),), is_done=False)
        # only after storing: the editor may disconnect meanwhile
        draft.stamp, draft.is_done = stamp, outcome.is_done
        is_repeated = outcome.is_waiting and draft.retry_at is not None
        draft.retry_at = time.monotonic() + _RETRY_SECONDS if outcome.is_waiting else None
        if not is_repeated:
            self._report(draft, outcome)
        if outcome.has_changed_notes:
            self._documents.request_rebuild()

    async def closed(self, path: Path) -> None:
        """Stores a draft that the editor closed; deletes the file if it is stored or unedited."""
        draft = self._drafts.pop(path, None)
        if draft is None:
            return
        async with draft.storing:  # the save may still be in progress
            await self._store(draft)
            if draft.is_done or draft_files.is_unedited(path):
                await self._workers.run(draft_files.wipe, path)

    async def end(self) -> None:
        """Closes all drafts at the end of the session."""
        for path in list(self._drafts):
            with contextlib.suppress(ProtocolError):  # already logged
                await dispatch.finish("closing a draft", self.closed(path))

    async def _poll(self) -> None:
        while self._drafts:
            await asyncio.sleep(_SECONDS)
            for draft in list(self._drafts.values()):
                with contextlib.suppress(ProtocolError):  # one failure must not affect other drafts
                    await dispatch.finish("checking a draft", self._check(draft))

    async def _check(self, draft: Draft) -> None:
        age = time.monotonic() - draft.since
        stamp = _stamp(draft.path)
        if stamp is None or age > _LONGEST_WATCH:
            self._drafts.pop(draft.path, None)
        elif stamp != draft.stamp:
            draft.since = time.monotonic()
            await self.saved(draft)
        elif draft.retry_at is not None and time.monotonic() > draft.retry_at:
            draft.stamp = (0, 0)
            await self.saved(draft)
        elif draft.is_done and age > _IDLE_SECONDS and not self._is_open(draft):
            self._drafts.pop(draft.path, None)
            await self._workers.run(draft_files.wipe, draft.path)

    def _is_open(self, draft: Draft) -> bool:
        return self._documents.get(draft.path.as_uri()) is not None

    def _report(self, draft: Draft, outcome: Outcome) -> None:
        """Reports as diagnostics if the draft is open in this editor, else in a message."""
        if self._is_open(draft):
            diagnostics = [_diagnostic(problem) for problem in outcome.problems]
            if outcome.secret_line is not None:
                secret = Problem(outcome.secret_line, REDACTED)
                diagnostics.append(_diagnostic(secret, lsp.DiagnosticSeverity.Warning))
            self._editor.publish(draft.path.as_uri(), diagnostics)
        elif outcome.problems:
            problem = outcome.problems[0]
            message = f"Not stored yet: {problem.message} (line {problem.line + 1} of the draft)"
            self._editor.show_message(message, lsp.MessageType.Warning)
        if outcome.secret_line is not None and not draft.secret_reported:
            draft.secret_reported = True
            self._editor.show_message(REDACTED, lsp.MessageType.Warning)
        elif outcome.has_changed_notes and not self._editor.client.is_quiet:
            self._editor.show_message(outcome.message)


def store(draft: Draft, documents: Documents, by: Author) -> Outcome:
    """Stores a draft as a note, or applies a review checklist. Runs in the executor."""
    if draft.is_review:
        return _applied(draft, documents, by)
    result = save_draft.store_draft(
        draft.workspace,
        draft.path,
        by=by,
        creation=Creation(replaces=draft.supersedes if by.is_agent else None),
        documents=documents,
    )
    if isinstance(result, save_draft.Discarded):
        return Outcome()
    if isinstance(result, save_draft.Refused):
        return Outcome(problems=result.problems, is_done=False, is_waiting=result.is_waiting)
    if draft.supersedes is not None:
        with contextlib.suppress(UserError):
            supersede(draft.workspace, [draft.supersedes], by=by, successor=result.note.id)
        draft.supersedes = None
    line = _line_of_secret(draft.path) if result.removed else None
    message = f"Remembered: {result.note.title}"
    return Outcome(message, has_changed_notes=True, secret_line=line)


def problems_of(text: str) -> list[lsp.Diagnostic]:
    """Diagnostics for a draft that is being written."""
    fields = read_draft(text)
    if fields.is_empty:
        return []
    lines = text.split("\n")
    diagnostics = [
        _without_hint(_diagnostic(each), lines[each.line : each.line + 1])
        for each in fields.problems
    ]
    nothing = advice(fields)
    if nothing and not fields.problems:
        diagnostics.append(_diagnostic(nothing, lsp.DiagnosticSeverity.Information))
    return diagnostics


def _applied(draft: Draft, documents: Documents, by: Author) -> Outcome:
    text = draft_files.read(draft.path)
    applied = apply_checklist(draft.workspace, text, by=by, documents=documents)
    parts = ((applied.kept, "kept"), (applied.retired, "retired"), (applied.edited, "edited"))
    counts = [f"{count} {word}" for count, word in parts if count]
    message = f"Reviewed: {', '.join(counts)}"
    return Outcome(message, has_changed_notes=applied.done > 0, problems=applied.problems)


def _line_of_secret(path: Path) -> int:
    """The title's line, because the position of the removed secret is not recorded."""
    with contextlib.suppress(OSError, UserError):
        return title_line(draft_files.read(path))
    return 0


def _diagnostic(
    problem: Problem, severity: lsp.DiagnosticSeverity = lsp.DiagnosticSeverity.Error
) -> lsp.Diagnostic:
    """A diagnostic for a whole line; editors clamp a column beyond the end of the line."""
    line = lsp.Range(lsp.Position(problem.line, 0), lsp.Position(problem.line, 1000))
    return lsp.Diagnostic(
        line, problem.message, severity=severity, code="draft", source="chesterton"
    )


def _without_hint(diagnostic: lsp.Diagnostic, line: Sequence[str]) -> lsp.Diagnostic:
    """The range of a header line without the explanatory comment after it."""
    value, mark, _ = "".join(line).partition("  #")
    if mark:
        diagnostic.range.end.character = len(value.rstrip())
    return diagnostic


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size)
