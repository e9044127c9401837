"""Adds our settings to an editor's configuration, and removes them without a trace."""

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
    """The files that were written, removed or kept."""

    written: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    kept: tuple[Part, ...] = ()  #: edited by the user since, so not removed


def is_set_up(editor: Editor, location: Location) -> bool:
    """Whether all parts are in place."""
    return all(part.is_there() for part in editor.parts(Record.read(location, editor.name)))


def set_up(editor: Editor, location: Location) -> Outcome:
    """Writes all parts. Raises UserError, writing nothing, if one conflicts with user files."""
    record = Record.read(location, editor.name)
    editor.check(record)
    parts = editor.parts(record)
    for part in parts:
        part.check(record)
    written = tuple(part.path for part in parts if part.put(record))
    record.write(location, editor.name)
    return Outcome(written=written)


def undo(editor: Editor, location: Location) -> Outcome:
    """Removes all parts, and the folders that were created for them."""
    record = Record.read(location, editor.name)
    parts = _with_recorded(editor.parts(record), record)
    results = [(part, part.take(record)) for part in parts]
    for created in sorted(map(Path, record.folders), reverse=True):
        with contextlib.suppress(OSError):  # already gone, or not empty
            created.rmdir()
    Record.path(location, editor.name).unlink(missing_ok=True)
    return Outcome(
        removed=tuple(part.path for part, is_removed in results if is_removed),
        kept=tuple(part for part, is_removed in results if is_removed is False),
    )


def _with_recorded(parts: Sequence[Part], record: Record) -> list[Part]:
    """The parts, plus those recorded at other paths in case the configuration has moved."""
    recorded: list[Part] = [OwnFile(Path(path), "") for path in record.files]
    recorded += [Block(Path(path), text.lstrip()) for path, text in record.blocks.items()]
    paths = {part.path for part in parts}
    return [*parts, *(part for part in recorded if part.path not in paths)]
