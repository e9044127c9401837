"""`chesterton projects`: the bodies of code that have notes."""

import argparse

from chesterton.cli.arguments import add_json, many
from chesterton.cli.author import author
from chesterton.cli.confirm_prompt import agreed
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened, opened_store
from chesterton.memory.opening import Store
from chesterton.memory.project import projects
from chesterton.memory.project.projects import Known
from chesterton.model.errors import UsageError
from chesterton.model.project import Project

ABOUT = """\
Lists the projects that have notes. All worktrees of a repository and a moved clone are one
project; a fork is another.

off hides a project's notes in editors until on; remove deletes all of them for good."""

EXAMPLES = """\
  chesterton projects
  chesterton projects off                       the one you are in
  chesterton projects remove old-app --yes"""

_ACTIONS = ("list", "off", "on", "remove")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("action", nargs="?", choices=_ACTIONS, default="list", help="what to do")
    parser.add_argument(
        "project", nargs="?", metavar="PROJECT", help="its id or name (the one you are in)"
    )
    parser.add_argument("--yes", action="store_true", help="remove without asking")
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Does it."""
    with opened_store() as store:
        if options.action == "list":
            _list(store, screen, as_json=options.json)
            return 0
        project = _chosen(store, options.project)
        if options.action == "remove":
            return _remove(store, project, screen, without_asking=options.yes)
        switched = _switched(store, project, options.action)
    if options.json:
        screen.json(_object(Known(switched, 0)))
    else:
        word = "shows its notes" if switched.enabled else "is switched off"
        screen.line((switched.name, "title"), f" ({switched.id}) {word}")
    return 0


def _switched(store: Store, project: Project, action: str) -> Project:
    if action == "on":
        return projects.switch_on(store, project)
    return projects.switch_off(store, project, by=author())


def _list(store: Store, screen: Screen, *, as_json: bool) -> None:
    known = projects.known(store)
    for each in known:
        if as_json:
            screen.json(_object(each))
            continue
        project = each.project
        off = "" if project.enabled else "  [off]"
        screen.line((project.id, "id"), "  ", (project.name, "title"), off)
        place = project.folders[0] if project.folders else project.origin or "nowhere"
        screen.line((f"  {many(each.notes, 'note')} · {place}", "muted"))
    if not known:
        screen.tell("no project has notes yet; write one with: chesterton remember")


def _chosen(store: Store, wanted: str | None) -> Project:
    if wanted is not None:
        return projects.named(store, wanted)
    with opened() as workspace:
        found = store.project(workspace.project.id)
    if found is None:
        raise UsageError("this project has no notes yet", "name one of: chesterton projects")
    return found


def _remove(store: Store, project: Project, screen: Screen, *, without_asking: bool) -> int:
    count = projects.count(store, project)
    if not without_asking and not agreed(f"delete {many(count, 'note')} of {project.name}"):
        screen.tell("nothing was deleted")
        return 1
    projects.remove(store, project, by=author())
    screen.line((project.name, "title"), f": {many(count, 'note')} deleted for good")
    return 0


def _object(known: Known) -> dict[str, object]:
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
