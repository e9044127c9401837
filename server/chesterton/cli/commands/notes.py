"""`chesterton notes`: what is noted, and where it is today."""

import argparse

from chesterton.cli.arguments import add_filters, add_json, has_filters, place_argument, query_of
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened
from chesterton.memory.exchange.portable import to_json
from chesterton.memory.notes import show

ABOUT = """\
Lists notes with where they are in the code as it is on disk, ordered by path, line and kind.

A place narrows them: a folder, a file, the definition around a line, or one definition. Proposed
and snoozed notes are listed too; --status all adds those that were superseded or retired."""

EXAMPLES = """\
  chesterton notes                              the whole project
  chesterton notes src/pay.py:42                what is known about this line
  chesterton notes src/pay.py::Card.charge
  chesterton notes --state changed --state lost --json"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "place", nargs="?", metavar="PATH[:LINE] | PATH::NAME", help="a folder, file or definition"
    )
    add_filters(parser)
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Lists them."""
    with opened() as workspace:
        at = None
        if options.place is not None:
            at = place_argument(workspace, options.place)
            if at.path == "." and options.place != ".":  # the root by another name: all of it
                at = None
        found = show.notes(workspace, query_of(options), at)
        if options.json:
            for placed in found:
                screen.json(to_json(placed))
        elif found:
            from chesterton.cli.note_lines import print_list  # noqa: PLC0415 - not for programs

            print_list(screen, workspace, found)
        else:
            screen.tell(_nothing(options))
    return 0


def _nothing(options: argparse.Namespace) -> str:
    where = f" at {options.place}" if options.place else " here"
    if has_filters(options):
        return f"no notes{where} fit the filters; see the others without them"
    return f"no notes{where}; write one with: chesterton remember --at PATH:LINE --title TEXT"
