"""`chesterton projects`: lists, adds, joins, separates, hides and removes projects."""

import argparse
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from chesterton.cli.arguments import add_json, plural
from chesterton.cli.author import author
from chesterton.cli.confirm_prompt import confirmed
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import (
    current_folder,
    open_folder,
    project_context,
    say_where_notes_may_be,
    store_context,
)
from chesterton.memory.opening import Store
from chesterton.memory.project import joining, projects
from chesterton.memory.project.projects import KnownProject
from chesterton.model.errors import UsageError, UserError
from chesterton.model.project import Project

ABOUT = """\
List the projects that have notes. All worktrees of a repository are one project, and a clone keeps
its project when it is moved; a fork is a separate project.

"add" creates a project for a folder without git. Notes that may belong to the current project are
shown until you decide: "join" moves them to this project, and "separate" leaves them where they
are. "join" also takes the name of any other project whose notes you want to move here; "separate"
moves them back.

"off" hides a project's notes in editors, "on" shows them again, and "remove" deletes them
permanently."""

EXAMPLES = """\
  chesterton projects                           list the projects
  chesterton projects add                       make the current folder a project
  chesterton projects join old-shop             move its notes to the current project
  chesterton projects separate old-shop         move them back
  chesterton projects off                       hide the current project in editors
  chesterton projects remove old-app --yes      delete all its notes"""

_ACTIONS = ("list", "add", "join", "separate", "off", "on", "remove")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "action", nargs="?", choices=_ACTIONS, default="list", help="what to do (default: list)"
    )
    parser.add_argument(
        "project",
        nargs="?",
        metavar="PROJECT",
        help="project id or name (default: the current project); for add, a folder",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask for confirmation")
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Carries out the action."""
    if options.action == "add":
        return _add(options.project, screen)
    if options.action in {"join", "separate"}:
        return _answer(options.action, options.project, screen)
    with store_context() as store:
        if options.action == "list":
            _list(store, screen, as_json=options.json)
            return 0
        project = _selected(store, screen, options.project)
        if options.action == "remove":
            return _remove(store, project, screen, without_asking=options.yes)
        switched = _switch(store, project, options.action)
    if options.json:
        screen.json(_object(projects.known_project(switched, 0)))
    else:
        visibility = "shown" if switched.enabled else "hidden"
        screen.line(
            (switched.name, "title"), f" ({switched.id}): notes are {visibility} in editors"
        )
    return 0


def _add(folder: str | None, screen: Screen) -> int:
    with store_context() as store, closing(open_folder(Path(folder or "."), store)) as workspace:
        joining.add(workspace, by=author())
        project = workspace.project
        screen.line((project.name, "title"), f" ({project.id}): added for {workspace.root}")
        say_where_notes_may_be(screen, workspace)
    return 0


def _answer(action: str, wanted: str | None, screen: Screen) -> int:
    with store_context() as store, closing(open_folder(current_folder(), store)) as workspace:
        perhaps = workspace.perhaps
        joined = action == "separate"
        others = (
            perhaps if wanted is None else (projects.find_project(store, wanted, joined=joined),)
        )
        if not others:
            raise UserError(
                "no notes from other projects are shown here",
                "specify a project; to list them, run: chesterton projects",
            )
        if action == "separate":
            moved = joining.separate(workspace, others, by=author())
            done = (
                f"{plural(moved, 'note')} moved back" if moved else "notes are no longer shown here"
            )
            screen.line(f"{_names(others)}: {done}")
            screen.message(f"To join again, run: chesterton projects join {others[0].id}")
            return 0
        count = sum(joining.join(workspace, each, by=author()) for each in others)
        if [each.id for each in others] == [workspace.project.id]:
            screen.line((workspace.project.name, "title"), f": now in {workspace.root}")
            return 0
        screen.line(
            (workspace.project.name, "title"),
            f": {plural(count, 'note')} moved from {_names(others)}",
        )
        for each in others:
            screen.message(f"To undo this, run: chesterton projects separate {each.id}")
    return 0


def _names(others: Sequence[Project]) -> str:
    return ", ".join(each.name for each in others)


def _switch(store: Store, project: Project, action: str) -> Project:
    if action == "on":
        return projects.switch_on(store, project)
    return projects.switch_off(store, project, by=author())


def _list(store: Store, screen: Screen, *, as_json: bool) -> None:
    with ExitStack() as stack:
        workspace = None
        with suppress(UserError):
            workspace = stack.enter_context(closing(open_folder(current_folder(), store)))
        known = projects.known_projects(store, workspace)
        for each in known:
            if as_json:
                screen.json(_object(each))
            else:
                _print(store, each, screen)
        if not as_json and any(each.notes and each.is_orphaned for each in known):
            screen.message(
                "If a project has moved, run this in its new folder:"
                " chesterton projects join PROJECT"
            )
        if not known:
            screen.message("No project has notes yet. Write a note with: chesterton remember")
        if not as_json and workspace:
            say_where_notes_may_be(screen, workspace)


def _print(store: Store, known: KnownProject, screen: Screen) -> None:
    project = known.project
    off = "" if project.enabled else "  [off]"
    screen.line((project.id, "id"), "  ", (project.name, "title"), off)
    gone = " (gone)" if known.is_orphaned else ""
    screen.line((f"  {plural(known.notes, 'note')} · {known.place}{gone}", "muted"))
    for other in joining.joined(store, project.id):
        screen.line((f"  joined: {other.id}  {other.name}", "muted"))


def _selected(store: Store, screen: Screen, wanted: str | None) -> Project:
    if wanted is not None:
        return projects.find_project(store, wanted)
    with project_context(screen) as workspace:
        project = store.project(workspace.project.id)
    if project is None:
        raise UsageError(
            "this project has no notes yet", "list all projects with: chesterton projects"
        )
    return project


def _remove(store: Store, project: Project, screen: Screen, *, without_asking: bool) -> int:
    count = projects.count(store, project)
    notes = plural(count, "note")
    if not without_asking and not confirmed(f"delete {notes} from {project.name} permanently"):
        screen.message("Nothing was deleted.")
        return 1
    projects.remove(store, project, by=author())
    screen.line((project.name, "title"), f": {notes} deleted permanently")
    return 0


def _object(known: KnownProject) -> dict[str, object]:
    project = known.project
    return {
        "id": project.id,
        "name": project.name,
        "origin": project.origin,
        "folders": list(project.folders),
        "enabled": project.enabled,
        "orphaned": known.is_orphaned,
        "notes": known.notes,
        "created": project.created,
    }
