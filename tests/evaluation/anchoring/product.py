"""Asks the product itself, as a user would: `import`, a commit, `notes --json`."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.evaluation.anchoring.cases import Answer, Case, Change

_GIT = (
    "git",
    "-c",
    "user.name=e",
    "-c",
    "user.email=e@e",
    "-c",
    "core.autocrlf=false",
    "-c",
    "gc.auto=0",
)
PRODUCT = (sys.executable, "-m", "chesterton")
_LEFT_OUT = {
    "CLAUDECODE",
    "PYTHONDONTWRITEBYTECODE",  # what is installed is compiled once
}


class Sandbox:
    """A repository and a memory of its own, gone at the end."""

    def __init__(self, scratch: str) -> None:
        self.repository = Path(scratch, "repo")
        self.repository.mkdir()
        data = Path(scratch, "data")
        data.mkdir()
        without = {key: value for key, value in os.environ.items() if key not in _LEFT_OUT}
        self.env = {**without, "CHESTERTON_DATA_DIR": str(data), "NO_COLOR": "1"}

    def git(self, *arguments: str) -> str:
        """The output of git in the repository."""
        done = subprocess.run(
            [*_GIT, *arguments], cwd=self.repository, check=True, capture_output=True
        )
        return done.stdout.decode("utf-8", "replace")

    def ask(self, *arguments: str) -> str:
        """The output of the product in the repository."""
        done = subprocess.run(
            [*PRODUCT, *arguments],
            cwd=self.repository,
            env=self.env,
            capture_output=True,
            check=False,
        )
        if done.returncode not in {0, 1}:
            raise RuntimeError(done.stderr.decode("utf-8", "replace"))
        return done.stdout.decode("utf-8")

    def lay(self, tree: Path) -> None:
        """The files of a folder instead of all that is there, committed."""
        for entry in self.repository.iterdir():
            if entry.name != ".git":
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        if tree.is_dir():
            shutil.copytree(tree, self.repository, dirs_exist_ok=True)
        self.git("add", "-A", "-f")
        self.git("commit", "-q", "--allow-empty", "-m", tree.name)

    def remember(self, notes: list[dict[str, Any]]) -> None:
        """Many notes at once."""
        source = self.repository.with_name("notes.jsonl")
        source.write_text("".join(json.dumps(note) + "\n" for note in notes), "utf-8")
        self.ask("import", str(source), "--partial", "--confirm")

    def notes(self) -> dict[str, dict[str, Any]]:
        """All notes as `notes --json` tells them, by title."""
        lines = self.ask("notes", "--json").splitlines()
        return {note["title"]: note for note in map(json.loads, lines)}


def spent() -> float:
    """Processor seconds of all programs started so far: what else runs does not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def answers(
    change: Change,
) -> tuple[Mapping[str, Answer], Mapping[str, str], Mapping[str, str], float]:
    """What the product says of each case, the notes' states, git's renames, and the seconds."""
    with tempfile.TemporaryDirectory() as scratch:
        sandbox = Sandbox(scratch)
        sandbox.git("init", "-q")
        sandbox.lay(change.folder / "before")
        sandbox.remember([_note(case) for case in change.cases])
        sandbox.lay(change.folder / "after")
        start = spent()
        told = sandbox.notes()
        seconds = spent() - start
        found = {case.id: _answer(told.get(case.id)) for case in change.cases}
        states = {case.id: told.get(case.id, {}).get("state") or "" for case in change.cases}
        return found, states, _renames(sandbox), seconds


def _note(case: Case) -> dict[str, Any]:
    note: dict[str, Any] = {"kind": "decision", "title": case.id, "path": case.path}
    return note | {"line": case.line, "symbol": case.name} if case.name else note


def _answer(note: Mapping[str, Any] | None) -> Answer:
    if note is None:
        return Answer(None)
    where, unsure = note["placement"] or {}, note["state"] == "uncertain"
    candidates = tuple(
        Answer(one["path"], one.get("line"), one.get("symbol"))
        for one in where.get("candidates") or note["anchors"][0]["nearest"]
    )
    return Answer(where.get("path"), where.get("line"), where.get("symbol"), unsure, candidates)


def _renames(sandbox: Sandbox) -> dict[str, str]:
    rows = sandbox.git("diff", "-M", "--name-status", "-l0", "HEAD~", "HEAD").splitlines()
    parts = (row.split("\t") for row in rows)
    return {row[1]: row[2] for row in parts if row[0].startswith("R")}
