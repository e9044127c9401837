"""Opens drafts in the user's editor and stores the result as notes."""

from pathlib import Path
from shlex import quote

from chesterton.cli import editor
from chesterton.cli.arguments import plural
from chesterton.cli.author import author
from chesterton.cli.note_lines import print_whereabouts, summary
from chesterton.cli.screen import Screen
from chesterton.memory.drafts import draft_files
from chesterton.memory.drafts.draft_text import Problem, title_line
from chesterton.memory.drafts.save_draft import Discarded, Refused, store_draft
from chesterton.memory.exchange.portable import to_json
from chesterton.memory.notes.remember import Creation, Remembered
from chesterton.memory.notes.show import place
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import UNCHANGED, Anchor, Placement, State, Whereabouts
from chesterton.model.errors import UserError, disk_problem
from chesterton.model.note import Placed, Status


def write_in_editor(
    workspace: Workspace,
    path: Path,
    screen: Screen,
    birth: Creation = Creation(),  # noqa: B008  # frozen
) -> Remembered | None:
    """Opens a draft in the editor and stores it; None if it was left unchanged or empty.

    Raises UserError, and keeps the file, if the draft cannot be stored.
    """
    before = draft_files.read(path)
    editor.edit(path, title_line(before), resume=f"chesterton remember --draft {quote(str(path))}")
    if draft_files.read(path) == before and draft_files.is_unedited(path):
        draft_files.wipe(path)
        screen.message("The draft is unchanged; nothing was stored.")
        return None
    return store_file(workspace, path, screen, birth)


def store_file(
    workspace: Workspace,
    path: Path,
    screen: Screen,
    birth: Creation = Creation(),  # noqa: B008  # frozen
) -> Remembered | None:
    """Stores a draft from its file on disk, then deletes the file."""
    outcome = store_draft(workspace, path, by=author(), creation=birth)
    match outcome:
        case Refused(problems):
            print_problems(screen, path, problems)
            raise UserError(
                "the draft was not stored; your text is kept",
                f"fix it with: chesterton remember --draft {quote(str(path))}",
            )
        case Discarded():
            draft_files.wipe(path)
            screen.message("The draft is empty; nothing was stored.")
            return None
        case Remembered():
            draft_files.wipe(path)
            return outcome


def print_problems(screen: Screen, path: Path, problems: tuple[Problem, ...]) -> None:
    """Prints each problem as `path:line: message`."""
    for problem in problems:
        screen.message(f"{path}:{problem.line + 1}: {problem.message}")


def _as_written(anchor: Anchor) -> Whereabouts:
    """The whereabouts of an anchor that was just created: unchanged."""
    at = Placement(anchor.path, None, anchor.line, anchor.line, 1.0, UNCHANGED)
    return Whereabouts(anchor, at, State.CURRENT)


def print_stored(
    screen: Screen,
    workspace: Workspace,
    stored: Remembered,
    *,
    as_json: bool,
) -> None:
    """Prints a note that was just stored, and any secrets that were removed from it."""
    note = stored.note
    try:
        placed = place(workspace, [note])[0]
    except (UserError, OSError) as error:  # the note is stored: report no failure
        problem = disk_problem(error) if isinstance(error, OSError) else error
        if problem is None:
            raise
        placed = Placed(note, tuple(map(_as_written, note.anchors)))
        screen.message(f"chesterton: the note is stored, but its code was not found: {problem}")
    if as_json:
        screen.json(to_json(placed))
    else:
        word = "Proposed" if note.status is Status.PROPOSED else "Remembered"
        screen.line((f"{word} ", "good"), *summary(placed, note.id))
        for where in placed.whereabouts:
            print_whereabouts(screen, workspace, where)
    for each in stored.removed:
        screen.message(f"{plural(each.count, 'secret')} removed before storing: {each.rule_id}")
