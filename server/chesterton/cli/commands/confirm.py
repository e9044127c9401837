"""`chesterton confirm`: accepts proposed notes, or confirms that changed ones are still true."""

import argparse

from chesterton.cli.arguments import add_ids, add_json, selected_ids
from chesterton.cli.author import author
from chesterton.cli.results import print_changed
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened
from chesterton.memory.notes.confirm import confirm

ABOUT = """\
Accept proposed notes, or confirm that changed notes are still true and that uncertain notes belong
where they were found. From then on, changes are measured against the code as it is now."""

EXAMPLES = """\
  chesterton confirm k3f9
  chesterton confirm --status proposed --path 'src/pay/**'"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_ids(parser)
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Confirms the notes."""
    with opened() as workspace:
        confirmed = confirm(workspace, selected_ids(workspace, options), by=author())
        return print_changed(screen, workspace, confirmed, "Confirmed", as_json=options.json)
