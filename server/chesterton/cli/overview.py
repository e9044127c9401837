"""Prints the overview of commands for `chesterton` and `chesterton --help`."""

from itertools import groupby

from chesterton.cli.registry import COMMANDS
from chesterton.cli.screen import Screen

_INTRODUCTION = """\
Chesterton keeps notes in the margin of your code: the decision, incident or pitfall behind a
function appears beside it, moves with it, and warns you when you change it.
"""

_START = """\
Start here
  chesterton remember --at src/pay.py:42 --kind pitfall --title "Lock on payment_id, never user_id"
  chesterton notes src/pay.py
  chesterton setup neovim

Help for a command: chesterton COMMAND --help"""


def overview(screen: Screen) -> None:
    """Prints the commands by group, and examples to start with."""
    screen.block(_INTRODUCTION)
    for group, commands in groupby(COMMANDS, key=lambda command: command.group):
        screen.line((group, "title"))
        for command in commands:
            screen.line("  ", (f"{command.name:<12}", "id"), command.summary)
        screen.line("")
    title, *examples = _START.split("\n")
    screen.line((title, "title"))
    screen.block("\n".join(examples))
