"""Asking a person before something that cannot be taken back."""

import sys

from chesterton.cli.editor import is_interactive
from chesterton.cli.screen import printable
from chesterton.model.errors import UserError


def agreed(what: str) -> bool:
    """Whether a person says yes. Raises UserError where nobody sits at a terminal."""
    if sys.stderr is None or not is_interactive():
        raise UserError(f"to {what}, somebody has to agree", "add --yes")
    sys.stdout.flush()
    sys.stderr.write(printable(f"Really {what}? [y/N] "))
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
