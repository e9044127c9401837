"""`chesterton export`: the notes of the project as JSON Lines."""

import argparse
import errno
import os
from pathlib import Path

from chesterton.cli.arguments import many
from chesterton.cli.screen import Screen, printable, shown_path
from chesterton.cli.workspace_context import opened
from chesterton.memory.exchange.portable import export
from chesterton.model.errors import UsageError

ABOUT = """\
Writes every note of the project, in whatever status, as JSON Lines: to standard output, or to a
file that only you can read. chesterton import --confirm takes it in again without loss."""

EXAMPLES = """\
  chesterton export notes.jsonl
  chesterton export | jq .title"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="standard output unless given")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Writes them."""
    with opened() as workspace:
        if options.file == "":
            raise UsageError("the name of the file is empty", "leave it out for standard output")
        lines = export(workspace)
        if options.file in {None, "-"}:
            for line in lines:
                screen.raw(f"{line}\n")
            return 0
        try:
            count = _write(Path(options.file), list(lines))
        except OSError as error:
            raise UsageError(
                f"{printable(options.file)} cannot be written ({error.strerror})",
                "name a file in a folder of yours",
            ) from error
    screen.line(f"{many(count, 'note')} written to {shown_path(options.file)}")
    return 0


def _write(path: Path, lines: list[str]) -> int:
    """Whole or not at all: a temporary file beside it, then a rename.

    A device or a pipe is written to, and stays what it is.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in lines)
        return len(lines)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    try:
        with os.fdopen(os.open(temporary, flags, 0o600), "w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return len(lines)
