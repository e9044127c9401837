"""The public interface of `following`; other packages import only this module.

The `documents` parameters map paths to open editor buffers, which take precedence over the files on
disk.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from chesterton.anchoring.text.line_mapping import map_line
from chesterton.following import merging
from chesterton.following.baseline import clean_source
from chesterton.following.claimed_words import NO_CLAIM, ClaimedWords
from chesterton.following.commit_position import key_of
from chesterton.following.merging import is_in_conflict, one_side
from chesterton.following.nearby_notes import imported, notes_near
from chesterton.following.placing import Placer, Sighting
from chesterton.following.stored_quotes import find_stored_quote
from chesterton.model.anchor import Anchor, Baseline
from chesterton.model.clean import Clean
from chesterton.model.move import FollowResult
from chesterton.model.note import Note, NoteContent, Placed
from chesterton.syntax.outline import Parsed
from chesterton.workspace.workspace import Workspace

__all__ = [
    "NO_CLAIM",
    "ClaimedWords",
    "Sighting",
    "clean_source",
    "find_stored_quote",
    "is_in_conflict",
    "notes_near",
    "one_side",
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


def follow(
    workspace: Workspace,
    path: str,
    symbol: str,
    start: str | None = None,
    end: str | None = None,
    line: int | None = None,
) -> FollowResult:
    """Follows `path::symbol` from `start`, by default the last commit that has it, to `end`.

    If there are several definitions of this name, `line` or the parameter types in parentheses
    after the name select one. Without `end`, the symbol is followed through HEAD to the files on
    disk. Raises UserError if a revision or the symbol does not exist, or if several definitions
    match.
    """
    from chesterton.following import follow as command  # noqa: PLC0415 - not for a document

    return command.follow(workspace, path, symbol, start, end, line)


def last_commit_with(workspace: Workspace, path: str) -> str | None:
    """The newest commit in HEAD's history that has the file or folder; None without git."""
    from chesterton.following import moved_paths  # noqa: PLC0415 - not for a document

    return moved_paths.last_commit_with(workspace, path)


def is_untraceable(workspace: Workspace, anchor: Baseline) -> bool:
    """Whether no history leads here from an anchor: its commit is missing, or was never known."""
    from chesterton.following import untraceable  # noqa: PLC0415 - not for a document

    return untraceable.is_untraceable(workspace, anchor)


def has_files(workspace: Workspace, folder: str) -> bool:
    """Whether a folder has files other than those that git ignores; True if git cannot say."""
    from chesterton.following import moved_paths  # noqa: PLC0415 - not for a document

    return moved_paths.has_files(workspace, folder)


def paths_now(workspace: Workspace, path: str) -> dict[str, str]:
    """By its path before, the path today of a file, or of each file of a folder.

    Those that were deleted are left out; so is everything if git cannot say.
    """
    from chesterton.following import moved_paths  # noqa: PLC0415 - not for a document

    return moved_paths.paths_now(workspace, path)


def watch_words(content: NoteContent[Clean], anchors: Sequence[Anchor]) -> tuple[str, ...]:
    """The words to watch, from the text of a note with these anchors."""
    from chesterton.following import watch_sources  # noqa: PLC0415 - not for a document

    return watch_sources.watch_words(content, anchors)


def commit_lines(workspace: Workspace, anchor: Anchor, commit: str) -> tuple[int, ...]:
    """The 0-based lines of an anchor's source that the commit wrote and that it still has."""
    from chesterton.following import watch_sources  # noqa: PLC0415 - not for a document

    return watch_sources.commit_lines(workspace, anchor, commit)


def carried_lines(old: Anchor, new: Anchor) -> tuple[int, ...]:
    """The lines of commits in an anchor's code, in a later version of it."""
    from chesterton.following import watch_sources  # noqa: PLC0415 - not for a document

    return watch_sources.carried_lines(old, new)


def is_message(workspace: Workspace, commit: str, title: str) -> bool:
    """Whether a title was taken from the message of a commit."""
    from chesterton.following import watch_sources  # noqa: PLC0415 - not for a document

    return watch_sources.is_message(workspace, commit, title)


def followed_word(note: Note, old: Anchor, new: Anchor) -> tuple[str, str] | None:
    """The watched word that is gone from the code, and the one that took its place."""
    from chesterton.following import watch_sources  # noqa: PLC0415 - not for a document

    return watch_sources.followed_word(note, old, new)


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
