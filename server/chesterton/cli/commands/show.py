"""`chesterton show`: prints a note and, with `--diff`, how its code has changed."""

import argparse

from chesterton.cli.arguments import ID_HELP, add_json
from chesterton.cli.note_lines import print_diff, print_note
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened_with
from chesterton.memory.exchange.portable import to_json
from chesterton.memory.notes import show

ABOUT = """\
Show one note: its text, its location and the evidence for it, and whether its code has changed
since the note was last confirmed. --diff adds a diff of the code since then."""

EXAMPLES = """\
  chesterton show k3f9
  chesterton show k3f9 --diff"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("id", metavar="ID", help=ID_HELP)
    parser.add_argument(
        "--diff",
        action="store_true",
        help="show how the code has changed since the note was last confirmed",
    )
    add_json(parser, "the note as one JSON object")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Prints the note."""
    with opened_with(screen, [options.id]) as workspace:
        placed = show.find_note(workspace, options.id)
        compared = show.then_and_now(workspace, placed) if options.diff else []
        if options.json:
            diffs = [{"then": each.then, "now": each.now} for each in compared]
            screen.json(to_json(placed) | ({"diff": diffs} if options.diff else {}))
            return 0
        print_note(screen, workspace, placed)
        for each in compared:
            print_diff(screen, each)
    return 0
