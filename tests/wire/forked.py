"""Servers forked from a process in which the program is imported already.

Python's start and the imports take most of the time of a short session. Tests of the start itself,
or of the process, need the command of an editor instead.
"""

import asyncio
import os
import socket
from multiprocessing import get_context

from chesterton.lsp.main import main
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.rows import Sync

_FEATURES = {row.handler.partition(".")[0] for row in REGISTRY if not isinstance(row, Sync)}
_FORKING = get_context("forkserver")
_FORKING.set_forkserver_preload(
    [
        "chesterton.lsp.server",
        "chesterton.lsp.startup",
        *(f"chesterton.lsp.features.{each}" for each in sorted(_FEATURES)),
    ]
)


class ForkedProcess:
    """A server on a socket, with the parts of `asyncio.subprocess.Process` that clients use."""

    def __init__(self, process, reader, writer):
        self._process = process
        self.stdout = reader
        self.stdin = writer
        self._transport = writer.transport

    @property
    def pid(self):
        return self._process.pid

    @property
    def returncode(self):
        return self._process.exitcode

    def kill(self):
        self._process.kill()

    async def wait(self):
        await asyncio.to_thread(self._process.join)
        return self.returncode


async def fork_server(home, environment, limit):
    """Starts a server in a folder, with exactly these environment variables."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = _FORKING.Process(target=_serve, args=(theirs, str(home), environment))
        process.start()
    return ForkedProcess(process, *await asyncio.open_connection(sock=ours, limit=limit))


def _serve(connection, home, environment):
    os.chdir(home)
    os.environ.clear()
    os.environ.update(environment)
    with connection, open(os.devnull, "wb") as null:  # noqa: PTH123  # not text, only a descriptor
        for source, target in ((connection, 0), (connection, 1), (null, 2)):
            os.dup2(source.fileno(), target)
    raise SystemExit(main())
