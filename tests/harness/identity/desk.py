"""A folder with repositories, in which notes are made."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

PAY = """\
def charge(payment):
    hold = lock(payment.id)
    return send(payment, hold)


def refund(payment):
    return send(payment.reversed(), None)
"""
OTHER_CODE = "def unrelated(sensor):\n    return sensor.read() * 42\n"
URL = "https://git.example/team/shop.git"


class Desk:
    """A folder with a repository `a` that has a note, and a store."""

    def __init__(
        self,
        folder: Path,
        remember: Callable[[Path, str, str], None],
        run: Callable[..., str] = lambda *_: "",
    ) -> None:
        self.folder = folder
        self._remember = remember
        self._run = run

    def chesterton(self, where: str, *arguments: str) -> str:
        """What a command prints in a folder."""
        return self._run(self / where, *arguments)

    def __truediv__(self, name: str) -> Path:
        return self.folder / name

    def git(self, where: str, *arguments: str) -> str:
        options = ("user.name=Ana", "user.email=ana@example.org", "protocol.file.allow=always")
        command = ["git", *(part for each in options for part in ("-c", each)), *arguments]
        environment = {**os.environ, "FILTER_BRANCH_SQUELCH_WARNING": "1", "GIT_EDITOR": "true"}
        done = subprocess.run(
            command, cwd=self / where, check=True, capture_output=True, text=True, env=environment
        )
        return done.stdout.strip()

    def repository(self, name: str = "a", path: str = "pay.py", text: str = PAY) -> None:
        (self / name).mkdir(exist_ok=True)
        self.git(name, "init", "-q", "-b", "main", "--template=")
        self.commit(name, path, text)

    def commit(self, name: str, path: str = "pay.py", text: str = PAY) -> None:
        (self / name / path).parent.mkdir(parents=True, exist_ok=True)
        (self / name / path).write_text(text, encoding="utf-8")
        self.git(name, "add", "-A")
        self.git(name, "commit", "-qm", f"Write {path}", "--allow-empty")

    def note(
        self, name: str = "a", path: str = "pay.py", symbol: str = "charge", title: str = "before"
    ) -> None:
        self._remember(self / name, f"{path}::{symbol}", title)

    def amend(self, name: str = "a") -> None:
        self.git(name, "commit", "-q", "--amend", "-m", "Reworded")

    def collect(self, name: str = "a") -> None:
        self.git(name, "reflog", "expire", "--expire=now", "--all")
        self.git(name, "gc", "-q", "--prune=now")

    def clone(self, source: str, name: str, *options: str) -> None:
        self.git(".", "clone", "-q", *options, f"file://{self / source}", name)

    def remove(self, *names: str) -> None:
        for name in names:
            path = self / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def noted(self, origin: str | None = None) -> None:
        """The ordinary beginning: a repository with one commit and one note."""
        self.repository()
        if origin:
            self.git("a", "remote", "add", "origin", origin)
        self.note()

    def published(self) -> None:
        """A bare repository `hub`, its clone `a`, and a note in the clone."""
        self.repository("seed")
        self.commit("seed", "readme.py", "# a second commit\n")
        self.clone("seed", "hub", "--bare")
        self.clone("hub", "a")
        self.note()
