"""The heap of the C library, in which syntax trees are."""

import sys
from contextlib import suppress

_M_ARENA_MAX = -8  #: of glibc's malloc.h


def share_heap() -> None:
    """Lets threads share one heap, where the C library is glibc.

    By default it gives each thread its own. A tree is often freed by another thread than the one
    that parsed it, which leaves holes in all of them: with four threads, typing for an hour in a
    large file takes 30 MB more.
    """
    if sys.platform == "linux":
        from ctypes import CDLL  # noqa: PLC0415 - 2 ms that only the server pays

        with suppress(OSError, AttributeError):  # another C library
            CDLL(None).mallopt(_M_ARENA_MAX, 1)
