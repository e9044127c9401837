"""How long to wait for the write lock, and where notices to the user go."""

from collections.abc import Callable
from dataclasses import dataclass

Notice = Callable[[str], None]

LIMIT_SECONDS = 10.0
"""After so long a wait a write is given up."""


def warn(message: str) -> None:
    """A line of the log: what a person should know where nobody else listens."""
    import logging  # noqa: PLC0415 - 3 ms that most commands do without

    logging.getLogger(__name__).warning("%s", message)


def note(message: str) -> None:
    """The same for what only somebody who looks for it should know."""
    import logging  # noqa: PLC0415 - 3 ms that most commands do without

    logging.getLogger(__name__).debug("%s", message)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for the lock, and whom to notify."""

    notice: Notice = warn
    limit: float = LIMIT_SECONDS
