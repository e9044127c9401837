"""The environment of a scenario: repository, store, clock, and unsaved documents."""

import re
import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from chesterton.model.clean import Clean
from chesterton.model.note import NoteId
from chesterton.model.time import Time, to_time
from chesterton.redact.clean import clean_name
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed, parse
from chesterton.syntax.text import Text
from chesterton.workspace.workspace import Workspace
from tests.harness.checkout import Checkout
from tests.harness.scenario import FileAt, Mode, Scenario, Step

if TYPE_CHECKING:
    from tests.harness.desk import Desk

AUTHOR = clean_name("Ana")
START = Time("2026-03-14T12:00:00Z")
_DIGEST = re.compile(r"\ball-[0-9a-f]{12}\b")
BETWEEN_STEPS = timedelta(hours=1)


class Clocked(Workspace):
    """A workspace with a fixed clock and author."""

    clock: Time = START

    def now(self) -> Time:
        """The time of the current step."""
        return self.clock

    def author(self) -> Clean:
        """A fixed author, instead of the one from git."""
        return AUTHOR

    def tick(self, clock: Time) -> None:
        """Sets the clock, and expires the cached state of the working tree."""
        self.clock = clock
        self._dirty_until = 0.0


class Session:
    """The environment of one scenario."""

    def __init__(self, scenario: Scenario, folder: Path, empty_store: Path) -> None:
        self.scenario = scenario
        self.root = folder.resolve() / "repo"
        self.store = Store.open(Location(_copied(empty_store, folder / "data")))
        self.checkout = Checkout(self.root, with_git=scenario.world.get("git", True))
        self.notes: dict[str, NoteId] = {}
        self.typed: dict[str, str] = {}  #: path to unsaved text
        self.golden: dict[str, str] = {}  #: actual text of the golden sections that differ
        self._workspace: Clocked | None = None
        self.desk: Desk
        self._clock = START

    def enter(self, step: Step) -> None:
        """Applies the git commands and files of a step."""
        self._clock = Time(step.clock) if step.clock else self._clock
        for command in step.commands:
            self.checkout.git(command, self._clock)
            self.typed.clear()
        for file in step.files:
            self._bring(file, step.mode)
        if step.mode is Mode.COMMITTED:
            self.checkout.commit(f"Revision {step.label}", self._clock)
        if self._workspace is None:
            self._workspace = Clocked.open(self.root, self.store)
        self._workspace.tick(self._clock)

    def leave(self) -> None:
        """Advances the clock."""
        self._clock = to_time(datetime.fromisoformat(self._clock) + BETWEEN_STEPS)

    def close(self) -> None:
        """Closes everything."""
        self.desk.close()
        if self._workspace is not None:
            self._workspace.close()
        self.store.close()

    @property
    def workspace(self) -> Clocked:
        """The workspace. The first step must have been entered."""
        assert self._workspace is not None, "no step was entered yet"
        return self._workspace

    def text(self, path: str) -> str:
        """The text of a file as in the editor, unsaved changes included."""
        if path in self.typed:
            return self.typed[path]
        return (self.root / path).read_text(encoding="utf-8")

    def parsed(self, path: str) -> Parsed:
        """The parsed text of a file as in the editor."""
        return parse(Text(self.text(path)), language_for(path))

    def documents(self, *paths: str) -> Mapping[str, Parsed]:
        """The open documents: files with unsaved text, and the given ones."""
        return {path: self.parsed(path) for path in {*self.typed, *paths}}

    def expect(self, name: object, text: str) -> None:
        """Compares with a golden section, after replacing ids and paths by placeholders."""
        golden = getattr(name, "id", "")
        for note, note_id in self.notes.items():
            text = text.replace(note_id, f"<{note}>")
        for folder, label in ((self.store.location.directory, "<data>"), (self.root, "<root>")):
            text = text.replace(folder.as_posix(), label)
        text = _DIGEST.sub("all-<digest>", text)
        text = text if text.endswith("\n") else f"{text}\n"
        if text != self.scenario.golden.get(golden):
            self.golden[golden] = text
            raise AssertionError(f"the text differs; `--update` would write:\n{text}")

    def note(self, name: object) -> NoteId:
        """The id of the note with this name in the scenario."""
        note_id = self.notes.get(getattr(name, "id", ""))
        assert note_id is not None, f"there is no note called {name}"
        return note_id

    def _bring(self, file: FileAt, mode: Mode) -> None:
        if mode is Mode.TYPED and file.text is not None:
            self.typed[file.path] = file.text
            return
        self.typed.pop(file.path, None)
        self.checkout.write(file.path, file.text)


def _copied(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    target.chmod(0o700)
    return target
