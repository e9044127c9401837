"""`chesterton undo`: undoes the last change to each note, or, with `--move`, its last move."""

import argparse
from functools import partial

from chesterton.cli.arguments import add_ids, add_json
from chesterton.cli.results import change_selected
from chesterton.cli.screen import Screen
from chesterton.memory.notes.undo import undo, undo_all, undo_move

ABOUT = """\
Undo the last change to a note: an edit, a confirmation, a retirement, or a move to another name or
file. After a move is undone, the note is linked to the symbol's previous name again; it is lost if
no symbol has that name. Notes deleted with chesterton forget cannot be restored."""

EXAMPLES = """\
  chesterton undo k3f9
  chesterton undo --move k3f9                   if the note followed the wrong code
  chesterton undo --status retired --path 'old/**'"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_ids(parser)
    parser.add_argument(
        "--move", action="store_true", help="undo the last move, even if it is not the last change"
    )
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Undoes the last change of each note."""
    undo_one = partial(undo_all, undo_one=undo_move if options.move else undo)
    word = "Undid the last move of" if options.move else "Undid the last change to"
    return change_selected(options, screen, undo_one, word)
