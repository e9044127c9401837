"""chesterton.open: opens notes as read-only Markdown files, the same files that hovers link to."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from chesterton.lsp.convert import path_of
from chesterton.lsp.document.document import Document
from chesterton.lsp.publishing import publish
from chesterton.lsp.session import Session
from chesterton.memory.margin.table import Row
from chesterton.memory.notes import show, views
from chesterton.memory.notes.activity import Activity
from chesterton.memory.notes.places import Documents, Place
from chesterton.memory.opening import Workspace
from chesterton.memory.verdict_text import clause
from chesterton.model.errors import UserError
from chesterton.model.note import Note, Placed
from chesterton.model.symbol import location_text

T = TypeVar("T")

_BATCH = 4
_REST = 3.0
"""Delay after a batch, in multiples of the batch's time: at most 25 % of a CPU."""


@dataclass(frozen=True, slots=True)
class Page:
    """The notes of one symbol. Pages that compare equal have identical files."""

    name: str  #: `::symbol`; `::` for the file
    versions: tuple[
        tuple[str, int, str], ...
    ]  #: of each note: id, version, what became of its code
    is_long: bool  #: has more notes than a hover shows
    notes: tuple[Note, ...] = field(compare=False)


async def run_open(session: Session, arguments: Mapping[str, Any]) -> dict[str, str]:
    """Opens notes by id, or those of a symbol or file."""
    ids, place = arguments.get("ids", ()), None
    if ids:
        workspace = await session.run(session.projects.workspace_with, ids[0])
    elif "uri" in arguments:
        home = await session.home_of(arguments["uri"])
        workspace, place = home.workspace, Place(home.path, symbol=arguments.get("symbol"))
    else:
        raise UserError("no notes specified", "pass ids or uri")
    documents = await session.documents.parsed(workspace)
    write = _write_change if arguments.get("compare") else _write_view
    path = await session.run(write, workspace, ids, place, documents)
    if not await session.editor.show_document(path.as_uri()):
        session.editor.show_message(f"The notes are in {path}")
    return {"view": path.as_uri()}


def push(session: Session, document: Document) -> None:
    """Starts writing the files that hovers link to, in the background."""
    if not document.is_writing and _missing(session, document):
        document.is_writing = True
        session.tasks.spawn("writing note files", _write(session, document))


def _missing(session: Session, document: Document) -> list[Page]:
    """The pages of the current table whose files are missing or outdated."""
    table = document.table()
    if table is None or not document.is_open:
        return []
    most = session.options.shared.hover_max_notes
    pages = (_page(row, most) for row in table.rows if row.entries)
    return [page for page in pages if not _is_written(document, page)]


def _is_written(document: Document, page: Page) -> bool:
    if document.viewed.get(page.name) != page:
        return False
    uri = document.views.get(page.name) if page.is_long else None
    path = path_of(uri) if uri else None
    return path is None or path.exists()  # deleted whenever any note is forgotten


async def _write(session: Session, document: Document) -> None:
    """Writes in small batches with pauses, so that hovers and typing are not delayed."""
    done, waiting, last_table = set[Page](), deque[Page](), None
    try:
        while document.is_open:
            if (table := document.table()) is not last_table:  # skip pages that are gone by now
                last_table = table
                waiting = deque(page for page in _missing(session, document) if page not in done)
            batch = [waiting.popleft() for _ in range(min(_BATCH, len(waiting)))]
            if not batch:
                break
            await _write_batch(session, document, batch)
            done.update(batch)  # symbols of the same name share an entry of `viewed`
    finally:
        document.is_writing = False
    table = document.table()
    for rows in _batches(table.rows if table else ()):
        if not document.is_open:
            return
        await _throttled(session, session.run(compute_claims, rows))


async def _write_batch(session: Session, document: Document, pages: list[Page]) -> None:
    home = document.home
    if home is None:
        return
    documents = {home.path: document.parsed} if document.parsed else {}
    work = session.run(write_pages, home.workspace, pages, documents)
    document.views |= await _throttled(session, work)
    document.viewed |= {page.name: page for page in pages}
    if document.is_open:
        publish(session, document)  # diagnostics without a web link get a link to the file


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))


async def _throttled(session: Session, work: Awaitable[T]) -> T:
    began = time.monotonic()
    result = await work
    await asyncio.sleep(_REST * (time.monotonic() - began))
    await session.wait_until_idle()
    return result


def write_pages(
    workspace: Workspace, pages: Sequence[Page], documents: Documents
) -> dict[str, str]:
    """Writes the files of the notes; returns their URIs by note id and page name."""
    location, uris = workspace.store.location, dict[str, str]()
    for page in pages:
        placed = show.place(workspace, page.notes, documents)
        for each in placed:
            uris[each.note.id] = views.view(location, each).as_uri()
        if page.is_long:
            uris[page.name] = views.view_all(location, page.name, placed).as_uri()
        workspace.singleton(Activity).record_changes(placed)
    notes = (note.id for page in pages for note in page.notes)
    if forgotten := [note for note in notes if not workspace.store.has(note)]:
        views.delete_views(location, forgotten)  # they were forgotten meanwhile
    return uris


def compute_claims(rows: Iterable[Row]) -> int:
    """Computes the lazily computed claims before the first hover; returns the word count."""
    return sum(len(shown.entry.claim.words()) for row in rows for shown in row.entries)


def _page(row: Row, most: int) -> Page:
    return Page(
        f"::{row.symbol.name if row.symbol else ''}",
        tuple(
            (each.entry.note.id, each.entry.note.version, clause(each.entry.where))
            for each in row.entries
        ),
        len(row.entries) > most,
        tuple(shown.entry.note for shown in row.entries),
    )


def _write_view(
    workspace: Workspace, ids: Sequence[str], place: Place | None, documents: Documents
) -> Path:
    notes, location = _selected(workspace, ids, place, documents), workspace.store.location
    if len(notes) == 1:
        return views.view(location, notes[0])
    first = notes[0].first.anchor.written
    name = location_text(place.path, place.symbol) if place else first
    return views.view_all(location, name, notes)


def _write_change(
    workspace: Workspace, ids: Sequence[str], place: Place | None, documents: Documents
) -> Path:
    """Like `_write_view`, but for the code of the first note, as confirmed and as it is."""
    note = _selected(workspace, ids, place, documents)[0]
    compared = show.then_and_now(workspace, note, documents)
    return views.view_change(workspace.store.location, note, compared)


def _selected(
    workspace: Workspace, ids: Sequence[str], place: Place | None, documents: Documents
) -> list[Placed]:
    notes = [show.find_note(workspace, note, documents) for note in ids]
    notes = notes or show.notes(workspace, at=place, documents=documents)
    if not notes:
        raise UserError("there are no notes here", "write one with: Remember why…")
    return notes
