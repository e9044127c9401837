"""`chesterton confirm`: a person vouches for notes."""

import argparse

from chesterton.cli.arguments import add_ids, add_json, chosen
from chesterton.cli.author import author
from chesterton.cli.results import tell_changed
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened
from chesterton.memory.notes.confirm import confirm

ABOUT = """\
Vouches for notes: a proposed one is kept, a changed one is still true, an uncertain one belongs
where it was found. From here on each is compared with the code as it is."""

EXAMPLES = """\
  chesterton confirm k3f9
  chesterton confirm --status proposed --path 'src/pay/**'"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_ids(parser)
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Keeps them."""
    with opened() as workspace:
        kept = confirm(workspace, chosen(workspace, options), by=author())
        return tell_changed(screen, workspace, kept, "Kept", as_json=options.json)
