"""Drafts that are open: watched until they are saved or closed, whatever editor they are open in.

In several set-ups the editor attaches no server to a draft, or another one, so that the file is
looked at as well. Storing is the same whoever sees the save first.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types as lsp

from chesterton.lsp.convert import uri_of
from chesterton.lsp.document.open_documents import OpenDocuments
from chesterton.lsp.editor import Editor
from chesterton.lsp.transport import dispatch
from chesterton.lsp.transport.message import ProtocolError
from chesterton.lsp.workers import Workers
from chesterton.memory.drafts import draft_files, save_draft
from chesterton.memory.drafts.draft_text import Problem, read_draft, title_line
from chesterton.memory.notes.places import Documents
from chesterton.memory.notes.remember import Birth
from chesterton.memory.notes.supersede import supersede
from chesterton.memory.opening import Workspace
from chesterton.memory.review.apply_review import apply_checklist
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import NoteId

log = logging.getLogger(__name__)

REDACTED = "A secret was removed here before storing."

_SECONDS = 0.4
_LONGEST_WATCH = 24 * 60 * 60
_IDLE_SECONDS = 10 * 60
"""A stored draft that no editor told us of is removed after so long."""

Stamp = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """One draft that this server wrote or was told of."""

    path: Path
    workspace: Workspace
    stamp: Stamp | None  #: of the content that was last looked at
    since: float
    supersedes: NoteId | None = None
    is_done: bool = False  #: what it says is stored, or it says nothing
    was_told: bool = False  #: that a secret was removed
    storing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def is_review(self) -> bool:
        """Whether it is a list to review."""
        return self.path.name.startswith("REVIEW-")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What saving a draft came to."""

    message: str = ""  #: for the user, where notes changed
    has_changed_notes: bool = False
    problems: tuple[Problem, ...] = ()
    secret_line: int | None = None  #: 0-based, where a secret was removed
    is_done: bool = True


class Drafting:
    """The drafts of one session. Lives on the loop."""

    def __init__(
        self,
        editor: Editor,
        documents: OpenDocuments,
        tasks: dispatch.Tasks,
        workers: Workers,
        author: Author,
    ) -> None:
        self._editor = editor
        self._documents = documents
        self._tasks = tasks
        self._workers = workers
        self._author = author
        self._drafts: dict[Path, Draft] = {}
        self._watch: asyncio.Task[None] | None = None

    def watch(self, path: Path, workspace: Workspace, *, supersedes: NoteId | None = None) -> Draft:
        """Stores the draft whenever it is saved."""
        draft = self._drafts.get(path)
        if draft is None:
            draft = Draft(path, workspace, _stamp(path), time.monotonic(), supersedes)
            self._drafts[path] = draft
        if self._watch is None or self._watch.done():
            self._watch = self._tasks.spawn("drafts", self._keep_looking())
        return draft

    def watch_saved(self, path: Path, workspace: Workspace) -> Draft:
        """As `watch`, for one that something else wrote: what it says was not looked at yet."""
        draft = self.watch(path, workspace)
        draft.stamp = None
        return draft

    async def show(self, path: Path, line: int = 0) -> dict[str, str]:
        """Opens the draft in the editor; where that does not work, says where it is."""
        caret = lsp.Position(line, 0)
        if not await self._editor.show_document(uri_of(path), lsp.Range(caret, caret)):
            self._editor.show_message(f"Open this file, fill it in and save it: {path}")
        return {"draft": uri_of(path)}

    def known(self, path: Path) -> Draft | None:
        """The draft in that file."""
        return self._drafts.get(path)

    async def saved(self, draft: Draft) -> None:
        """The draft was saved: it is stored, and what is wrong with it is told."""
        async with draft.storing:
            await self._store(draft)

    async def _store(self, draft: Draft) -> None:
        """Whoever sees the save second finds that it was looked at, or is stored and gone."""
        stamp = _stamp(draft.path)
        if stamp in {draft.stamp, None}:
            return
        documents = await self._documents.parsed(draft.workspace)
        work = self._workers.run(store, draft, documents, self._author)
        try:
            outcome = await dispatch.finish("storing a draft", work)
        except ProtocolError as error:
            outcome = Outcome(problems=(Problem(0, error.message),), is_done=False)
        draft.stamp, draft.is_done = stamp, outcome.is_done  # not before: the editor may go
        self._tell(draft, outcome)
        if outcome.has_changed_notes:
            self._documents.changed()

    async def closed(self, path: Path) -> None:
        """The editor closed the draft: a last look, then the file goes."""
        draft = self._drafts.pop(path, None)
        if draft is None:
            return
        async with draft.storing:  # who saves and closes at once does not wait for the store
            await self._store(draft)
            if draft.is_done or draft_files.is_untouched(path):
                await self._workers.run(draft_files.wipe, path)

    async def end(self) -> None:
        """The editor goes: as if it had closed them all."""
        for path in list(self._drafts):
            with contextlib.suppress(ProtocolError):  # it is in the log
                await dispatch.finish("closing a draft", self.closed(path))

    async def _keep_looking(self) -> None:
        while self._drafts:
            await asyncio.sleep(_SECONDS)
            for draft in list(self._drafts.values()):
                with contextlib.suppress(ProtocolError):  # the others are looked at all the same
                    await dispatch.finish("looking at a draft", self._look(draft))

    async def _look(self, draft: Draft) -> None:
        age = time.monotonic() - draft.since
        now = _stamp(draft.path)
        if now is None or age > _LONGEST_WATCH:
            self._drafts.pop(draft.path, None)
        elif now != draft.stamp:
            draft.since = time.monotonic()
            await self.saved(draft)
        elif draft.is_done and age > _IDLE_SECONDS and not self._is_shown(draft):
            self._drafts.pop(draft.path, None)
            await self._workers.run(draft_files.wipe, draft.path)

    def _is_shown(self, draft: Draft) -> bool:
        return self._documents.get(uri_of(draft.path)) is not None

    def _tell(self, draft: Draft, outcome: Outcome) -> None:
        """In the draft where it is open; where no server is attached to it, in a message."""
        if self._is_shown(draft):
            found = [_diagnostic(problem) for problem in outcome.problems]
            if outcome.secret_line is not None:
                secret = Problem(outcome.secret_line, REDACTED)
                found.append(_diagnostic(secret, lsp.DiagnosticSeverity.Warning))
            self._editor.publish(uri_of(draft.path), found)
        elif outcome.problems:
            problem = outcome.problems[0]
            told = f"Not stored yet: {problem.message} (line {problem.line + 1} of the draft)"
            self._editor.show_message(told, lsp.MessageType.Warning)
        if outcome.secret_line is not None and not draft.was_told:
            draft.was_told = True
            self._editor.show_message(REDACTED, lsp.MessageType.Warning)
        elif outcome.has_changed_notes and not self._editor.client.is_quiet:
            self._editor.show_message(outcome.message)


