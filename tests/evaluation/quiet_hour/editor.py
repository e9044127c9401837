"""An editor with noted files open: it reads what git and formatters write, as VS Code does."""

import asyncio
from pathlib import Path

from tests.wire.client import Client
from tests.wire.profiles import profile

QUIET_SECONDS = 1.5
"""The server looks at git every second; so long after the last change everything is told."""

LANGUAGES = {".py": "python", ".go": "go", ".java": "java", ".rs": "rust", ".js": "javascript"}


class Editor:
    """The open documents, and every diagnostic ever told about them."""

    def __init__(self, client: Client, root: Path) -> None:
        self.client = client
        self.root = root
        self.open: dict[str, tuple[int, str]] = {}  #: path -> version and text
        self.heard = 0  #: notices that are counted already

    @classmethod
    async def start(
        cls, home: Path, root: Path, command: tuple[str, ...], name: str = "vscode"
    ) -> "Editor":
        client = await Client.start(home, command=command)
        client.answers["window/showDocument"] = {"success": True}
        client.answers["workspace/configuration"] = lambda params: [None for _ in params["items"]]
        await client.initialize(root, profile=profile(name))
        return cls(client, root)

    def read(self, path: str) -> str | None:
        try:
            return (self.root / path).read_bytes().decode("utf-8", "replace")
        except FileNotFoundError:
            return None

    def show(self, path: str) -> None:
        text = self.read(path)
        if text is not None:
            self.open[path] = (1, text)
            item = {"uri": self.uri(path), "languageId": LANGUAGES.get(Path(path).suffix, "plain")}
            item |= {"version": 1, "text": text}
            self.client.tell("textDocument/didOpen", {"textDocument": item})

    def type(self, path: str, text: str) -> None:
        """A change of the whole text, not saved."""
        version = self.open[path][0] + 1
        self.open[path] = (version, text)
        document = {"uri": self.uri(path), "version": version}
        self.client.tell(
            "textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]}
        )

    def save(self, path: str) -> None:
        (self.root / path).write_bytes(self.open[path][1].encode())
        self.client.tell("textDocument/didSave", {"textDocument": {"uri": self.uri(path)}})

    def present(self) -> dict[str, str]:
        """The open texts whose files are there."""
        known = {path: text for path, (_, text) in self.open.items()}
        return {path: text for path, text in known.items() if self.read(path) is not None}

    def reload(self) -> None:
        """What changed on disk is taken over, and the server is told that files changed."""
        changed = [path for path, (_, text) in self.open.items() if self.read(path) != text]
        for path in changed:
            text = self.read(path)
            if text is not None:
                self.type(path, text)
        changes = [{"uri": self.uri(path), "type": 2} for path in changed]
        if changes:
            self.client.tell("workspace/didChangeWatchedFiles", {"changes": changes})

    async def settle(self) -> None:
        """Until the latest text of each document has been answered, and some time more."""
        await self.client.until(lambda: all(self._is_answered(path) for path in self.open), 60)
        await asyncio.sleep(QUIET_SECONDS)

    def _is_answered(self, path: str) -> bool:
        uri, version = self.uri(path), self.open[path][0]
        return any(
            each["uri"] == uri and each.get("version", version) == version
            for each in self.client.notifications("textDocument/publishDiagnostics")
        )

    def told(self) -> list[dict]:
        """Every diagnostic told since the last time this was asked, also if taken back."""
        notices = self.client.notices
        news, self.heard = notices[self.heard :], len(notices)
        return [
            {"uri": message["params"]["uri"], **each}
            for _, message in news
            if message["method"] == "textDocument/publishDiagnostics"
            for each in message["params"]["diagnostics"]
        ]

    async def lenses(self) -> list[str]:
        """The lenses of the documents whose files are there."""
        found = []
        for path in self.present():
            params = {"textDocument": {"uri": self.uri(path)}}
            answer = await self.client.ask("textDocument/codeLens", params)
            found += [lens["command"]["title"] for lens in answer]
        return found

    def messages(self) -> int:
        """Popups: messages shown, and questions asked by message."""
        shown = len(self.client.notifications("window/showMessage"))
        return shown + len(self.client.requests("window/showMessageRequest"))

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()
