"""Notes that may be in a document, and notes elsewhere about names that it imports."""

import re
from collections.abc import Iterator, Mapping

from chesterton.following.moved_in import MovedIn
from chesterton.following.note_index import NoteIndex, stem_of
from chesterton.model.note import Note, Status
from chesterton.syntax.outline import Parsed
from chesterton.workspace.workspace import Workspace

_IMPORT = re.compile(
    r"^[ \t]*(?:from\s[^\n(]{1,200}\simport\s*(?:\([^)]{0,4000}\)|[^\n]{0,400})"
    r"|(?:import|export|use|using|require|\#\s*include)\b[^;\n{(]{0,400}"
    r"(?:[{(][^})]{0,4000}[)}])?[^;\n]{0,400}"
    r"|(?:const|let|var)\s[^=\n]{1,400}=\s*require\([^)\n]{0,200}\))",
    re.MULTILINE,
)
_WORD = re.compile(r"\w+")
_IMPORT_LIMIT = 200
"""Import statements of one document that are read."""


def notes_near(
    workspace: Workspace,
    path: str,
    parsed: Parsed,
    documents: Mapping[str, Parsed],
    head: str | None,
) -> list[Note]:
    """The open notes that may be in the document.

    They were linked in it, moved into it by commits, or cut from another changed file and pasted.
    """
    paths = {path}
    if _has_new_definitions(workspace, path, parsed, head):
        paths |= set(documents) | workspace.dirty()
    notes = {note.id: note for note in workspace.shared(NoteIndex).notes(paths)}
    for note in workspace.shared(MovedIn).into(paths, head):
        notes.setdefault(note.id, note)
    return list(notes.values())


def imported(workspace: Workspace, path: str, parsed: Parsed) -> dict[str, list[Note]]:
    """Confirmed notes by the last name of their symbol, where the document imports that name.

    It counts where the import names a module whose path ends in the noted file's stem.
    """
    words = [set(_WORD.findall(statement)) for statement in _imports(parsed.text.value)]
    if not words:
        return {}
    noted = workspace.shared(NoteIndex)
    stems = noted.stems()
    named = set().union(*words) & stems.keys()
    paths = {other for stem in named for other in stems[stem] if other != path}
    if not paths:
        return {}
    found: dict[str, list[Note]] = {}
    for note in noted.notes(paths):
        if note.status is not Status.CONFIRMED:
            continue
        for anchor in note.anchors:
            name = (anchor.symbol or "").rsplit(".", 1)[-1]
            if any(name in each and stem_of(anchor.path) in each for each in words if name):
                found.setdefault(name, []).append(note)
    return found


def _has_new_definitions(workspace: Workspace, path: str, parsed: Parsed, head: str | None) -> bool:
    before = workspace.parsed_at(head, path) if head else None
    known = {symbol.key for symbol in before.outline.symbols} if before else set()
    return any(symbol.key not in known for symbol in parsed.outline.symbols)


def _imports(text: str) -> Iterator[str]:
    for index, match in enumerate(_IMPORT.finditer(text)):
        if index >= _IMPORT_LIMIT:
            return
        yield match.group()
