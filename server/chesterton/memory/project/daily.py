"""Once a day, looks for a project's notes in other projects, and words the question to the user."""

from contextlib import suppress
from datetime import UTC, datetime

from chesterton.memory.data_files import write_private
from chesterton.memory.opening import Workspace

ANSWERS = (
    "If it is the same project, run: chesterton projects join;"
    " otherwise: chesterton projects separate"
)


def look_once(workspace: Workspace, surface: str) -> str | None:
    """The message or question about the project, if this is the first check today."""
    if all(each.id == workspace.project.id for each in workspace.store.projects()):
        return None
    stamp = workspace.store.location.asked / f"{workspace.project.id}-{surface}"
    today = datetime.now(UTC).date().isoformat()
    subjects = " ".join(sorted(each.id for each in workspace.perhaps))
    try:
        said = stamp.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        said = ""
    if said == f"{today} {subjects}":
        return None
    if not said.startswith(today):
        workspace.look_further()
        subjects = " ".join(sorted(each.id for each in workspace.perhaps))
    with suppress(OSError):  # then it is said again
        write_private(stamp, f"{today} {subjects}".encode())
    if not workspace.perhaps and has_notes(workspace):
        return None
    return _sentence(workspace)


def look_now(workspace: Workspace) -> str | None:
    """The message after an empty result: the open question, else where other notes may be."""
    workspace.look_further()
    return _sentence(workspace)


def _sentence(workspace: Workspace) -> str | None:
    from chesterton.memory.project.doubts import question, related  # noqa: PLC0415 - hardly ever

    return question(workspace) or related(workspace)


def has_notes(workspace: Workspace) -> bool:
    """Whether the project shows any notes."""
    return bool(workspace.store.note_counts_by_path(workspace.project.id))
