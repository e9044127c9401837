"""`chesterton projects`: lists projects, turns them off or on, or deletes their notes."""

import argparse

from chesterton.cli.arguments import add_json, plural
from chesterton.cli.author import author
from chesterton.cli.confirm_prompt import confirmed
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import project_context, store_context
from chesterton.memory.opening import Store
from chesterton.memory.project import projects
from chesterton.memory.project.projects import KnownProject
from chesterton.model.errors import UsageError
from chesterton.model.project import Project

ABOUT = """\
List the projects that have notes. All worktrees of a repository belong to one project, and moving a
clone does not change its project; a fork is a separate project.

off hides a project's notes in editors, on shows them again, and remove deletes them permanently."""

EXAMPLES = """\
  chesterton projects
  chesterton projects off                       the current project
  chesterton projects remove old-app --yes"""

_ACTIONS = ("list", "off", "on", "remove")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "action", nargs="?", choices=_ACTIONS, default="list", help="what to do (default: list)"
    )
    parser.add_argument(
        "project",
        nargs="?",
        metavar="PROJECT",
        help="project id or name (default: the current project)",
    )
    parser.add_argument("--yes", action="store_true", help="remove without asking")
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Carries out the action."""
    with store_context() as store:
        if options.action == "list":
            _list(store, screen, as_json=options.json)
            return 0
        project = _selected(store, options.project)
        if options.action == "remove":
            return _remove(store, project, screen, without_asking=options.yes)
        switched = _switch(store, project, options.action)
    if options.json:
        screen.json(_object(KnownProject(switched, 0)))
    else:
        visibility = "shown" if switched.enabled else "hidden"
        screen.line(
            (switched.name, "title"), f" ({switched.id}): notes are {visibility} in editors"
        )
    return 0


def _switch(store: Store, project: Project, action: str) -> Project:
    if action == "on":
        return projects.switch_on(store, project)
    return projects.switch_off(store, project, by=author())


def _list(store: Store, screen: Screen, *, as_json: bool) -> None:
    known = projects.known_projects(store)
    for each in known:
        if as_json:
            screen.json(_object(each))
            continue
        project = each.project
        off = "" if project.enabled else "  [off]"
        screen.line((project.id, "id"), "  ", (project.name, "title"), off)
        place = project.folders[0] if project.folders else project.origin or "unknown location"
        screen.line((f"  {plural(each.notes, 'note')} · {place}", "muted"))
    if not known:
        screen.message("No project has notes yet. Write a note with: chesterton remember")


def _selected(store: Store, wanted: str | None) -> Project:
    if wanted is not None:
        return projects.find_project(store, wanted)
    with project_context() as workspace:
        project = store.project(workspace.project.id)
    if project is None:
        raise UsageError("this project has no notes yet", "list all with: chesterton projects")
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
        "notes": known.notes,
        "created": project.created,
    }
