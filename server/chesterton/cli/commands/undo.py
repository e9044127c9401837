"""`chesterton undo`: takes back what last happened to notes."""

import argparse

from chesterton.cli.arguments import add_ids, add_json, chosen
from chesterton.cli.author import author
from chesterton.cli.results import tell_changed
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened
from chesterton.memory.notes.undo import undo, undo_all, undo_move

ABOUT = """\
Takes back the last thing that happened to a note: an edit, a confirmation, a retirement, or that
it followed its code to another name or file. Taken back from there, it is linked to the name it had
before, and lost where nothing of that name is left. What chesterton forget has deleted cannot come
back."""

EXAMPLES = """\
  chesterton undo k3f9
  chesterton undo --move k3f9   it does not belong where it went
  chesterton undo --status retired --path 'old/**'"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_ids(parser)
    parser.add_argument(
        "--move", action="store_true", help="that it followed its code, whatever happened since"
    )
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Takes it back."""
    with opened() as workspace:
        ids = chosen(workspace, options)
        undone = undo_all(workspace, ids, undo_move if options.move else undo, by=author())
        return tell_changed(screen, workspace, undone, "Undone", as_json=options.json)
