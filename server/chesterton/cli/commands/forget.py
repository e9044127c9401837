"""`chesterton forget`: deletes notes permanently."""

import argparse

from chesterton.cli.arguments import add_ids, add_json, plural, selected_ids, short_ids
from chesterton.cli.author import author
from chesterton.cli.confirm_prompt import confirmed
from chesterton.cli.note_lines import summary
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened_for_each
from chesterton.memory.notes import show
from chesterton.memory.notes.forget import forget
from chesterton.memory.opening import Workspace
from chesterton.model.note import NoteId

ABOUT = """\
Permanently delete notes and their history from the store, its journal and its backups. This cannot
be undone. To hide a note but keep it searchable, use chesterton retire."""

EXAMPLES = """\
  chesterton forget k3f9
  chesterton forget --status retired --path 'old/**' --yes"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_ids(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask for confirmation")
    add_json(parser, 'one {"id", "forgotten"} object per line')


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Deletes the notes after confirmation."""
    with opened_for_each(screen, options.ids) as opened:
        selected = [(each, selected_ids(each, options, ids)) for each, ids in opened]
        ids = [note for _, notes in selected for note in notes]
        if not ids:
            screen.message("No notes match; nothing was deleted.")
            return 0
        if not options.yes:
            for workspace, notes in selected:
                _list(screen, workspace, notes)
            if not confirmed(f"delete {plural(len(ids), 'note')} permanently"):
                screen.message("Nothing was deleted.")
                return 1
        for workspace, notes in selected:
            forget(workspace, notes, by=author())
    for each in ids:
        if options.json:
            screen.json({"id": each, "forgotten": True})
        else:
            screen.line(("Deleted ", "good"), (each, "id"))
    return 0


def _list(screen: Screen, workspace: Workspace, ids: list[NoteId]) -> None:
    short = short_ids(workspace, ids)
    for each in ids if screen.is_terminal else ():
        screen.line("  ", *summary(show.find_note(workspace, each), short[each]))
