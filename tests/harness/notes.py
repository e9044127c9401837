"""Shorthands to create notes and authors in tests."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from chesterton.memory.notes.places import Documents, Place
from chesterton.memory.notes.remember import Creation, remember
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.note import Kind, Note, NoteContent

PERSON = Author("tests")
AGENT = Author("tests", is_agent=True)

_CONTENT = ("kind", "title", "body", "links")


def noted(
    workspace: Workspace,
    title: str,
    *places: Place,
    kind: Kind = Kind.PITFALL,
    body: str = "",
    links: Iterable[str] = (),
    documents: Documents | None = None,
    **birth: Any,
) -> Note:
    """Stores a note as a person, also in a folder without git."""
    workspace.adopt()
    typed: NoteContent[str] = NoteContent(kind, title, body=body, links=tuple(links))
    return remember(
        workspace, typed, places, by=PERSON, creation=Creation(**birth), documents=documents
    ).note


def with_content(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a note with kind, title, body and links moved into `content`."""
    content = {name: fields[name] for name in _CONTENT if name in fields}
    rest = {name: value for name, value in fields.items() if name not in _CONTENT}
    return rest | {"content": NoteContent(**content)}


def reworded(note: Note, **content: Any) -> Note:
    """The note with parts of its content replaced."""
    return replace(note, content=replace(note.content, **content))
