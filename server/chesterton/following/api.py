"""The public interface of `following`: the only module that other packages import.

`documents` are the open editor buffers by path; they win over the files on disk.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chesterton.following import document_sightings, nearby_notes
from chesterton.following.placing import Placer
from chesterton.following.sightings import DocumentSightings, RemovedSymbol, Sighting
from chesterton.model.note import Note
from chesterton.model.placed import Placed
from chesterton.syntax.outline import Parsed
from chesterton.workspace.workspace import Workspace

if TYPE_CHECKING:
    from chesterton.model.followed import FollowResult

__all__ = [
    "DocumentSightings",
    "RemovedSymbol",
    "Sighting",
    "follow",
    "notes_near",
    "place",
    "sight",
    "sight_document",
    "sight_imported",
]


def place(
    workspace: Workspace, notes: Sequence[Note], documents: Mapping[str, Parsed] | None = None
) -> list[Placed]:
    """Locates each anchor of the notes in the working tree; keeps the order of the notes."""
    return workspace.instance(Placer).place(notes, documents or {}, workspace.head())


def sight(
    workspace: Workspace,
    notes: Sequence[Note],
    documents: Mapping[str, Parsed] | None = None,
    base: str | None = None,
) -> list[Sighting]:
    """Like `place`, but one result for each anchor, with its moves and its uncommitted changes.

    Uncommitted changes are those since the commit `base`, by default HEAD.
    """
    head = base or workspace.head()
    return list(workspace.instance(Placer).sight(notes, documents or {}, head).values())


def sight_document(
    workspace: Workspace, path: str, documents: Mapping[str, Parsed], base: str | None = None
) -> DocumentSightings:
    """The anchors in an open document, and those that an uncommitted edit removed from it."""
    return document_sightings.sight_document(workspace, path, documents, base or workspace.head())


def sight_imported(
    workspace: Workspace, path: str, documents: Mapping[str, Parsed], base: str | None = None
) -> dict[str, list[Sighting]]:
    """The anchors of symbols that an open document imports from other files, by imported name."""
    return document_sightings.sight_imported(workspace, path, documents, base or workspace.head())


def notes_near(
    workspace: Workspace, path: str, parsed: Parsed, documents: Mapping[str, Parsed]
) -> list[Note]:
    """The open notes whose anchors may be in a file: linked there, or moved there since."""
    return nearby_notes.notes_near(workspace, path, parsed, documents, workspace.head())


def follow(
    workspace: Workspace,
    path: str,
    symbol: str,
    start: str | None = None,
    end: str | None = None,
) -> "FollowResult":
    """Follows `path::symbol` from `start`, by default the last commit that has it, to `end`.

    The symbol needs no note. Without `end` it is followed through HEAD to the files on disk.
    Raises UserError if a revision or the symbol does not exist.
    """
    from chesterton.following.follow import follow as walk  # noqa: PLC0415 - one command needs it

    return walk(workspace, path, symbol, start, end)
