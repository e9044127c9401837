"""Translates the paths of a project's notes so that they can be shown in another project."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from chesterton.model.clean import Clean
from chesterton.model.note import Note
from chesterton.model.project import Shown
from chesterton.store.tables.notes import NoteOrigin


def note_here(view: Shown, note: Note) -> Note | None:
    """A note with its paths in the project that shows it; None if one is outside.

    Its commits are left out, because they belong to another repository.
    """
    if not view.is_elsewhere:
        return note
    anchors = []
    for anchor in note.anchors:
        path = view.path_here(anchor.path)
        if path is None:
            return None
        anchors.append(replace(anchor, path=Clean(path), commit=None))
    return replace(note, anchors=tuple(anchors))


def notes_here(view: Shown, notes: Iterable[Note]) -> list[Note]:
    """`note_here` for several notes."""
    return [shown for note in notes if (shown := note_here(view, note))]


def hits_here(view: Shown, hits: Iterable[tuple[Note, float]]) -> list[tuple[Note, float]]:
    """`note_here` for search results."""
    return [(shown, score) for note, score in hits if (shown := note_here(view, note))]


def paths_there(view: Shown, paths: Collection[str] | None) -> list[str] | None:
    """Converts paths in the project that shows the notes to paths in the other project."""
    if paths is None:
        return None
    return [there for path in paths if (there := view.path_there(path)) is not None]


def counts_here(view: Shown, counts: Mapping[str, int]) -> dict[str, int]:
    """Note counts by path, with the paths in the project that shows the notes."""
    paths = ((view.path_here(path), count) for path, count in counts.items())
    return {path: count for path, count in paths if path is not None}


def origins_here(view: Shown, origins: Iterable[NoteOrigin]) -> list[NoteOrigin]:
    """Files and commits of anchors, translated like `note_here`."""
    if not view.is_elsewhere:
        return list(origins)
    paths = (view.path_here(each.path) for each in origins)
    return [NoteOrigin(path, None) for path in paths if path is not None]
