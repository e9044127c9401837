"""Remember why: a draft that the editor opens, or a text or comment that becomes a note at once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp

from chesterton.lsp.arguments import to_range
from chesterton.lsp.convert import from_range
from chesterton.lsp.convert import to_range as range_of
from chesterton.lsp.projects import Home
from chesterton.lsp.session import Session
from chesterton.memory.drafts import draft_files, draft_text, save_draft
from chesterton.memory.exchange.portable import Json, to_json
from chesterton.memory.margin.comments import remember_comment, whole_lines
from chesterton.memory.margin.parsed_document import Comment, Parsed
from chesterton.memory.margin.target import Aim, aim
from chesterton.memory.notes import show
from chesterton.memory.notes.places import Documents, write_place
from chesterton.memory.notes.remember import remember
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.note import Kind, NoteContent
from chesterton.model.placed import Placed
from chesterton.syntax.positions import Encoding
from chesterton.syntax.text import Text

Arguments = Mapping[str, Any]


async def run_remember(session: Session, arguments: Arguments) -> Json:
    """Opens a draft; with `text`, stores it directly."""
    home, documents, aimed = await _aim(session, arguments)
    kind = Kind(arguments.get("kind", Kind.DECISION))
    if "text" in arguments:
        typed = _typed(kind, arguments["text"])
        placed = await session.run(_store, home.workspace, typed, aimed, session.author, documents)
        await session.documents.show_changes()
        return to_json(placed)
    path, line = await session.run(_write, home.workspace, aimed, kind)
    old = arguments.get("supersedes")
    if old is not None:
        old = (await session.run(show.one, home.workspace, old)).note.id
    session.drafting.watch(path, home.workspace, supersedes=old)
    return await session.drafting.show(path, line)


async def run_remember_comment(session: Session, arguments: Arguments) -> Json:
    """Stores the comment at the range as a note on the code it stands at."""
    home, documents, aimed = await _aim(session, arguments)
    document = session.documents.get(arguments["uri"])
    settings = document.settings if document else session.options.shared
    placed, comment = await session.run(
        remember_comment,
        home.workspace,
        aimed,
        settings.comment_markers,
        by=session.author,
        documents=documents,
    )
    if not settings.keep_comment and aimed.parsed is not None:
        await _take_out(session, arguments["uri"], comment, aimed.parsed)
    await session.documents.show_changes()
    return to_json(placed)


async def run_edit(session: Session, arguments: Arguments) -> Json:
    """Opens the draft of a note that exists."""
    workspace = await session.run(session.roots.workspace_with, arguments["id"])
    documents = await session.documents.parsed(workspace)

    def write() -> tuple[Path, int]:
        path = save_draft.open_draft(workspace, show.one(workspace, arguments["id"], documents))
        return path, draft_text.title_line(draft_files.read(path))

    path, line = await session.run(write)
    session.drafting.watch(path, workspace)
    return await session.drafting.show(path, line)


async def _aim(session: Session, arguments: Arguments) -> tuple[Home, Documents, Aim]:
    document = session.documents.get(arguments["uri"])
    meant = document.text if document else None  # more may be typed until it is looked at
    home = await session.home_of(arguments["uri"])
    documents = await session.documents.parsed(home.workspace)
    encoding = session.client.encoding
    return home, documents, await session.run(_aimed, home, documents, arguments, meant, encoding)


def _aimed(
    home: Home, documents: Documents, arguments: Arguments, meant: Text | None, encoding: Encoding
) -> Aim:
    """The line or range that was given, in the document as it is, else in the file."""
    parsed = documents.get(home.path) or home.workspace.parsed(home.path)
    if parsed is None or not {"range", "line"} & arguments.keys():
        return Aim(home.path, parsed)
    meant = meant or parsed.text
    if "range" not in arguments:
        return aim(home.path, parsed, meant, arguments["line"])
    given = to_range(arguments["range"])
    span = from_range(given, meant, encoding)
    return aim(home.path, parsed, meant, given.start.line, span)


async def _take_out(session: Session, uri: str, comment: Comment, parsed: Parsed) -> None:
    """Removes a comment; in a text that was typed in meanwhile its lines may be others."""
    document = session.documents.get(uri)
    if document is not None and document.text == parsed.text:
        place = range_of(whole_lines(comment, parsed), parsed.text, session.client.encoding)
        await session.edit("Remember this comment", document, [lsp.TextEdit(place, "")])


def _typed(kind: Kind, text: str) -> NoteContent[str]:
    """The first line is the title, the rest the body."""
    title, _, body = text.strip().partition("\n")
    return NoteContent(kind, title, body=body.strip("\n"))


def _store(
    workspace: Workspace, typed: NoteContent[str], aimed: Aim, by: Author, documents: Documents
) -> Placed:
    stored = remember(workspace, typed, [aimed.place], by=by, documents=documents)
    return show.one(workspace, stored.note.id, documents)


def _write(workspace: Workspace, aimed: Aim, kind: Kind) -> tuple[Path, int]:
    """The draft's file, and the 0-based line on which a person types first."""
    typed = NoteContent(kind, "", body=aimed.selected_code)
    text = draft_text.new_draft(typed, [write_place(aimed.place)])
    return draft_files.create(workspace, text), draft_text.title_line(text)
