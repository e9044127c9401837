"""`chesterton undo`: takes back what last happened to notes."""

import argparse

from chesterton.cli.arguments import add_ids, add_json, chosen
from chesterton.cli.changed import tell_changed
from chesterton.cli.opening import opened
from chesterton.cli.screen import Screen
from chesterton.memory import lifecycle

ABOUT = """\
Takes back the last thing that happened to a note: an edit, a confirmation, a move, a retirement.
What chesterton forget has deleted cannot come back."""

EXAMPLES = """\
  chesterton undo k3f9
  chesterton undo --status retired --path 'old/**'"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_ids(parser)
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Takes it back."""
    with opened() as workspace:
        undone = [lifecycle.undo(workspace, each) for each in chosen(workspace, options)]
        return tell_changed(screen, workspace, undone, "Undone", as_json=options.json)
