"""A temporary git repository and note store for the demo, deleted afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from chesterton.model.errors import UserError
from chesterton.process.programs import find_program, own_environment

_IDENTITY = ("-c", "user.name=You", "-c", "user.email=you@example.com")
_PLAIN = ("-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", "-c", "core.hooksPath=")


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The repository, and the environment in which chesterton and git run."""

    root: Path
    environment: dict[str, str]
    git: str

    def write(self, path: str, text: str) -> None:
        """Writes a file in the working tree."""
        (self.root / path).write_text(text, encoding="utf-8", newline="\n")

    def read(self, path: str) -> str:
        """Reads a file in the working tree."""
        return (self.root / path).read_text(encoding="utf-8")

    def commit(self, message: str) -> None:
        """Commits everything."""
        self.run_git("add", "--all")
        self.run_git("commit", "--quiet", "--message", message)

    def run_git(self, *arguments: str) -> None:
        """Runs git in the repository, ignoring the user's git configuration."""
        subprocess.run(  # noqa: S603 - our own arguments in our own folder
            [self.git, *_IDENTITY, *_PLAIN, *arguments],
            cwd=self.root,
            env=self.environment,
            check=True,
            capture_output=True,
        )


@contextmanager
def sandbox() -> Iterator[Sandbox]:
    """Creates the sandbox and deletes it at the end."""
    git = find_program("git")
    if git is None:
        raise UserError("the demo needs git, which is not on PATH", "install git first")
    # on Windows, a server that is shutting down may still hold a file open
    with tempfile.TemporaryDirectory(prefix="chesterton-demo-", ignore_cleanup_errors=True) as top:
        folder = Path(top).resolve()
        root = folder / "shop"
        sample = resources.files("chesterton.sample") / "repository"
        with resources.as_file(sample) as source:
            shutil.copytree(source, root, ignore=shutil.ignore_patterns("__pycache__"))
        box = Sandbox(root, _environment(folder), str(git))
        box.run_git("init", "--quiet", "--initial-branch=main")
        box.commit("Add a shop that takes payments")
        yield box


def _environment(folder: Path) -> dict[str, str]:
    inherited = own_environment()
    return {name: value for name, value in inherited.items() if not name.startswith("GIT_")} | {
        "CHESTERTON_DATA_DIR": str(folder / "memory"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
    }
