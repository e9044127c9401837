"""What an editor is told over the protocol, with the capabilities that the editor announces."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from chesterton.syntax.positions import Encoding, column_to_units
from tests.evaluation.quiet_hour.editor import Editor
from tests.evaluation.real_repositories.subjects import Ground, Subject, commit, spoiled
from tests.wire.profiles import ENCODINGS
from tests.wire.project import at, diagnostics

COMMAND = (sys.executable, "-m", "chesterton", "lsp")
SECONDS = 10.0


@dataclass(frozen=True)
class Result:
    """One check of one definition in one editor."""

    editor: str
    subject: Subject
    check: str
    passed: bool
    seen: object


class Session:
    """One editor over one ground."""

    def __init__(self, name: str, ground: Ground, editor: Editor) -> None:
        self.name = name
        self.ground = ground
        self.editor = editor
        self.results: list[Result] = []

    async def play(self) -> None:
        for path in sorted({subject.path for subject in self.ground.subjects}):
            self.editor.show(path)
        await self.editor.settle()
        for subject in self.ground.subjects:
            await self.look(subject)
            await self.touch(subject)
        for stage, check in (("changed", self.changed), ("healed", self.healed)):
            await self.commit(stage)
            for subject in self.ground.subjects:
                await check(subject)
        await self.commit("renamed")
        for subject in self.ground.subjects:
            await self.followed(subject, "renamed", subject.path, subject.other_name)
        commit(self.ground, "undo")
        self.editor.reload()
        await self.editor.settle()
        await self.commit("moved")
        for number, subject in enumerate(self.ground.subjects):
            last = subject.name.rpartition(".")[2]
            await self.followed(subject, "moved", subject.moved_path(number), last)
        popups = self.editor.messages()
        self.note(self.ground.subjects[0], "no popup", popups == 0, popups)

    async def commit(self, stage: str) -> None:
        commit(self.ground, stage)
        self.editor.reload()
        if stage == "moved":
            for number, subject in enumerate(self.ground.subjects):
                self.editor.show(subject.moved_path(number))
        await self.editor.settle()

    def note(self, subject: Subject, check: str, passed: object, seen: object) -> None:
        self.results.append(Result(self.name, subject, check, bool(passed), seen))

    async def look(self, subject: Subject) -> None:
        """The presence of the note, its hover, and no word more."""
        presence = await self.presence(subject.path)
        wanted = f"Pitfall: {subject.title}"
        self.note(subject, "lens", wanted in presence, presence)
        hover = await self.hover(subject, subject.path, subject.name)
        passed = subject.title.replace("`", "") in hover.replace("`", "").replace("\\", "")
        self.note(subject, "hover", passed and "provider" in hover, hover)

    async def touch(self, subject: Subject) -> None:
        before = self.editor.open[subject.path][1]
        self.editor.told()
        self.editor.type(subject.path, spoiled(subject, before))
        wanted = f"Pitfall: {subject.title}. You are changing this code"
        told = await self.until(lambda: [m for c, m in self.shown(subject.path) if c == "touched"])
        self.note(subject, "touched", len(told) == 1 and told[0].startswith(wanted), told)
        self.editor.type(subject.path, before)
        quiet = await self.until(lambda: not self.loud(subject.path))
        self.note(subject, "undone", quiet, self.loud(subject.path))

    async def changed(self, subject: Subject) -> None:
        presence = await self.presence(subject.path)
        wanted = f"Code changed · Pitfall: {subject.title}"
        hover = await self.hover(subject, subject.path, subject.name)
        told = any(wanted.startswith(each.rstrip("…")) for each in presence)
        passed = told and "Code changed since" in hover and not self.loud(subject.path)
        self.note(subject, "changed", passed, (presence, hover))

    async def healed(self, subject: Subject) -> None:
        presence = await self.presence(subject.path)
        passed = f"Pitfall: {subject.title}" in presence and not self.loud(subject.path)
        self.note(subject, "healed", passed, presence)

    async def followed(self, subject: Subject, check: str, path: str, last: str) -> None:
        presence = await self.presence(path)
        told = any(
            each.startswith("Moved from ")
            and f"Pitfall: {subject.title}".startswith(each.partition(" · ")[2].rstrip("…"))
            for each in presence
        )
        owner = subject.name.rpartition(".")[0]
        name = f"{owner}.{last}" if owner else last
        hover = await self.hover(subject, path, name)
        passed = told and subject.word in hover and not self.loud(path)
        self.note(subject, check, passed, (presence, hover, self.loud(path)))

    async def presence(self, path: str) -> list[str]:
        """What tells that notes are there: lenses, or Hints where the editor has none."""
        if self.name == "vscode":
            params = {"textDocument": {"uri": self.editor.uri(path)}}
            found = await self.editor.client.ask("textDocument/codeLens", params)
            return [lens["command"]["title"] for lens in found]
        return [message for code, message in self.shown(path) if code == "note"]

    async def hover(self, subject: Subject, path: str, name: str) -> str:
        text = self.editor.open[path][1]
        parsed, symbol = subject.found(text, name)
        line, column = parsed.text.position(symbol.name_span.start)
        units = column_to_units(parsed.text.line(line), column, Encoding(ENCODINGS[self.name]))
        found = await self.editor.client.ask(
            "textDocument/hover", at(self.editor.uri(path), line, units)
        )
        return found["contents"]["value"] if found else ""

    def shown(self, path: str) -> list[tuple[str, str]]:
        """The diagnostics of the text as it is."""
        found = diagnostics(self.editor.client, self.editor.uri(path)) or ()
        return [(each["code"], each["message"]) for each in found]

    def loud(self, path: str) -> list[str]:
        """What is told beyond the presence of notes."""
        return [message for code, message in self.shown(path) if code != "note"]

    async def until(self, happened: Callable[[], object]) -> object:
        try:
            return await self.editor.client.until(happened, SECONDS)
        except TimeoutError:
            return None


async def results(name: str, ground: Ground) -> list[Result]:
    """All checks of one editor."""
    editor = await Editor.start(ground.home, ground.root, COMMAND, name)
    session = Session(name, ground, editor)
    try:
        await session.play()
    finally:
        await editor.client.kill()
    return session.results
