"""The quiet hour in a running language server: git and formatters work, nobody edits.

    python -m tests.evaluation.quiet_hour.language_server REPOSITORY...

20 confirmed and 25 proposed notes lie on the symbols that 100 commits change most, as in the
replay; ten noted files are open in a server started as an editor starts it. Each scene counts every
diagnostic that is told, also one that is taken back at once. Between the scenes a claimed word is
edited to hear that the server is not deaf. Fails on anything told in a scene.
"""

import asyncio
import collections
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from tests.evaluation.quiet_hour.editor import Editor
from tests.evaluation.quiet_hour.formatters import format_file, unformatted
from tests.evaluation.quiet_hour.replay import GIT, Repository, lay_notes, most_changed
from tests.wire.client import surroundings

FILES, MERGES, PICKS, CONTROLS = 10, 8, 10, 10
IDLE_SECONDS, IDLE_LIMIT = 30, 0.5
COMMAND = (sys.executable, "-m", "chesterton", "lsp")
COMMENTS = {".py": "  # ours", ".go": " // ours", ".java": " // ours", ".rs": " // ours"}


class Hour:
    """One repository, its notes, and an editor that is looked at."""

    def __init__(self, source: Path, home: Path) -> None:
        self.home = home
        self.repository = Repository(source, home)
        self.commits = self.repository.commits()
        self.row: dict = {"repository": source.name}
        data = home / "memory"
        data.mkdir()
        start = self.commits[0][1]
        self.git("checkout", "-q", "-b", "work", start)
        symbols = most_changed(self.repository, self.commits)
        self.words = lay_notes(self.repository, start, symbols, data)
        self.row["notes"] = len(symbols)
        self.editor: Editor

    def git(self, *arguments: str) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self.repository.git(*arguments)

    def notes(self) -> list[dict]:
        """Where the confirmed notes are."""
        command = (sys.executable, "-m", "chesterton", "notes", "--json", "--status", "confirmed")
        done = subprocess.run(
            command,
            cwd=self.repository.root,
            check=True,
            capture_output=True,
            env=surroundings(self.home),
        )
        found = [json.loads(line) for line in done.stdout.splitlines()]
        return [note for note in found if note["placement"] and note["placement"]["symbol"]]

    def noted_files(self) -> list[str]:
        counted = collections.Counter(note["placement"]["path"] for note in self.notes())
        return [path for path, _ in counted.most_common(FILES)]

    async def play(self) -> dict:
        self.editor = await Editor.start(self.home, self.repository.root, COMMAND)
        try:
            for commit in (self.commits[-1][0], self.commits[0][1]):
                self.git("checkout", "-q", commit)
                self.editor.reload()
                for path in self.noted_files():
                    if path not in self.editor.open:
                        self.editor.show(path)
                await self.editor.settle()
            self.row["files"] = len(self.editor.open)
            self.count("opened")
            for scene in (idle, merges, conflicts, rebase, branches, formatter, control):
                await scene(self)
            self.row["popups"] = self.editor.messages()
        finally:
            await self.editor.client.kill()
        return self.row

    def count(self, scene: str) -> None:
        """Adds what was told since the last count to the row of a scene."""
        told = self.editor.told()
        for each in told:
            sys.stderr.write(f"{self.row['repository']} {scene}: {each['code']} ")
            sys.stderr.write(f"{each['uri'].rpartition('/')[2]} {each['message']}\n")
        self.row[scene] = self.row.get(scene, 0) + len(told)

    async def look(self, scene: str) -> None:
        self.editor.reload()
        await self.editor.settle()
        self.count(scene)

    async def changed(self) -> int:
        """Lenses that say so."""
        return sum(title.startswith("Changed") for title in await self.editor.lenses())

    async def back(self, commit: str) -> None:
        """Away from whatever git is doing; what is told on the way counts for nothing."""
        for verb in ("merge", "rebase"):
            self.git(verb, "--abort")
        self.git("checkout", "-q", "-f", commit)
        self.editor.reload()
        await self.editor.settle()
        self.editor.told()


async def idle(hour: Hour) -> None:
    process = psutil.Process(hour.editor.client.process.pid)
    before, began = process.cpu_times(), time.monotonic()
    await asyncio.sleep(IDLE_SECONDS)
    after, seconds = process.cpu_times(), time.monotonic() - began
    used = after.user + after.system - before.user - before.system
    hour.row["idle CPU, %"] = round(100 * used / seconds, 2)
    hour.count("opened")


def meeting_open_files(hour: Hour) -> Iterator[tuple[str, str, list[str]]]:
    for commit, parent, files in hour.commits:
        if set(files) & set(hour.editor.open):
            yield commit, parent, files


