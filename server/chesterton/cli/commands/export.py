"""`chesterton export`: writes the project's notes as JSON Lines."""

import argparse
import errno
import os
from pathlib import Path

from chesterton.cli.arguments import plural
from chesterton.cli.regular_file import is_folder
from chesterton.cli.screen import Screen, printable, shown_path
from chesterton.cli.workspace_context import project_context
from chesterton.memory.data_files import write_private
from chesterton.memory.exchange.portable import export
from chesterton.model.errors import UsageError, reason_of

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
        if _is_within(Path(options.file), workspace.store.location.directory):
            raise _unwritable(options.file, "it is in the folder of the store")
        written = list(lines)
        try:
            _write(Path(options.file), written)
        except OSError as error:
            raise _unwritable(options.file, reason_of(error)) from error
    screen.line(f"{plural(len(written), 'note')} written to {shown_path(options.file)}")
    return 0


def _is_within(path: Path, folder: Path) -> bool:
    """Whether a path is in a folder, however it is written."""
    real = Path(os.path.realpath(path))
    return any(is_folder(each) and each.samefile(folder) for each in (real, *real.parents))


def _write(path: Path, lines: list[str]) -> None:
    """Writes the file atomically; writes directly to a device or a pipe."""
    text = "".join(f"{line}\n" for line in lines)
    if not path.parent.is_dir():
        exists = path.parent.exists()
        raise _unwritable(
            str(path), f"{path.parent} is not a folder" if exists else "its folder does not exist"
        )
    if path.is_dir():
        raise _unwritable(str(path), "it is a folder")
    if path.exists() and not path.is_file():
        _write_to_device(path, text.encode())
    else:
        write_private(path, text.encode())


def _write_to_device(path: Path, data: bytes) -> None:
    """Writes to a device or a pipe, which must have a reader: to wait for one may take for ever."""
    try:
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise _unwritable(str(path), "no program reads from it") from error
        raise
    with open(descriptor, "wb") as file:  # noqa: PTH123 - it is open already
        os.set_blocking(descriptor, True)
        file.write(data)


def _unwritable(file: str, reason: str) -> UsageError:
    return UsageError(
        f"{printable(file)} cannot be written ({reason})",
        "choose a file in a folder you can write to",
    )
