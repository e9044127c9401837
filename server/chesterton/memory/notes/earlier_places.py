"""Finds notes by a former location of their code, such as the path before a rename."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from chesterton.following import api
from chesterton.memory.notes import show
from chesterton.memory.notes.places import Place
from chesterton.memory.opening import Workspace
from chesterton.memory.project.projects import recorded_around
from chesterton.model.anchor import PROJECT_PATH, State, Whereabouts
from chesterton.model.errors import UserError
from chesterton.model.note import NoteId, NoteQuery, Placed
from chesterton.model.symbol import location_text

_NAMED = 3

_MOST_NOTES = 500
"""Lost notes are searched only in projects with at most this many notes."""


class Moved(NamedTuple):
    """The notes about an earlier place, and the places that its code has moved to."""

    notes: list[Placed]  #: wherever their code is now
    now: tuple[str, ...]  #: as text for the user; empty if unknown


def moved(workspace: Workspace, at: Place, query: NoteQuery, found: Sequence[Placed]) -> Moved:
    """The notes `found` at a place and those whose code was once there, with its new places."""
    if at.path == PROJECT_PATH:
        return Moved([*found], ())
    is_there = is_present(workspace, at.path)
    places, now = ([], ()) if is_there and not at.symbol else _places_now(workspace, at)
    candidates = _once_there(workspace, at, query) if is_there else show.notes(workspace, query)
    kept = {each.note.id for each in found}
    was_there = _noted_at(workspace, at, candidates, is_there=is_there)
    for each in candidates:
        is_now = any(show.is_at(place, where) for place in places for where in each.whereabouts)
        if is_now or each.note.id in was_there:
            kept.add(each.note.id)
    others = [each for each in candidates if each.note.id in kept]
    return Moved(show.in_order({each.note.id: each for each in (*found, *others)}.values()), now)


def is_present(workspace: Workspace, path: str) -> bool:
    """Whether a path is a file or a folder with files: git leaves empty or ignored ones behind."""
    if workspace.has(path):
        return True
    return show.is_there(workspace, path) and api.has_files(workspace, path)


def as_in_other_projects(workspace: Workspace, at: Place, query: NoteQuery) -> list[Placed]:
    """The notes that came from other projects, or are shown from them, by their paths there."""
    store, project = workspace.store, workspace.project.id
    there = [note for view in workspace.shown for note in store.own_notes(view.project)]
    notes = store.own_notes(project, _MOST_NOTES + 1)
    if len(notes) <= _MOST_NOTES:
        images = (event.image for note in notes for event in store.events(note.id))
        there += [each for each in images if each and each.project != project]
    former = recorded_around(store, workspace.root / at.path) if there else None
    then, inside = former or (None, "")
    places = {then.id: replace(at, path=inside)} if then else {}
    ids = {
        note.id
        for note in there
        for place in (at, places.get(note.project, at))
        for each in note.anchors
        if place.path == PROJECT_PATH or show.is_of(place, each.path, each.symbol)
    }
    return [each for each in show.notes(workspace, query) if each.note.id in ids] if ids else []


def perhaps_at(workspace: Workspace, at: Place, query: NoteQuery) -> list[Placed]:
    """The lost notes of a small project whose code may be at a place.

    There is a candidate in it, or no history leads to the code and the type of file is the same.
    """
    counts = workspace.store.note_counts_by_path(workspace.project.id)
    if not 0 < sum(counts.values()) <= _MOST_NOTES:
        return []
    lost = show.notes(workspace, replace(query, states=(State.LOST,)))
    return [
        each for each in lost if any(_may_be_at(workspace, at, where) for where in each.whereabouts)
    ]


def _may_be_at(workspace: Workspace, at: Place, where: Whereabouts) -> bool:
    if any(show.is_in(each.path, at.path) for each in where.nearest):
        return True
    suffixes = (PurePosixPath(each).suffix for each in (at.path, where.anchor.path))
    is_same_type = not workspace.has(at.path) or len(set(suffixes)) == 1
    return is_same_type and api.is_untraceable(workspace, where.anchor)


def _once_there(workspace: Workspace, at: Place, query: NoteQuery) -> list[Placed]:
    """The notes that were confirmed at or below a path."""
    counts = workspace.store.note_counts_by_path(workspace.project.id, statuses=query.statuses)
    paths = [each for each in counts if show.is_in(each, at.path)]
    if not paths:
        return []
    notes = workspace.store.notes(workspace.project.id, statuses=query.statuses, paths=paths)
    return [each for each in show.place(workspace, notes) if show.matches(query, each)]


def _noted_at(
    workspace: Workspace, at: Place, candidates: Sequence[Placed], *, is_there: bool
) -> set[NoteId]:
    """The ids of the candidates that are or were linked to the place."""
    ids = {
        each.note.id
        for each in candidates
        for where in each.whereabouts
        if show.is_of(at, where.anchor.path, where.anchor.symbol) or show.is_at(at, where)
    }
    if is_there:
        return ids
    for each in api.locate_anchors(workspace, [each.note for each in candidates]):
        if any(show.is_of(at, move.path, move.symbol) for move in each.moves):
            ids.add(each.note.id)
    return ids


def _places_now(workspace: Workspace, at: Place) -> tuple[list[Place], tuple[str, ...]]:
    """The new places of a file, a folder's files or a definition; as text, only if they moved."""
    name = at.symbol or _name_at(workspace, at)
    if name is not None:
        with suppress(UserError):
            followed = api.follow(workspace, at.path, name)
            placement = followed.placement
            if placement is not None and followed.state is not State.UNCERTAIN:
                now = Place(placement.path, symbol=placement.name)
                is_moved = placement.written != location_text(at.path, followed.symbol)
                return [now], (placement.written,) if is_moved else ()
        return [], ()
    paths = api.paths_now(workspace, at.path)
    return [Place(each) for each in paths.values()], tuple(_described(at.path, paths.items()))


def _name_at(workspace: Workspace, at: Place) -> str | None:
    """The name of the definition around a line in the last committed version of a file."""
    commit = api.last_commit_with(workspace, at.path) if at.line is not None else None
    parsed = workspace.parsed_at(commit, at.path) if commit else None
    symbol = parsed.outline.at_line(at.line or 0) if parsed else None
    return symbol.name if symbol else None


def _described(path: str, moves: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The new folders or files of a path; unchanged parts of the paths below are left out."""
    roots = dict.fromkeys(_root(path, before, now) for before, now in moves)
    yield from list(roots)[:_NAMED]
    if len(roots) > _NAMED:
        yield f"{len(roots) - _NAMED} more"


def _root(path: str, before: str, now: str) -> str:
    inside = before.removeprefix(path)
    if inside and now.endswith(inside):
        return now.removesuffix(inside)
    return now if before == path else str(PurePosixPath(now).parent)
