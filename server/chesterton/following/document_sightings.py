"""Finds the anchors in one open document, and those that an uncommitted edit removed from it."""

from collections.abc import Iterable, Iterator, Mapping

from chesterton.anchoring.text.line_mapping import map_line
from chesterton.following import merging, nearby_notes
from chesterton.following.placing import Placer
from chesterton.following.sightings import DocumentSightings, RemovedSymbol, Sighting
from chesterton.syntax.outline import Parsed
from chesterton.workspace.workspace import Workspace


def sight_document(
    workspace: Workspace, path: str, documents: Mapping[str, Parsed], head: str | None
) -> DocumentSightings:
    """The anchors in the document `path`, which is one of the open `documents`."""
    parsed = documents[path]
    notes = nearby_notes.notes_near(workspace, path, parsed, documents, head)
    sightings = workspace.instance(Placer).sight(notes, documents, head).values()
    return DocumentSightings(
        tuple(each for each in sightings if _is_in(each, path)),
        tuple(_removed(workspace, path, parsed, sightings)),
    )


def sight_imported(
    workspace: Workspace, path: str, documents: Mapping[str, Parsed], head: str | None
) -> dict[str, list[Sighting]]:
    """The anchors of symbols that the document imports from other files, by imported name."""
    placer = workspace.instance(Placer)
    by_name = nearby_notes.imported(workspace, path, documents[path])
    return {
        name: list(placer.sight(notes, documents, head).values()) for name, notes in by_name.items()
    }


def _is_in(sighting: Sighting, path: str) -> bool:
    placement = sighting.where.placement
    return placement is not None and placement.path == path


def _removed(
    workspace: Workspace, path: str, parsed: Parsed, sightings: Iterable[Sighting]
) -> Iterator[RemovedSymbol]:
    """Definitions in HEAD that the user's edit of the document removed."""
    if merging.is_in_conflict(parsed):
        return
    for sighting in sightings:
        head = sighting.head
        if head is None or sighting.where.placement is not None or sighting.head_path != path:
            continue
        if not merging.removed_by_a_side(workspace, path, head.symbol):
            line = map_line(head.parsed.text, parsed.text, head.symbol.first_line)
            yield RemovedSymbol(sighting, head.symbol.name, line)
