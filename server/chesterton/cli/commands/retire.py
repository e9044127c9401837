"""`chesterton retire`: hides notes from editors, but keeps them searchable."""

import argparse

from chesterton.cli.arguments import add_ids, add_json
from chesterton.cli.results import change_selected
from chesterton.cli.screen import Screen
from chesterton.memory.notes.retire import retire

ABOUT = """\
Hide notes from editors. You can still find them with show, recall and notes --status retired.
Retiring a proposed note dismisses it; it is never proposed again."""

EXAMPLES = """\
  chesterton retire k3f9
  chesterton retire --path 'old/**' --state lost"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_ids(parser)
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Retires the notes."""
    return change_selected(options, screen, retire, "Retired")