def store(draft: Draft, documents: Documents, by: Author) -> Outcome:
    """Stores what a draft says, or applies a review. Runs in the executor."""
    if draft.is_review:
        return _applied(draft, by)
    result = save_draft.store_draft(
        draft.workspace,
        draft.path,
        by=by,
        birth=Birth(replaces=draft.supersedes if by.is_agent else None),
        documents=documents,
    )
    if isinstance(result, save_draft.Discarded):
        return Outcome()
    if isinstance(result, save_draft.Refused):
        return Outcome(problems=result.problems, is_done=False)
    if draft.supersedes is not None:
        with contextlib.suppress(UserError):
            supersede(draft.workspace, [draft.supersedes], by=by, successor=result.note.id)
        draft.supersedes = None
    line = _line_of_secret(draft.path) if result.removed else None
    message = f"Remembered: {result.note.title}"
    return Outcome(message, has_changed_notes=True, secret_line=line)


def problems_of(text: str) -> list[lsp.Diagnostic]:
    """What is wrong with a draft while it is being written."""
    read = read_draft(text)
    if read.is_empty:
        return []
    lines = text.split("\n")
    return [_said(_diagnostic(each), lines[each.line : each.line + 1]) for each in read.problems]


def _applied(draft: Draft, by: Author) -> Outcome:
    applied = apply_checklist(draft.workspace, draft_files.read(draft.path), by=by)
    parts = ((applied.kept, "kept"), (applied.retired, "retired"), (applied.edited, "edited"))
    counts = [f"{count} {word}" for count, word in parts if count]
    message = f"Reviewed: {', '.join(counts)}"
    return Outcome(message, has_changed_notes=applied.done > 0, problems=applied.problems)


def _line_of_secret(path: Path) -> int:
    """The title's line stands for the whole: where the secret was is not told again."""
    with contextlib.suppress(OSError, UserError):
        return title_line(draft_files.read(path))
    return 0


def _diagnostic(
    problem: Problem, severity: lsp.DiagnosticSeverity = lsp.DiagnosticSeverity.Error
) -> lsp.Diagnostic:
    """A problem over its whole line: the end of a line may be given far too large."""
    place = lsp.Range(lsp.Position(problem.line, 0), lsp.Position(problem.line, 1000))
    return lsp.Diagnostic(
        place, problem.message, severity=severity, code="draft", source="chesterton"
    )


def _said(diagnostic: lsp.Diagnostic, line: Sequence[str]) -> lsp.Diagnostic:
    """Only what a person said is wrong, not what the header explains behind it."""
    said, mark, _ = "".join(line).partition("  #")
    if mark:
        diagnostic.range.end.character = len(said.rstrip())
    return diagnostic


def _stamp(path: Path) -> Stamp | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return (seen.st_mtime_ns, seen.st_size)
