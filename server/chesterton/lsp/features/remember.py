"""Commands that write notes: open a draft, store text or a comment directly, edit a note."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp

from chesterton.lsp.arguments import to_range
from chesterton.lsp.convert import from_range, path_of
from chesterton.lsp.convert import to_range as range_of
from chesterton.lsp.projects import ProjectFile
from chesterton.lsp.questions import adopt
from chesterton.lsp.session import Session
from chesterton.memory.drafts import draft_files, draft_text, kept, save_draft
from chesterton.memory.exchange.portable import Json, to_json
from chesterton.memory.margin.comments import remember_comment, whole_lines
from chesterton.memory.margin.parsed_document import Comment, Parsed
from chesterton.memory.margin.target import Target, target_at
from chesterton.memory.notes import show
from chesterton.memory.notes.places import Documents, Place, write_place
from chesterton.memory.notes.remember import remember
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.errors import NotWritten, UserError
from chesterton.model.note import Kind, NoteContent, Placed
from chesterton.syntax.positions import Encoding
from chesterton.syntax.text import Text

Arguments = Mapping[str, Any]


async def run_remember(session: Session, arguments: Arguments) -> Json:
    """Opens a draft; with `text`, stores it directly."""
    try:
        return await _remember(session, arguments)
    except NotWritten as problem:
        if problem.is_kept or "text" not in arguments:
            raise
        raise await session.run(_keep, arguments, problem, session.author) from problem


async def _remember(session: Session, arguments: Arguments) -> Json:
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
        old = (await session.run(show.find_note, home.workspace, old)).note.id
    session.drafts.watch(path, home.workspace, supersedes=old)
    return await session.drafts.show(path, line)


async def run_remember_comment(session: Session, arguments: Arguments) -> Json:
    """Stores the comment at the range as a note on the code it belongs to."""
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
        await _remove_comment(session, arguments["uri"], comment, aimed.parsed)
    await session.documents.show_changes()
    return to_json(placed)


async def run_edit(session: Session, arguments: Arguments) -> Json:
    """Opens an existing note as a draft."""
    workspace = await session.run(session.projects.workspace_with, arguments["id"])
    documents = await session.documents.parsed(workspace)

    def write() -> tuple[Path, int]:
        path = save_draft.open_draft(
            workspace, show.find_note(workspace, arguments["id"], documents)
        )
        return path, draft_text.title_line(draft_files.read(path))

    path, line = await session.run(write)
    session.drafts.watch(path, workspace)
    return await session.drafts.show(path, line)


async def _aim(session: Session, arguments: Arguments) -> tuple[ProjectFile, Documents, Target]:
    document = session.documents.get(arguments["uri"])
    text = document.text if document else None  # it may be edited during the awaits below
    home = await session.home_of(arguments["uri"])
    await adopt(session, home.workspace)
    documents = await session.documents.parsed(home.workspace)
    encoding = session.client.encoding
    return home, documents, await session.run(_aimed, home, documents, arguments, text, encoding)


def _aimed(
    home: ProjectFile,
    documents: Documents,
    arguments: Arguments,
    text: Text | None,
    encoding: Encoding,
) -> Target:
    """The target for the given line or range, in the open document or else in the file on disk."""
    parsed = documents.get(home.path) or home.workspace.parsed(home.path)
    if parsed is None or not {"range", "line"} & arguments.keys():
        return Target(home.path, parsed)
    text = text or parsed.text
    if "range" not in arguments:
        return target_at(home.path, parsed, text, arguments["line"])
    selection = to_range(arguments["range"])
    span = from_range(selection, text, encoding)
    return target_at(home.path, parsed, text, selection.start.line, span)


async def _remove_comment(session: Session, uri: str, comment: Comment, parsed: Parsed) -> None:
    """Removes the comment, unless the text was edited since and its position is uncertain."""
    document = session.documents.get(uri)
    if document is not None and document.text == parsed.text:
        lines = range_of(whole_lines(comment, parsed), parsed.text, session.client.encoding)
        await session.edit("Remember this comment", document, [lsp.TextEdit(lines, "")])


def _typed(kind: Kind, text: str) -> NoteContent[str]:
    """A note whose title is the first line and whose body is the rest."""
    title, _, body = text.strip().partition("\n")
    return NoteContent(kind, title, body=body.strip("\n"))


def _keep(arguments: Arguments, problem: NotWritten, by: Author) -> UserError:
    """Keeps a text that cannot be stored; returns the error to report."""
    file = path_of(arguments["uri"])
    if file is None:
        return problem
    line = to_range(arguments["range"]).start.line if "range" in arguments else -1
    place = Place(file.name, int(arguments.get("line", line)) + 1 or None)
    typed = _typed(Kind(arguments.get("kind", Kind.DECISION)), arguments["text"])
    return kept.keep(file.parent, typed, [place], problem, by)


def _store(
    workspace: Workspace, typed: NoteContent[str], aimed: Target, by: Author, documents: Documents
) -> Placed:
    stored = remember(workspace, typed, [aimed.place], by=by, documents=documents)
    return show.find_note(workspace, stored.note.id, documents)


def _write(workspace: Workspace, aimed: Target, kind: Kind) -> tuple[Path, int]:
    """Creates a draft; returns its path and the 0-based line to put the cursor on."""
    typed = NoteContent(kind, "", body=aimed.selected_code)
    text = draft_text.new_draft(typed, [write_place(aimed.place)])
    return draft_files.create(workspace, text), draft_text.title_line(text)
