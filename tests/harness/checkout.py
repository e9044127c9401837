"""A real git repository in a temporary folder, made fast."""

import os
import shlex
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from chesterton.model.time import Time


@cache
def _template() -> Path:
    """An empty repository to copy: a tenth of the time of `git init`."""
    folder = Path(mkdtemp(prefix="chesterton-template-"))
    subprocess.run(
        ["git", "init", "-q", "-b", "main", "--template=", str(folder)], check=True, timeout=30
    )
    return folder


class Checkout:
    """A working tree with its repository."""

    def __init__(self, root: Path, *, with_git: bool = True) -> None:
        self.root = root
        self._with_git = with_git
        root.mkdir(parents=True)
        if with_git:
            shutil.copytree(_template(), root, dirs_exist_ok=True)

    def write(self, path: str, text: str | None) -> None:
        """Saves a file, or deletes it."""
        file = self.root / path
        if text is None:
            file.unlink()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")

    def commit(self, message: str, moment: Time) -> None:
        """Commits all there is, if anything differs from HEAD."""
        if self._with_git:
            self.git(f"add -A && commit -q -m {shlex.quote(message)}", moment)

    def git(self, commands: str, moment: Time) -> None:
        """Runs git commands, several joined by `&&`. A merge that stops at a conflict is fine."""
        for command in commands.split("&&"):
            done = subprocess.run(
                ["git", *shlex.split(command)],
                cwd=self.root,
                env={**os.environ, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment},
                capture_output=True,
                text=True,
                check=False,
                timeout=30,
            )
            told = done.stdout + done.stderr
            if done.returncode and "CONFLICT" not in told and "nothing to commit" not in told:
                raise AssertionError(f"git {command}: {told}")
