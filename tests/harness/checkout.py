"""A git repository in a temporary folder, created from a cached template."""

import atexit
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
    """An empty repository to copy, ten times as fast as `git init`."""
    folder = Path(mkdtemp(prefix="chesterton-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
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
        """Writes a file; deletes it if the text is None."""
        file = self.root / path
        if text is None:
            file.unlink()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")

    def commit(self, message: str, moment: Time) -> None:
        """Commits all changes, if there are any."""
        if self._with_git:
            self.git(f"add -A && commit -q -m {shlex.quote(message)}", moment)

    def git(self, commands: str, moment: Time) -> None:
        """Runs git commands joined by `&&`. A merge conflict is no error."""
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
            output = done.stdout + done.stderr
            if done.returncode and "CONFLICT" not in output and "nothing to commit" not in output:
                raise AssertionError(f"git {command}: {output}")
