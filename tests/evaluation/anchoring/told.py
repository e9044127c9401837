"""Where the figures are printed."""

import sys


def tell(*lines: str) -> None:
    """Each on a line of its own, at once."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
