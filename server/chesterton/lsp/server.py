"""The server process for one editor: startup, shutdown, and wiring of transport and session."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from importlib import import_module
from types import FrameType
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from chesterton import __version__
from chesterton.config.layers import user_values
from chesterton.lsp.announcement import registrations, server_capabilities
from chesterton.lsp.editor import Editor
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.router import Router
from chesterton.lsp.rows import Push
from chesterton.lsp.session import Session
from chesterton.lsp.transport import logs, stdio
from chesterton.lsp.transport.protocol import Protocol
from chesterton.lsp.transport.watchdog import Watchdog
from chesterton.model.errors import UserError

log = logging.getLogger(__name__)

_LAST_SECONDS = 1.5
"""Deadline for an orderly shutdown, after which the process exits regardless."""

_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")
_INTERRUPTED = 128


class Server(LanguageServer):
    """The server for one editor."""

    protocol: Protocol

    def __init__(self, parent: int) -> None:
        super().__init__("chesterton", __version__, protocol_cls=Protocol)
        self.protocol.host = self
        self._ended: asyncio.Future[int] | None = None
        self._is_started = False
        self._watchdog = Watchdog(parent, lambda: self.stop_soon(1))
        self._session = Session(Editor(self.protocol))
        self._router = Router(self._session)
        for method, handler in self._router.handlers().items():
            self.protocol.register_handler(method, handler)

    async def serve(self, pipes: stdio.Pipes) -> int:
        """Serves the editor until it disconnects; returns the exit code."""
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(logs.loop_error)
        self._ended = self._loop.create_future()
        writer = stdio.Writer(pipes.outgoing, broken=lambda: self.stop_soon(1))
        self.protocol.set_writer(writer)
        stdio.Reader(pipes.incoming, writer).start(
            self._loop, self._receive, lambda: self.stop(self.protocol.exit_code)
        )
        self._watchdog.start()
        _on_signals(self.stop_soon)
        code = await self._ended
        await self._session.end()
        writer.close()
        return code

    def _receive(self, data: bytes) -> None:
        self._session.last_message_at = time.monotonic()
        self.protocol.receive(data)

    def begin(self, params: lsp.InitializeParams) -> dict[str, Any]:
        """Returns the initialize response."""
        self._watchdog.follow(params.process_id)
        self._session.begin(params)
        capabilities = server_capabilities(self._session.client, self._session.options.shared)
        about = {"name": "chesterton", "version": __version__}
        return {"capabilities": capabilities, "serverInfo": about}

    def ready(self) -> None:
        """Starts loading the features, once the client is initialized."""
        if not self._is_started:  # an editor may send initialized twice
            self._is_started = True
            self._session.tasks.spawn("starting", self._start())

    async def _start(self) -> None:
        gc.disable()  # importing creates no garbage
        try:
            await self._load()
        finally:
            gc.freeze()  # modules live as long as the process, so skip them in later collections
            gc.enable()
        await self._session.wait_until_idle()
        sent = (row.sends for row in REGISTRY if isinstance(row, Push) and row.sends)
        await self.protocol.prepare_converters(self._router.handlers(), sent)

    async def _load(self) -> None:
        session = self._session
        session.options.set_user(await session.run(user_values))
        startup = await session.run(import_module, "chesterton.lsp.startup")
        builder = startup.set_up(session)
        with contextlib.suppress(UserError):  # reported with the first document
            logs.attach(session.projects.location.logs)
        log.info("serving %s, %s", session.client.name or "an editor", session.client.encoding)
        self._router.load(await startup.load_requests(session))
        loaded = await startup.load_rest(session, self._router.is_needed)
        self._router.complete(loaded)
        builder.add_listeners(startup.pushes(loaded))
        await session.editor.register(registrations(session.client, session.options.shared))

    def stop(self, code: int) -> None:
        """Shuts down in order, or forcibly if that takes too long."""
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(code)
            _exit_forcibly(code)

    def stop_soon(self, code: int) -> None:
        """Like `stop`, but callable from any thread or signal handler."""
        _exit_forcibly(code)
        with contextlib.suppress(RuntimeError):  # the loop is already closed
            self._loop.call_soon_threadsafe(self.stop, code)

    def report_server_error(self, error: Exception, source: type[Exception]) -> None:
        """Logs only the error type: the message, which pygls would show, may quote a note."""
        log.error("%s while handling %s", type(error).__name__, source.__name__)


def _on_signals(stop: Callable[[int], None]) -> None:
    def handle(number: int, _frame: FrameType | None) -> None:
        stop(_INTERRUPTED + number)

    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), handle)


def _exit_forcibly(code: int) -> None:
    timer = threading.Timer(_LAST_SECONDS, os._exit, (code,))
    timer.daemon = True
    timer.start()
