"""`chesterton snooze`: mutes notes for a while."""

import argparse

from chesterton.cli.arguments import add_ids, add_json, chosen
from chesterton.cli.author import author
from chesterton.cli.results import tell_changed
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened
from chesterton.memory.notes.snooze import UNTIL_COMMIT, snooze

ABOUT = """\
Mutes notes: no lens, no warning, not in the review, until the code at hand is committed or until a
day. They stay in lists and in search."""

EXAMPLES = """\
  chesterton snooze k3f9                        until committed
  chesterton snooze k3f9 --until 2027-01-31"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_ids(parser)
    parser.add_argument(
        "--until",
        default=UNTIL_COMMIT,
        metavar="commit|DATE",
        help="when they speak again (commit unless given)",
    )
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Mutes them."""
    with opened() as workspace:
        ids = chosen(workspace, options)
        muted = snooze(workspace, ids, by=author(), until=options.until)
        return tell_changed(screen, workspace, muted, "Snoozed", as_json=options.json)
