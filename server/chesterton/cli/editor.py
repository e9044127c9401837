"""Runs the user's editor ($VISUAL, $EDITOR) on a file."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from chesterton.cli.regular_file import is_file
from chesterton.model.errors import UserError

_TAKES_LINE = frozenset({"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "kak", "micro", "ne"})
_FALLBACKS = ("editor", "nano", "vi") if os.name != "nt" else ("notepad",)


def is_interactive() -> bool:
    """Whether standard input and output are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def edit(path: Path, line: int = 0, *, resume: str | None = None) -> None:
    """Opens a file and waits until the editor exits. `line` is 0-based.

    `resume` is the command to suggest if the editor fails.
    """
    command = _command()
    if Path(command[0]).stem in _TAKES_LINE:
        command.append(f"+{line + 1}")
    try:
        code = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - theirs
    except OSError as error:
        raise UserError(
            f"the editor {command[0]} cannot be started ({error.strerror})",
            f"set EDITOR to an installed editor; the draft is in {path}",
        ) from error
    if code != 0:
        raise UserError(
            f"the editor exited with code {code}, so nothing was stored",
            f"your text is in {path}" + (f"; continue with: {resume}" if resume else ""),
        )


def _command() -> list[str]:
    for variable in ("VISUAL", "EDITOR"):
        command = os.environ.get(variable, "").strip()
        if command:
            return _split(command)
    for name in _FALLBACKS:
        if program := shutil.which(name):
            return [program]
    raise UserError("no editor is set", "set EDITOR, or pass --title and --body")


def _split(command: str) -> list[str]:
    if is_file(Path(command)):  # a path with spaces
        return [command]
    try:
        return shlex.split(command, posix=os.name != "nt")
    except ValueError as error:
        raise UserError(f"EDITOR cannot be parsed: {command}", "check its quotes") from error
