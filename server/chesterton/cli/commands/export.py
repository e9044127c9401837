"""`chesterton export`: writes the project's notes as JSON Lines."""

import argparse
import errno
import os
from pathlib import Path

from chesterton.cli.arguments import plural
from chesterton.cli.screen import Screen, printable, shown_path
from chesterton.cli.workspace_context import project_context
from chesterton.memory.data_files import write_private
from chesterton.memory.exchange.portable import export
from chesterton.model.errors import UsageError

ABOUT = """\
Write all notes in the project, regardless of status, as JSON Lines to standard output or to a file
that only you can read. chesterton import --confirm restores them without loss."""

EXAMPLES = """\
  chesterton export notes.jsonl
  chesterton export | jq .title"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="output file (default: standard output)"
    )


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Writes the notes."""
    with project_context(screen) as workspace:
        if options.file == "":
            raise UsageError("the file name is empty", "omit it to write to standard output")
        lines = export(workspace)
        if options.file in {None, "-"}:
            for line in lines:
                screen.raw(f"{line}\n")
            return 0
        written = list(lines)
        try:
            _write(Path(options.file), written)
        except OSError as error:
            raise UsageError(
                f"{printable(options.file)} cannot be written ({error.strerror})",
                "choose a file in a folder you can write to",
            ) from error
    screen.line(f"{plural(len(written), 'note')} written to {shown_path(options.file)}")
    return 0


def _write(path: Path, lines: list[str]) -> None:
    """Writes the file atomically; writes directly to a device or a pipe."""
    text = "".join(f"{line}\n" for line in lines)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not path.parent.is_dir():
        number = errno.ENOTDIR if path.parent.exists() else errno.ENOENT
        raise OSError(number, os.strerror(number))
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8")
    else:
        write_private(path, text.encode())
