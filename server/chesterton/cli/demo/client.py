"""A minimal LSP client that drives the language server over stdio."""

import json
import queue
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import url2pathname

from chesterton.cli.demo.sandbox import Sandbox
from chesterton.model.errors import UserError
from chesterton.process.programs import own_command

_TIMEOUT = 10.0
"""Seconds to wait for the server."""


class Editor:
    """The client side of one LSP session, with full document synchronisation."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._server = subprocess.Popen(  # noqa: S603 - ourselves
            own_command("lsp"),
            cwd=sandbox.root,
            env=sandbox.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.shown_document: Path | None = None
        self._arrived: queue.Queue[dict[str, Any]] = queue.Queue()
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._versions: dict[str, int] = {}
        self._next_id = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Self:
        self.request(
            "initialize",
            {
                "processId": None,
                "clientInfo": {"name": "chesterton demo"},
                "rootUri": self._sandbox.root.as_uri(),
                "workspaceFolders": [{"uri": self._sandbox.root.as_uri(), "name": "shop"}],
                "initializationOptions": {"signals": "lens"},
                "capabilities": {
                    "window": {"showDocument": {"support": True}},
                    "textDocument": {
                        "hover": {"contentFormat": ["plaintext"]},
                        "codeLens": {},
                        "publishDiagnostics": {"relatedInformation": True, "dataSupport": True},
                        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {}}},
                    },
                },
            },
        )
        self.notify("initialized", {})
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self.request("shutdown", None)
                self.notify("exit", None)
            self._server.wait(timeout=5 if kind is None else 0.1)
        except (subprocess.TimeoutExpired, UserError, OSError):
            self._server.kill()
            self._server.wait()

    def open(self, path: str) -> None:
        """Opens a file, or synchronises and saves it if it is open already."""
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
        self.notify(
            "textDocument/didChange",
            {
                "textDocument": {"uri": self._uri(path), "version": self._versions[path]},
                "contentChanges": [{"text": text}],
            },
        )

    def lenses(self, path: str) -> list[dict[str, Any]]:
        """The code lenses of a document."""
        lenses = self.request("textDocument/codeLens", {"textDocument": self._document(path)})
        return list(lenses or [])

    def hover(self, path: str, line: int, column: int) -> str:
        """The hover at a position, as text."""
        hover = self.request(
            "textDocument/hover",
            {
                "textDocument": self._document(path),
                "position": {"line": line, "character": column},
            },
        )
        return str(hover["contents"]["value"]) if hover else ""

    def actions(self, path: str, line: int, diagnostics: list[Any]) -> list[dict[str, Any]]:
        """The code actions on a line."""
        point = {"line": line, "character": 8}
        actions = self.request(
            "textDocument/codeAction",
            {
                "textDocument": self._document(path),
                "range": {"start": point, "end": point},
                "context": {"diagnostics": diagnostics, "triggerKind": 1},
            },
        )
        return list(actions or [])

    def run(self, command: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever the command returns
        """Executes the command of a code lens or code action."""
        arguments = {"command": command["command"], "arguments": command.get("arguments", [])}
        return self.request("workspace/executeCommand", arguments)

    def diagnostics(self, path: str) -> list[dict[str, Any]]:
        """The latest diagnostics of a document."""
        self._take_all()
        return self._diagnostics.get(self._uri(path), [])

    def until(self, holds: Callable[[], object]) -> bool:
        """Waits until the condition holds; False on timeout."""
        end = time.monotonic() + _TIMEOUT
        while not holds():
            if time.monotonic() > end:
                return False
            self._take(0.05)
        return True

    def quiet(self, seconds: float) -> None:
        """Processes messages from the server for some time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._take(left)

    def request(self, method: str, params: object) -> Any:  # noqa: ANN401 - any JSON
        """Sends a request and waits for the response. Raises UserError on timeout."""
        self._next_id += 1
        self._send({"id": self._next_id, "method": method, "params": params})
        end = time.monotonic() + _TIMEOUT
        while time.monotonic() < end:
            message = self._take(end - time.monotonic())
            if message and message.get("id") == self._next_id and "method" not in message:
                return message.get("result")
        raise UserError(f"the language server did not answer {method}", "run: chesterton doctor")

    def notify(self, method: str, params: object) -> None:
        """Sends a notification."""
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        if self._server.stdin is None:
            return
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._server.stdin.flush()

    def _take_all(self) -> None:
        while self._take(0) is not None:
            pass

    def _take(self, seconds: float) -> dict[str, Any] | None:
        """The next message from the server, after handling it; None on timeout."""
        try:
            message = (
                self._arrived.get(timeout=seconds) if seconds > 0 else self._arrived.get(False)
            )
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
            self.shown_document = _from_uri(message["params"]["uri"])
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

    def _document(self, path: str) -> dict[str, str]:
        return {"uri": self._uri(path)}

    def _uri(self, path: str) -> str:
        return (self._sandbox.root / path).as_uri()


def _from_uri(uri: str) -> Path:
    return Path(url2pathname(urlsplit(uri).path))
