"""`chesterton relink`: links a note to another place in the code."""

import argparse

from chesterton.cli.arguments import ID_HELP, add_json, place_argument
from chesterton.cli.author import author
from chesterton.cli.results import print_changed
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened_with
from chesterton.memory.notes.confirm import relink

ABOUT = """\
Link a note to the place where it belongs, and confirm it there. If the note is linked to several
places, the lost or uncertain one is replaced."""

EXAMPLES = """\
  chesterton relink k3f9 src/payments.py::take_payment
  chesterton relink k3f9 src/payments.py:42"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("id", metavar="ID", help=ID_HELP)
    parser.add_argument(
        "place", metavar="PATH::NAME", help="the new place; PATH:LINE and PATH also work"
    )
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Links the note to its new place."""
    with opened_with(screen, [options.id]) as workspace:
        target = place_argument(workspace, options.place)
        moved = relink(workspace, options.id, target, by=author())
        word = f"Linked to {options.place}:"
        return print_changed(screen, workspace, [moved], word, as_json=options.json)
