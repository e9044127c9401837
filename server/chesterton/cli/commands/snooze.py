"""`chesterton snooze`: mutes notes until the next commit or a date."""

import argparse

from chesterton.cli.arguments import add_ids, add_json, selected_ids
from chesterton.cli.author import author
from chesterton.cli.results import print_changed
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened
from chesterton.memory.notes.snooze import UNTIL_COMMIT, snooze

ABOUT = """\
Mute notes until their code is committed, or until a date: no code lens, no warning, not listed by
review. Lists and search still show them."""

EXAMPLES = """\
  chesterton snooze k3f9                        until the next commit
  chesterton snooze k3f9 --until 2027-01-31"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_ids(parser)
    parser.add_argument(
        "--until",
        default=UNTIL_COMMIT,
        metavar="commit|DATE",
        help="how long to mute: commit or YYYY-MM-DD (default: commit)",
    )
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Mutes the notes."""
    with opened() as workspace:
        ids = selected_ids(workspace, options)
        muted = snooze(workspace, ids, by=author(), until=options.until)
        until = "the next commit" if options.until == UNTIL_COMMIT else options.until
        word = f"Snoozed until {until}:"
        return print_changed(screen, workspace, muted, word, as_json=options.json)
