"""What `chesterton` says when it is asked for nothing."""

from itertools import groupby

from chesterton.cli.registry import COMMANDS
from chesterton.cli.screen import Screen

_INTRODUCTION = """\
Chesterton keeps the why of your code in its margin: the decision, the incident, the pitfall
behind a function appears where the function is, and notices when that code changes.
"""

_START = """\
Start here
  chesterton remember --at src/pay.py:42 --kind pitfall --title "Lock on payment_id, never user_id"
  chesterton notes src/pay.py
  chesterton setup neovim

Help on one command: chesterton COMMAND --help"""


def overview(screen: Screen) -> None:
    """The commands, and where to start."""
    screen.block(_INTRODUCTION)
    for group, commands in groupby(COMMANDS, key=lambda command: command.group):
        screen.line((group, "title"))
        for command in commands:
            screen.line("  ", (f"{command.name:<12}", "id"), command.summary)
        screen.line("")
    title, *examples = _START.split("\n")
    screen.line((title, "title"))
    screen.block("\n".join(examples))
