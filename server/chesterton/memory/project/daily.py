"""Checks once a day whether other projects have notes that belong to this one.

The result is a message or question for the user. An empty search or listing also triggers a check.
"""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from chesterton.git.layout import common_dir, git_dir
from chesterton.memory.data_files import write_private
from chesterton.memory.opening import Workspace

ANSWERS = (
    "If it is the same project, run: chesterton projects join;"
    " otherwise, run: chesterton projects separate"
)


def look_once(workspace: Workspace, surface: str) -> str | None:
    """The message or question about the project, if this is the first check today."""
    if all(each.id == workspace.project.id for each in workspace.store.projects()):
        return None
    stamp = workspace.store.location.asked / f"{workspace.project.id}-{surface}"
    day, head = datetime.now(UTC).date().isoformat(), workspace.token()
    try:
        said = stamp.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        said = ""
    said_on, seen, said_of = (*said.split(" ", 2), "", "", "")[:3]
    # a commit may bring in the code of another project, and a remote may be that of another one
    if (said_on, seen, said_of) != (day, head, _subjects(workspace)):
        workspace.look_further()
    subjects = _subjects(workspace)
    now = f"{day} {head} {subjects}"
    if now != said:
        with suppress(OSError):  # then the message is shown again
            write_private(stamp, now.encode())
    if (said_on, said_of) == (day, subjects):
        return None
    if not workspace.perhaps and has_notes(workspace):
        return None
    return _sentence(workspace)


def _subjects(workspace: Workspace) -> str:
    return " ".join(sorted(each.id for each in workspace.perhaps))


def look_now(workspace: Workspace) -> str | None:
    """The message after an empty result: the open question, or else the related projects."""
    workspace.look_further()
    return _sentence(workspace)


def _sentence(workspace: Workspace) -> str | None:
    from chesterton.memory.project.doubts import question, related  # noqa: PLC0415 - hardly ever

    return question(workspace) or related(workspace)


def has_notes(workspace: Workspace) -> bool:
    """Whether the project shows any notes."""
    return bool(workspace.store.note_counts_by_path(workspace.project.id))


def is_settled(workspace: Workspace) -> bool:
    """Whether an empty answer needs no search: there are notes, and a history to follow them."""
    directory = git_dir(workspace.root)
    is_shallow = isinstance(directory, Path) and (common_dir(directory) / "shallow").is_file()
    return has_notes(workspace) and not is_shallow
