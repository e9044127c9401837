"""`chesterton snooze`: mutes notes until their code is committed, or until a date."""

import argparse
from functools import partial

from chesterton.cli.arguments import add_ids, add_json
from chesterton.cli.results import change_selected
from chesterton.cli.screen import Screen
from chesterton.memory.notes.snooze import UNTIL_COMMIT, snooze

ABOUT = """\
Mute notes until their code is committed or until a date: they have no code lens, raise no warning,
and are not listed for review. Lists and searches still show them."""

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
        help="snooze until the next commit, or until a date (YYYY-MM-DD); default: commit",
    )
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Mutes the notes."""
    until = "the next commit" if options.until == UNTIL_COMMIT else options.until
    mute = partial(snooze, until=options.until)
    return change_selected(options, screen, mute, f"Snoozed until {until}:")
