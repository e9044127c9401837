"""`chesterton notes`: lists notes with their locations in the working tree."""

import argparse
from collections.abc import Collection, Sequence
from dataclasses import replace

from chesterton.cli.arguments import (
    add_filters,
    add_json,
    has_filters,
    project_path,
    query_of,
    typed_place,
)
from chesterton.cli.regular_file import is_folder
from chesterton.cli.screen import Screen, shown_path
from chesterton.cli.workspace_context import (
    former_project,
    project_context,
    say_what_is_below,
    say_where_notes_may_be,
    shown_from_here,
)
from chesterton.memory.exchange.portable import to_json
from chesterton.memory.notes import show
from chesterton.memory.notes.places import Place
from chesterton.memory.opening import Workspace
from chesterton.memory.project import daily
from chesterton.model.anchor import PROJECT_PATH, State
from chesterton.model.errors import UserError
from chesterton.model.note import NoteQuery, Placed, Status
from chesterton.model.project import ProjectId

ABOUT = """\
List notes and where they are in the working tree, ordered by path, line and kind.

Name a folder, a file, a line or a definition to list only the notes there.
Proposed and snoozed notes are included; --status all adds superseded and retired ones."""

EXAMPLES = """\
  chesterton notes                              the whole project
  chesterton notes src/pay.py:42                the definition that contains line 42
  chesterton notes src/pay.py::Card.charge
  chesterton notes --state changed --state lost --json"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "place", nargs="?", metavar="PATH[:LINE] | PATH::NAME", help="a folder, file or definition"
    )
    add_filters(parser)
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Lists the notes."""
    typed = typed_place(options.place) if options.place is not None else None
    try:
        with project_context(screen, typed.path if typed else None) as workspace:
            _list(options, workspace, typed, screen)
    except UserError:
        if typed is None or not _list_former(options, typed, screen):
            raise
    return 0


def _list(
    options: argparse.Namespace, workspace: Workspace, typed: Place | None, screen: Screen
) -> None:
    at = typed and replace(typed, path=project_path(workspace, typed.path))
    if at is not None and at.path == "." and options.place != ".":
        at = None  # the root folder: list everything
    notes = _found(options, workspace, at, screen)
    is_missing = not notes and not has_filters(options)
    # programs ask about every file and most have no notes, so those skip the search
    is_missed = is_missing and (at is None or not options.json or not daily.is_settled(workspace))
    if is_missed and workspace.look_further():
        notes = _found(options, workspace, at, screen)
    if is_missed and at is not None and not notes:
        notes = _perhaps(options, workspace, at, screen)
    known = {workspace.project.id, *(each.project for each in workspace.shown)}
    has_former = (notes or is_missed) and typed and _list_former(options, typed, screen, known)
    if has_former and not notes:
        return
    _print(options, workspace, notes, screen)
    if is_missing:
        say_where_notes_may_be(screen, workspace, is_missed=is_missed)
    if at is None or (at.symbol is None and at.line is None):
        say_what_is_below(screen, workspace, options.place)


def _print(
    options: argparse.Namespace, workspace: Workspace, notes: Sequence[Placed], screen: Screen
) -> None:
    if options.json:
        for placed in notes:
            screen.json(to_json(placed))
    elif notes:
        from chesterton.cli.note_lines import print_list  # noqa: PLC0415 - not for programs

        print_list(screen, workspace, notes)
    else:
        screen.message(_no_notes(options))


def _list_former(
    options: argparse.Namespace,
    typed: Place,
    screen: Screen,
    known: Collection[ProjectId] = (),
) -> bool:
    """Lists the notes of a project whose folder was around a path; False if there are none.

    Those of `known` projects are listed already.
    """
    with former_project(typed.path) as former:
        if former is None or former[0].project.id in known:
            return False
        workspace, path, is_moved = former
        at = replace(typed, path=path) if path != PROJECT_PATH else None
        try:
            notes = _found(options, workspace, at, screen)
        except UserError:
            return False
        if notes:
            name = shown_path(workspace.project.name)
            where = shown_path(shown_from_here(workspace, "."))
            is_gone = not is_folder(workspace.root)
            state = "the folder is gone" if is_gone else f"it is now {where}"
            said = (
                f"the notes about {shown_path(typed.path)} were moved to project {name} in {where}"
                if is_moved
                else f"{shown_path(typed.path)} was in project {name}; {state}"
            )
            screen.message(f"chesterton: {said}")
            _print(options, workspace, notes, screen)
        return bool(notes)


def _found(
    options: argparse.Namespace, workspace: Workspace, at: Place | None, screen: Screen
) -> list[Placed]:
    """The notes at a place; if its code has moved, those at the new place as well."""
    query = query_of(options)
    if at is None or at.path == PROJECT_PATH:
        return show.notes(workspace, query, at)
    refused = None
    try:
        notes = show.notes(workspace, query, at)
    except UserError as problem:
        notes, refused = [], problem
    if _is_all(workspace, at.path, notes):
        if refused:
            raise refused
        return notes
    from chesterton.memory.notes.earlier_places import (  # noqa: PLC0415 - loads all that parses
        as_in_other_projects,
        moved,
    )

    notes, now = moved(workspace, at, query, notes)
    notes = notes or as_in_other_projects(workspace, at, query)
    every = NoteQuery(statuses=frozenset(Status))
    if refused and not notes and not now and not moved(workspace, at, every, []).notes:
        raise refused
    if now:
        places = [shown_path(shown_from_here(workspace, each)) for each in now]
        screen.message(f"chesterton: {shown_path(options.place)} is now {', '.join(places)}")
    return notes


def _is_all(workspace: Workspace, path: str, notes: Sequence[Placed]) -> bool:
    """Whether these are all notes about a path, so that moved code need not be looked for."""
    if not show.is_there(workspace, path):
        return False
    if not notes and show.has_anchors_in(workspace, path):
        return False
    if workspace.has(path) or any(each.state is not State.LOST for each in notes):
        return True
    from chesterton.memory.notes.earlier_places import is_present  # noqa: PLC0415 - as below

    return is_present(workspace, path)


def _perhaps(
    options: argparse.Namespace, workspace: Workspace, at: Place, screen: Screen
) -> list[Placed]:
    """Lost notes whose code may be at the place."""
    from chesterton.memory.notes.earlier_places import perhaps_at  # noqa: PLC0415 - loads all that parses

    notes = perhaps_at(workspace, at, query_of(options))
    if notes:
        screen.message(
            f"chesterton: the code of these notes was not found, but may be in {at.path}"
        )
    return notes


def _no_notes(options: argparse.Namespace) -> str:
    where = f" at {options.place}" if options.place not in {None, "."} else " here"
    if has_filters(options):
        return f"No notes{where} match the filters. Remove the filters to see all notes."
    return f"No notes{where}. Write one with: chesterton remember --at PATH:LINE --title TEXT"
