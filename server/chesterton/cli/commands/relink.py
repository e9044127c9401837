"""`chesterton relink`: a person says where a note belongs."""

import argparse

from chesterton.cli.arguments import add_json, place_argument
from chesterton.cli.author import author
from chesterton.cli.results import tell_changed
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened
from chesterton.memory.notes.relink import relink

ABOUT = """\
Links a note to the place where it belongs, and vouches for it there. With several places, the one
that is lost or uncertain moves."""

EXAMPLES = """\
  chesterton relink k3f9 src/payments.py::take_payment
  chesterton relink k3f9 src/payments.py:42"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("id", metavar="ID", help="the note's id, or 4 characters of it")
    parser.add_argument("place", metavar="PATH::NAME", help="a definition, a line or a file")
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Moves it."""
    with opened() as workspace:
        target = place_argument(workspace, options.place)
        moved = relink(workspace, options.id, target, by=author())
        return tell_changed(screen, workspace, [moved], "Linked", as_json=options.json)
