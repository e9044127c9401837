"""`chesterton confirm`: accepts proposed notes, or confirms that notes are still true."""

import argparse

from chesterton.cli.arguments import add_ids, add_json
from chesterton.cli.results import change_selected
from chesterton.cli.screen import Screen
from chesterton.memory.notes.confirm import confirm

ABOUT = """\
Confirm proposed notes, notes that are still true although their code has changed, and uncertain
notes that were found in the right place. From then on, changes are measured against the code you
confirmed."""

EXAMPLES = """\
  chesterton confirm k3f9
  chesterton confirm --status proposed --path 'src/pay/**'"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_ids(parser)
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Confirms the notes."""
    return change_selected(options, screen, confirm, "Confirmed")
