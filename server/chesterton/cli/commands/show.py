"""`chesterton show`: one note, and with --diff the code then and now."""

import argparse

from chesterton.cli.arguments import add_json
from chesterton.cli.note_lines import print_diff, print_note
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened
from chesterton.memory.exchange.portable import to_json
from chesterton.memory.notes import show

ABOUT = """\
Shows one note: what it says, where it is and how we know, and whether its code has changed since
somebody vouched for it. --diff adds the code as it was then and as it is now."""

EXAMPLES = """\
  chesterton show k3f9
  chesterton show k3f9 --diff"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("id", metavar="ID", help="the note's id, or 4 characters of it")
    parser.add_argument("--diff", action="store_true", help="the code then and now")
    add_json(parser, "the note as one JSON object")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Shows it."""
    with opened() as workspace:
        placed = show.one(workspace, options.id)
        compared = show.then_and_now(workspace, placed) if options.diff else []
        if options.json:
            diffs = [{"then": each.then, "now": each.now} for each in compared]
            screen.json(to_json(placed) | ({"diff": diffs} if options.diff else {}))
            return 0
        print_note(screen, workspace, placed)
        for each in compared:
            print_diff(screen, each)
    return 0
