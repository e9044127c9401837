"""`LockWait`: the timeout for the write lock, and the callback that receives user notices."""

from collections.abc import Callable
from typing import NamedTuple

Notice = Callable[[str], None]

LIMIT_SECONDS = 10.0
"""Lock timeout, after which a write fails with Busy."""


def log_warning(message: str) -> None:
    """Logs at warning level; the default receiver of notices."""
    import logging  # noqa: PLC0415 - 3 ms, rarely needed

    logging.getLogger(__name__).warning("%s", message)


def log_debug(message: str) -> None:
    """Logs at debug level."""
    import logging  # noqa: PLC0415 - 3 ms, rarely needed

    logging.getLogger(__name__).debug("%s", message)


class LockWait(NamedTuple):
    """How long to wait for the lock, and where notices go."""

    notice: Notice = log_warning
    limit: float = LIMIT_SECONDS