async def merges(hour: Hour) -> None:
    """A merge that git made and nobody has committed yet."""
    hour.row["merges"] = 0
    chosen = list(meeting_open_files(hour))
    for commit, parent, _ in chosen[:: max(1, len(chosen) // MERGES)][:MERGES]:
        await hour.back(parent)
        hour.git("merge", "-q", "--no-commit", "--no-ff", commit)
        hour.row["merges"] += 1
        await hour.look("told in a merge")
        hour.git("merge", "--abort")
        await hour.look("told in a merge")


async def conflicts(hour: Hour) -> None:
    """Merges and rebases that stop where both sides changed the same line."""
    hour.row["conflicts"] = 0
    for commit, parent, files in list(meeting_open_files(hour))[:: len(hour.commits) // 4]:
        for verb, arguments in (("merge", ["--no-ff"]), ("rebase", [])):
            await hour.back(parent)
            if not disagree(hour, commit, parent, files):
                continue
            hour.editor.reload()
            await hour.editor.settle()
            hour.editor.told()
            hour.git(verb, "-q", *arguments, commit)
            hour.row["conflicts"] += (hour.repository.root / ".git" / "REBASE_HEAD").exists()
            hour.row["conflicts"] += (hour.repository.root / ".git" / "MERGE_HEAD").exists()
            await hour.look("told in a conflict")
            hour.git(verb, "--abort")
            await hour.look("told in a conflict")


def disagree(hour: Hour, commit: str, parent: str, files: list[str]) -> bool:
    """A commit of our own on lines that the other side changes too."""
    root = hour.repository.root
    for path in set(files) & set(hour.editor.present()):
        diff = hour.repository.git("diff", "-U0", parent, commit, "--", path)
        lines = (root / path).read_text(encoding="utf-8").split("\n")
        for line in diff.splitlines():
            if line.startswith("@@"):
                start = int(line.split()[1].removeprefix("-").split(",")[0])
                if 0 < start <= len(lines) and lines[start - 1].strip():
                    lines[start - 1] += COMMENTS.get(Path(path).suffix, "")
        (root / path).write_text("\n".join(lines), encoding="utf-8", newline="")
    hour.git("commit", "-q", "--no-verify", "-a", "-m", "Ours")
    return hour.repository.git("rev-parse", "HEAD").strip() != parent


async def rebase(hour: Hour) -> None:
    """A rebase that runs, read at every step."""
    chosen = hour.commits[:PICKS]
    await hour.back(chosen[0][1])
    hour.git("commit", "-q", "--no-verify", "--allow-empty", "-m", "Aside")
    aside = hour.repository.git("rev-parse", "HEAD").strip()
    await hour.back(chosen[-1][0])
    process = await asyncio.create_subprocess_exec(
        *(*GIT, "rebase", "-q", "-x", "sleep 0.4", aside),
        cwd=hour.repository.root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.returncode is None:
        hour.editor.reload()
        await asyncio.sleep(0.1)
    await hour.look("told in a rebase")
    await hour.back(hour.commits[-1][0])


async def branches(hour: Hour) -> None:
    """Another branch, a hundred commits away, and back; twice."""
    await hour.back(hour.commits[-1][0])
    before = await hour.editor.lenses()
    for _ in range(2):
        for commit in (hour.commits[0][1], hour.commits[-1][0]):
            hour.git("checkout", "-q", commit)
            await hour.look("told in a checkout")
    hour.row["lenses as before"] = before == await hour.editor.lenses()


async def formatter(hour: Hour) -> None:
    """Every open file formatted another way and saved."""
    await hour.back(hour.commits[-1][0])
    hour.row["files formatted"] = 0
    for path, text in hour.editor.present().items():
        (hour.repository.root / path).write_text(unformatted(path, text), "utf-8", newline="")
    hour.git("commit", "-q", "--no-verify", "-a", "-m", "Another layout")
    hour.editor.reload()
    await hour.editor.settle()
    hour.editor.told()
    before = await hour.changed()
    for path, text in hour.editor.present().items():
        formatted = format_file(path, text)
        if formatted is not None and formatted != text:
            hour.row["files formatted"] += 1
            hour.editor.type(path, formatted)
            hour.editor.save(path)
    await hour.editor.settle()
    hour.count("told by a formatter")
    hour.row["changed by a formatter"] = await hour.changed() - before


async def control(hour: Hour) -> None:
    """A claimed word is edited: the server hears it."""
    await hour.back(hour.commits[-1][0])
    hour.row["control"] = "0 of 0"
    tried = heard = 0
    for note in hour.notes():
        path, words = note["placement"]["path"], hour.words.get(note["title"])
        if tried == CONTROLS or path not in hour.editor.open or not words:
            continue
        edited = with_another_word(path, hour.editor.open[path][1], note["placement"], words[0])
        if edited is None:
            continue
        before = hour.editor.open[path][1]
        hour.editor.type(path, edited)
        await hour.editor.settle()
        told = [each["code"] for each in hour.editor.told()]
        heard += "touched" in told
        if "touched" not in told:
            sys.stderr.write(f"not heard: {note['title']} in {path} {told}\n")
        tried += 1
        hour.editor.type(path, before)
        await hour.editor.settle()
        hour.editor.told()
    hour.row["control"] = f"{heard} of {tried}"


def with_another_word(path: str, text: str, placement: dict, word: str) -> str | None:
    """The text with a word of a symbol's code spelled otherwise, once."""
    parsed = parse(text, language_for(path))
    for symbol in parsed.outline.named(placement["symbol"]):
        if symbol.line != placement["line"]:
            continue
        lines = {node.line for node in parsed.shape(symbol).nodes if node.word == word}
        for number in sorted(line - 1 for line in lines if line != symbol.line):
            found = re.compile(rf"\b{re.escape(word)}\b")
            rows = text.split("\n")
            rows[number] = found.sub(f"{word}_x", rows[number], count=1)
            return "\n".join(rows)
    return None


def main() -> int:
    failed = False
    os.environ.pop("CLAUDECODE", None)
    for source in sys.argv[1:]:
        home = Path(tempfile.mkdtemp())
        try:
            row = asyncio.run(Hour(Path(source), home).play())
        finally:
            shutil.rmtree(home, ignore_errors=True)
        sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()
        failed |= row["idle CPU, %"] >= IDLE_LIMIT or row["popups"] > 0
        failed |= any(value for name, value in row.items() if name.startswith("told"))
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
