"""Runs the user's editor ($VISUAL, $EDITOR) on a file."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from chesterton.cli.regular_file import is_file
from chesterton.model.errors import UserError, reason_of
from chesterton.process.programs import find_program

_TAKES_LINE = frozenset({"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "kak", "micro", "ne"})
_FALLBACKS = ("editor", "nano", "vi") if os.name != "nt" else ("notepad",)


def is_interactive() -> bool:
    """Whether both standard input and standard output are terminals."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def edit(path: Path, line: int = 0, *, resume: str | None = None) -> None:
    """Opens a file and waits until the editor exits. `line` is 0-based.

    `resume` is the command to suggest if the editor fails.
    """
    command = _command(path)
    if Path(command[0]).stem in _TAKES_LINE:
        command.append(f"+{line + 1}")
    try:
        code = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - theirs
    except OSError as error:
        raise _cannot_start(command[0], reason_of(error), path) from error
    if code != 0:
        raise UserError(
            f"the editor exited with code {code}, so nothing was stored",
            f"your text is in {path}" + (f"; continue with: {resume}" if resume else ""),
        )


def _cannot_start(name: str, reason: str, path: Path) -> UserError:
    return UserError(
        f"the editor {name} cannot be started ({reason})",
        f"set EDITOR to an installed editor; the draft is in {path}",
    )


def _command(path: Path) -> list[str]:
    for variable in ("VISUAL", "EDITOR"):
        command = os.environ.get(variable, "").strip()
        if command:
            name, *arguments = _split(command)
            program = _program(name)
            if program is None:
                raise _cannot_start(
                    name, "not found on PATH; folders in this repository are ignored", path
                )
            return [str(program), *arguments]
    for name in _FALLBACKS:
        if program := _program(name):
            return [str(program)]
    raise UserError("no editor is set", "set EDITOR, or pass --title and --body")


def _program(name: str) -> Path | None:
    """The program to run, never one from the working directory."""
    path = Path(name).expanduser()
    if path.is_absolute():
        return path
    return find_program(name) if path.name == name else None


def _split(command: str) -> list[str]:
    if Path(command).is_absolute() and is_file(Path(command)):  # a path with spaces
        return [command]
    try:
        return shlex.split(command, posix=os.name != "nt") or [command]
    except ValueError as error:
        raise UserError(f"EDITOR cannot be parsed: {command}", "check its quoting") from error
