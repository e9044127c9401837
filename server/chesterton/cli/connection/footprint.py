"""Writing the parts of a connection, and taking them back byte for byte."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chesterton.cli.connection.editors import Editor
from chesterton.cli.connection.manifest import Record
from chesterton.cli.connection.parts import Block, OwnFile, Part
from chesterton.memory.opening import Location


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the files."""

    written: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()  #: changed by the person since: not ours to remove


def is_set_up(editor: Editor, location: Location) -> bool:
    """Whether all parts are there."""
    return all(part.is_there() for part in editor.parts(Record.read(location, editor.name)))


def set_up(editor: Editor, location: Location) -> Outcome:
    """Writes all parts. Raises UserError, and writes nothing, where one meets the person's own."""
    record = Record.read(location, editor.name)
    editor.check(record)
    parts = editor.parts(record)
    for part in parts:
        part.check(record)
    written = tuple(part.path for part in parts if part.put(record))
    record.write(location, editor.name)
    return Outcome(written=written)


def undo(editor: Editor, location: Location) -> Outcome:
    """Takes all parts away, and the folders that were made for them."""
    record = Record.read(location, editor.name)
    parts = _with_recorded(editor.parts(record), record)
    ended = [(part.path, part.take(record)) for part in parts]
    for made in sorted(map(Path, record.folders), reverse=True):
        with contextlib.suppress(OSError):  # gone already, or something of the person's is in it
            made.rmdir()
    Record.path(location, editor.name).unlink(missing_ok=True)
    return Outcome(
        removed=tuple(path for path, is_gone in ended if is_gone),
        kept=tuple(path for path, is_gone in ended if is_gone is False),
    )


def _with_recorded(parts: Sequence[Part], record: Record) -> list[Part]:
    """The parts, and those written elsewhere before the configuration was moved."""
    elsewhere: list[Part] = [OwnFile(Path(path), "") for path in record.files]
    elsewhere += [Block(Path(path), text.lstrip()) for path, text in record.blocks.items()]
    here = {part.path for part in parts}
    return [*parts, *(part for part in elsewhere if part.path not in here)]
