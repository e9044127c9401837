"""The entry of the language server: takes the pipes, then loads what speaks on them."""

import asyncio
import logging
import os
import sys
from pathlib import Path

from chesterton.lsp.transport import logs, stdio

_SWITCH_SECONDS = 0.001
"""Threads that compute give way to the loop this often."""


def main(log_file: Path | None = None) -> int:
    """Runs the language server on stdin and stdout; the exit code."""
    parent = os.getppid()  # at once: whoever dies while we load is noticed too
    pipes = stdio.take_over()
    logs.start(log_file)
    sys.setswitchinterval(_SWITCH_SECONDS)
    from chesterton.lsp.server import Server  # noqa: PLC0415 - loads pygls, after the pipes are safe

    code = asyncio.run(Server(parent).serve(pipes))
    logging.shutdown()
    return code
