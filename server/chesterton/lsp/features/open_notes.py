"""Opening notes: as read-only Markdown files, one or all of a symbol, or the code then and now."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from chesterton.lsp.convert import path_of, uri_of
from chesterton.lsp.document.document import Document
from chesterton.lsp.publishing import publish
from chesterton.lsp.session import Session
from chesterton.memory.margin.table import Row
from chesterton.memory.notes import show, views
from chesterton.memory.notes.activity import Activity
from chesterton.memory.notes.places import Documents, Place
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import State
from chesterton.model.errors import UserError
from chesterton.model.note import Note, NoteId
from chesterton.model.placed import Placed
from chesterton.model.symbol import written

T = TypeVar("T")

_BATCH = 4
_REST = 3.0
"""After a batch, this many times as long is waited: a quarter of a CPU at most."""


@dataclass(frozen=True, slots=True)
class Page:
    """The notes of one symbol, as they were when their files were written."""

    name: str  #: `::symbol`; `::` for the file
    versions: tuple[tuple[str, int, State], ...]  #: id, version and state of each
    is_long: bool  #: a hover does not tell all of them
    notes: tuple[Note, ...] = field(compare=False)


async def run_open(session: Session, arguments: Mapping[str, Any]) -> dict[str, str]:
    """Opens notes by id, or those of a symbol or file."""
    if "ids" in arguments:
        workspace = await session.run(session.roots.workspace_with, arguments["ids"][0])
    elif "uri" in arguments:
        workspace = (await session.home_of(arguments["uri"])).workspace
    else:
        raise UserError("say which notes to open", "give ids, or uri")
    documents = await session.documents.parsed(workspace)
    path = await session.run(_view, workspace, await _wanted(session, arguments), documents)
    if not await session.editor.show_document(uri_of(path)):
        session.editor.show_message(f"The notes are in {path}")
    return {"view": uri_of(path)}


def push(session: Session, document: Document) -> None:
    """Writes the files that hovers link to, after everything else."""
    if not document.is_writing and _missing(session, document):
        document.is_writing = True
        session.tasks.spawn("files of notes", _write(session, document))


def _missing(session: Session, document: Document) -> list[Page]:
    """What stands beside it at this moment and has no file."""
    table = document.table()
    if table is None or not document.is_open:
        return []
    most = session.options.shared.hover_max_notes
    wanted = (_page(row, most) for row in table.rows if row.entries)
    return [page for page in wanted if not _is_written(document, page)]


def _is_written(document: Document, page: Page) -> bool:
    if document.viewed.get(page.name) != page:
        return False
    address = document.views.get(page.name) if page.is_long else None
    path = path_of(address) if address else None
    return path is None or path.exists()  # it goes whenever any note is forgotten


async def _write(session: Session, document: Document) -> None:
    """A few at a time, with pauses: whoever hovers or types meanwhile must not notice."""
    done, waiting, seen = set[Page](), deque[Page](), None
    try:
        while document.is_open:
            if (table := document.table()) is not seen:  # what is gone meanwhile is not written
                seen = table
                waiting = deque(page for page in _missing(session, document) if page not in done)
            some = [waiting.popleft() for _ in range(min(_BATCH, len(waiting)))]
            if not some:
                break
            await _write_some(session, document, some)
            done.update(some)  # namesakes share an entry of `viewed`, and would be missing for ever
    finally:
        document.is_writing = False
    table = document.table()
    for rows in _batches(table.rows if table else ()):
        if not document.is_open:
            return
        await _unhurried(session, session.run(work_out_claims, rows))


async def _write_some(session: Session, document: Document, pages: list[Page]) -> None:
    home = document.home
    if home is None:
        return
    documents = {home.path: document.parsed} if document.parsed else {}
    work = session.run(write_pages, home.workspace, pages, documents)
    document.views |= await _unhurried(session, work)
    document.viewed |= {page.name: page for page in pages}
    if document.is_open:
        publish(session, document)  # diagnostics link to the files, where no other link is


def _batches(all_: Sequence[T]) -> Iterator[Sequence[T]]:
    return (all_[start : start + _BATCH] for start in range(0, len(all_), _BATCH))


async def _unhurried(session: Session, work: Awaitable[T]) -> T:
    began = time.monotonic()
    result = await work
    await asyncio.sleep(_REST * (time.monotonic() - began))
    await session.calm()
    return result


def write_pages(
    workspace: Workspace, pages: Sequence[Page], documents: Documents
) -> dict[str, str]:
    """Writes the files of the notes; their addresses by note id and by symbol."""
    location, addresses = workspace.store.location, dict[str, str]()
    for page in pages:
        placed = show.place(workspace, page.notes, documents)
        for each in placed:
            addresses[each.note.id] = uri_of(views.view(location, each))
        if page.is_long:
            addresses[page.name] = uri_of(views.view_all(location, page.name, placed))
        workspace.shared(Activity).observe(placed)
    if gone := _forgotten(workspace, pages):
        views.purge(location, gone)
    return addresses


def _forgotten(workspace: Workspace, pages: Sequence[Page]) -> list[NoteId]:
    """Notes that somebody forgot while their files were written: no byte of them stays."""
    gone = []
    for note in (note for page in pages for note in page.notes):
        try:
            workspace.store.note(note.id, None)
        except UserError:
            gone.append(note.id)
    return gone


def work_out_claims(rows: Iterable[Row]) -> int:
    """How many words the notes speak of: each is worked out when first asked for, here in time."""
    return sum(len(shown.entry.claim) for row in rows for shown in row.entries)


def _page(row: Row, most: int) -> Page:
    return Page(
        f"::{row.symbol.name if row.symbol else ''}",
        tuple(
            (each.entry.note.id, each.entry.note.version, each.entry.where.state)
            for each in row.entries
        ),
        len(row.entries) > most,
        tuple(shown.entry.note for shown in row.entries),
    )


Wanted = tuple[Sequence[str], Place | None, bool]
"""Ids, or a place; and whether the code is to be compared."""


async def _wanted(session: Session, arguments: Mapping[str, Any]) -> Wanted:
    compare = bool(arguments.get("compare"))
    if "ids" in arguments:
        return arguments["ids"], None, compare
    home = await session.home_of(arguments["uri"])
    return (), Place(home.path, symbol=arguments.get("symbol")), compare


def _view(workspace: Workspace, wanted: Wanted, documents: Documents) -> Path:
    ids, place, compare = wanted
    notes = [show.one(workspace, note, documents) for note in ids]
    notes = notes or show.notes(workspace, at=place, documents=documents)
    if not notes:
        raise UserError("there are no notes here", "write one with: Remember why…")
    location = workspace.store.location
    if compare:
        compared = show.then_and_now(workspace, notes[0], documents)
        return views.view_change(location, notes[0], compared)
    if len(notes) == 1:
        return views.view(location, notes[0])
    name = written(place.path, place.symbol) if place else _name(notes[0])
    return views.view_all(location, name, notes)


def _name(placed: Placed) -> str:
    return placed.first.anchor.written
