"""Asks the user for confirmation before an irreversible command runs."""

import sys

from chesterton.cli.editor import is_interactive
from chesterton.cli.screen import printable
from chesterton.model.errors import UserError


def confirmed(what: str) -> bool:
    """Whether the user answers yes. Raises UserError if there is no terminal to prompt on."""
    if sys.stderr is None or not is_interactive():
        raise UserError(f"this will {what}", "run again with --yes to confirm")
    sys.stdout.flush()
    sys.stderr.write(printable(f"Really {what}? [y/N] "))
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
