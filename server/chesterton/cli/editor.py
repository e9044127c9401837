"""Opening a file in the editor that a person has chosen."""

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
    """Whether somebody sits there who could use an editor."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def edit(path: Path, line: int = 0, *, resume: str | None = None) -> None:
    """Opens a file, at a 0-based line where the editor takes one, and waits until it is closed.

    `resume` is the command that takes up what an editor that failed has left.
    """
    command = _command()
    if Path(command[0]).stem in _TAKES_LINE:
        command.append(f"+{line + 1}")
    try:
        ended = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - theirs
    except OSError as error:
        raise UserError(
            f"the editor {command[0]} cannot be started ({error.strerror})",
            f"set EDITOR to one that exists; the draft is in {path}",
        ) from error
    if ended != 0:
        raise UserError(
            f"the editor ended with code {ended}, so nothing was stored",
            f"your text is in {path}" + (f"; go on with: {resume}" if resume else ""),
        )


def _command() -> list[str]:
    for variable in ("VISUAL", "EDITOR"):
        chosen = os.environ.get(variable, "").strip()
        if chosen:
            return _split(chosen)
    for name in _FALLBACKS:
        if found := shutil.which(name):
            return [found]
    raise UserError("no editor is set", "set EDITOR, or give the note with --title and --body")


def _split(chosen: str) -> list[str]:
    if is_file(Path(chosen)):  # a path with spaces
        return [chosen]
    try:
        return shlex.split(chosen, posix=os.name != "nt")
    except ValueError as error:
        raise UserError(f"EDITOR cannot be read: {chosen}", "close its quotes") from error
