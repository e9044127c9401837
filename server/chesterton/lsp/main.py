"""Entry point of the language server: takes over stdin and stdout, then loads the server."""

import asyncio
import linecache
import logging
import os
import sys
from pathlib import Path

from chesterton.lsp.transport import logs, stdio

_SWITCH_SECONDS = 0.001
"""Thread switch interval, short so that worker threads do not delay the event loop."""


def main(log_file: Path | None = None) -> int:
    """Runs the language server on stdin and stdout; returns the exit code."""
    parent = os.getppid()  # first, to notice an editor that dies while the server loads
    pipes = stdio.take_over()
    logs.start(log_file)
    sys.setswitchinterval(_SWITCH_SECONDS)
    from chesterton.lsp.server import Server  # noqa: PLC0415 - loads pygls, after the pipes are safe

    linecache.clearcache()  # attrs keeps the source of what it generates, 1.6 MB, for tracebacks
    code = asyncio.run(Server(parent).serve(pipes))
    logging.shutdown()
    return code
