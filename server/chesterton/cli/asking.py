"""Asking a person before something that cannot be taken back."""

import sys

from chesterton.model.errors import UserError


def agreed(what: str) -> bool:
    """Whether a person says yes. Raises UserError where nobody sits at a terminal."""
    if sys.stdin is None or not sys.stdin.isatty() or not sys.stdout.isatty():
        raise UserError(f"to {what}, somebody has to agree", "add --yes")
    sys.stdout.flush()
    sys.stderr.write(f"Really {what}? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
