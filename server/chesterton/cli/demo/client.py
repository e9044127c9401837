"""A minimal LSP client that drives the language server over stdio."""

import json
import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from chesterton.cli.demo.sandbox import Sandbox
from chesterton.model.errors import UserError
from chesterton.process.programs import own_command

_TIMEOUT = 10.0
"""Seconds to wait for the server."""

_CAPABILITIES = {
    "window": {"showDocument": {"support": True}},
    "textDocument": {
        "hover": {"contentFormat": ["plaintext"]},
        "codeLens": {},
        "publishDiagnostics": {"relatedInformation": True, "dataSupport": True},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {}}},
    },
}


@contextmanager
def started_editor(sandbox: Sandbox) -> Iterator["Editor"]:
    """Starts the language server and opens a session; ends both on exit."""
    with Popen(  # noqa: S603 - ourselves
        own_command("lsp"),
        cwd=sandbox.root,
        env=sandbox.environment,
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
    ) as server:
        try:
            editor = Editor(sandbox, server)
            editor.initialize()
            yield editor
            with suppress(TimeoutExpired, UserError, OSError):
                editor.request("shutdown", None)
                editor.notify("exit", None)
                server.wait(timeout=5)
        finally:
            server.kill()


class Editor:
    """The client side of one LSP session, with full document synchronisation."""

    def __init__(self, sandbox: Sandbox, server: "Popen[bytes]") -> None:
        self._sandbox = sandbox
        self._server = server
        self.shown_document: Path | None = None
        self._arrived: queue.Queue[dict[str, Any]] = queue.Queue()
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._versions: dict[str, int] = {}
        self._next_id = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def initialize(self) -> None:
        """Opens the session."""
        root = self._sandbox.root.as_uri()
        self.request(
            "initialize",
            {
                "processId": None,
                "clientInfo": {"name": "chesterton demo"},
                "rootUri": root,
                "workspaceFolders": [{"uri": root, "name": "shop"}],
                "initializationOptions": {"signals": "lens"},
                "capabilities": _CAPABILITIES,
            },
        )
        self.notify("initialized", {})

    def open(self, path: str) -> None:
        """Opens a file, or synchronises and saves it if it is already open."""
        text = self._sandbox.read(path)
        if path in self._versions:
            self.change(path, text)
            self.notify("textDocument/didSave", {"textDocument": {"uri": self._uri(path)}})
            return
        self._versions[path] = 1
        language = "typescript" if path.endswith(".ts") else "python"
        document = {"uri": self._uri(path), "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, path: str, text: str) -> None:
        """Replaces the text of an open document without saving it."""
        self._versions[path] += 1
        document = {"uri": self._uri(path), "version": self._versions[path]}
        changes = {"textDocument": document, "contentChanges": [{"text": text}]}
        self.notify("textDocument/didChange", changes)

    def lenses(self, path: str) -> list[dict[str, Any]]:
        """The code lenses of a document."""
        return self._ask("codeLens", path) or []

    def hover(self, path: str, line: int, column: int) -> str:
        """The hover at a position, as text."""
        hover = self._ask("hover", path, position={"line": line, "character": column})
        return str(hover["contents"]["value"]) if hover else ""

    def actions(self, path: str, line: int, diagnostics: list[Any]) -> list[dict[str, Any]]:
        """The code actions on a line."""
        point = {"line": line, "character": 8}
        context = {"diagnostics": diagnostics, "triggerKind": 1}
        span = {"start": point, "end": point}
        return self._ask("codeAction", path, range=span, context=context) or []

    def run(self, command: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever the command returns
        """Executes the command of a code lens or code action."""
        arguments = {"command": command["command"], "arguments": command.get("arguments", [])}
        return self.request("workspace/executeCommand", arguments)

    def diagnostics(self, path: str) -> list[dict[str, Any]]:
        """The latest diagnostics of a document."""
        while self._take(0):
            pass
        return self._diagnostics.get(self._uri(path), [])

    def until(self, holds: Callable[[], object], seconds: float = _TIMEOUT) -> bool:
        """Processes messages until the condition holds; False on timeout."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                return False
            self._take(0.05)
        return True

    def _ask(self, method: str, path: str, **params: object) -> Any:  # noqa: ANN401
        document = {"textDocument": {"uri": self._uri(path)}}
        return self.request(f"textDocument/{method}", {**document, **params})

    def request(self, method: str, params: object) -> Any:  # noqa: ANN401 - any JSON
        """Sends a request and waits for the response. Raises UserError on timeout."""
        self._next_id += 1
        self._send({"id": self._next_id, "method": method, "params": params})
        end = time.monotonic() + _TIMEOUT
        while time.monotonic() < end:
            message = self._take(end - time.monotonic())
            if message and message.get("id") == self._next_id and "method" not in message:
                return message.get("result")
        raise UserError(f"the language server sent no reply to {method}", "run: chesterton doctor")

    def notify(self, method: str, params: object) -> None:
        """Sends a notification."""
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        if self._server.stdin is None:
            return
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._server.stdin.flush()

    def _take(self, seconds: float) -> dict[str, Any] | None:
        """The next message from the server, after handling it; None on timeout."""
        try:
            message = self._arrived.get(seconds > 0, seconds)
        except queue.Empty:
            return None
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        if "method" in message and "id" in message:
            self._answer(message)
        return message

    def _answer(self, message: dict[str, Any]) -> None:
        result: object = None
        if message["method"] == "window/showDocument":
            path = urlsplit(message["params"]["uri"]).path
            self.shown_document = Path(url2pathname(path))
            result = {"success": True}
        self._send({"id": message["id"], "result": result})

    def _listen(self) -> None:
        stream = self._server.stdout
        while stream is not None and (header := stream.readline()):
            if header.lower().startswith(b"content-length:"):
                length = int(header.split(b":")[1])
                while stream.readline().strip():
                    pass
                self._arrived.put(json.loads(stream.read(length)))

    def _uri(self, path: str) -> str:
        return (self._sandbox.root / path).as_uri()
