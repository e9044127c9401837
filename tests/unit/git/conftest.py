"""Real repositories for the tests of `chesterton.git`."""

import os
import subprocess
from pathlib import Path

import pytest


class Repo:
    """A scratch repository. Each commit is one minute after the previous one."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        self._minute = 0
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main", "--template=", *options)

    def git(self, *arguments: str) -> str:
        """The output of an ordinary git command."""
        moment = f"2026-01-01T{self._minute // 60:02}:{self._minute % 60:02}:00Z"
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**os.environ, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment},
            check=True,
            capture_output=True,
            text=True,
            timeout=30,
        )
        return done.stdout.strip()

    def write(self, path: str, text: str) -> None:
        """Saves a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")

    def commit(self, message: str = "change") -> str:
        """Commits all changes and returns the commit id."""
        self._minute += 1
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")


@pytest.fixture(name="repo")
def _repo(tmp_path):
    return Repo(tmp_path / "repo")


@pytest.fixture(name="make_repo")
def _make_repo(tmp_path):
    return lambda name, *options: Repo(tmp_path / name, *options)
