"""The public interface of `following`: the only module that other packages import.

`documents` maps paths to open editor buffers, which take precedence over the files on disk.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from chesterton.anchoring.text.line_mapping import map_line
from chesterton.following import merging
from chesterton.following.baseline import clean_source
from chesterton.following.claimed_words import NO_CLAIM, ClaimedWords
from chesterton.following.commit_position import key_of
from chesterton.following.follow import follow
from chesterton.following.moved_paths import has_files, last_commit_with, paths_now
from chesterton.following.nearby_notes import imported, notes_near
from chesterton.following.placing import Placer, Sighting
from chesterton.following.stored_quotes import find_stored_quote
from chesterton.following.watch_sources import (
    carried_lines,
    commit_lines,
    followed_word,
    is_message,
    watch_words,
)
from chesterton.model.note import Note, Placed
from chesterton.syntax.outline import Parsed
from chesterton.workspace.workspace import Workspace

__all__ = [
    "NO_CLAIM",
    "ClaimedWords",
    "Sighting",
    "carried_lines",
    "clean_source",
    "commit_lines",
    "find_stored_quote",
    "follow",
    "followed_word",
    "has_files",
    "is_message",
    "last_commit_with",
    "notes_near",
    "paths_now",
    "watch_words",
]


class RemovedSymbol(NamedTuple):
    """A definition with a note that an uncommitted edit removed from the document."""

    sighting: Sighting
    name: str
    line: int  #: 1-based line of the document at which the definition was


class DocumentSightings(NamedTuple):
    """The anchors of notes found in one document, and those removed from it."""

    present: tuple[Sighting, ...]
    removed: tuple[RemovedSymbol, ...]


def place(
    workspace: Workspace, notes: Sequence[Note], documents: Mapping[str, Parsed] | None = None
) -> list[Placed]:
    """Locates each anchor of the notes in the working tree; keeps the order of the notes."""
    sightings = workspace.singleton(Placer).locate_anchors(notes, documents or {}, workspace.head())
    return [
        Placed(note, tuple(sightings[key_of(note, i)].where for i in range(len(note.anchors))))
        for note in notes
    ]


def locate_anchors(
    workspace: Workspace,
    notes: Sequence[Note],
    documents: Mapping[str, Parsed] | None = None,
    base: str | None = None,
) -> list[Sighting]:
    """Like `place`, but with one result per anchor, including its moves and uncommitted changes.

    Uncommitted changes are those since the commit `base`, by default HEAD.
    """
    head = base or workspace.head()
    return list(workspace.singleton(Placer).locate_anchors(notes, documents or {}, head).values())


def anchors_in_document(
    workspace: Workspace, path: str, documents: Mapping[str, Parsed], base: str | None = None
) -> DocumentSightings:
    """The anchors in an open document, and those removed from it by an uncommitted edit."""
    parsed = documents[path]
    notes = notes_near(workspace, path, parsed, documents, base)
    sightings = locate_anchors(workspace, notes, documents, base)
    return DocumentSightings(
        tuple(each for each in sightings if (at := each.where.placement) and at.path == path),
        tuple(_removed(workspace, path, parsed, sightings)),
    )


def anchors_of_imports(
    workspace: Workspace, path: str, documents: Mapping[str, Parsed], base: str | None = None
) -> dict[str, list[Sighting]]:
    """The anchors of symbols that an open document imports from other files, by imported name."""
    by_name = imported(workspace, path, documents[path])
    return {
        name: locate_anchors(workspace, notes, documents, base) for name, notes in by_name.items()
    }


def _removed(
    workspace: Workspace, path: str, parsed: Parsed, sightings: Iterable[Sighting]
) -> Iterator[RemovedSymbol]:
    """Definitions in HEAD that the user's edit removed from the document."""
    if merging.is_in_conflict(parsed):
        return
    for sighting in sightings:
        head = sighting.head
        if head is None or sighting.where.placement is not None or sighting.head_path != path:
            continue
        if not merging.is_removed_by_merged_commit(workspace, path, head.symbol):
            line = map_line(head.parsed.text, parsed.text, head.symbol.first_line)
            yield RemovedSymbol(sighting, head.symbol.name, line)
