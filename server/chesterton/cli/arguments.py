"""Declares and parses the command-line arguments that several commands share."""

import argparse
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import IO

from chesterton.cli.regular_file import is_file
from chesterton.cli.screen import printable
from chesterton.cli.workspace_context import current_folder
from chesterton.memory.notes.places import Place, parse_place
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import PROJECT_PATH, State
from chesterton.model.errors import UsageError, UserError, reason_of
from chesterton.model.note import OPEN, Kind, NoteId, NoteQuery, Status

ALL = "all"
PREFIX_LENGTH = 4
_INPUT_LIMIT = 4 * 1024 * 1024
ID_HELP = "note id or a unique prefix of at least 4 characters"


def add_json(parser: argparse.ArgumentParser, what: str = "one JSON object per line") -> None:
    """Adds `--json`."""
    parser.add_argument("--json", action="store_true", help=f"print {what}")


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Adds `--kind`, `--state`, `--status` and `--path`, each repeatable."""
    group = parser.add_argument_group("filters (repeatable)")
    add = partial(group.add_argument, action="append", default=[])
    add("--path", metavar="GLOB", help="only notes in matching files, e.g. 'old/**'")
    add("--kind", metavar="KIND", choices=[*map(str, Kind)], help=alternatives(Kind))
    add("--state", metavar="STATE", choices=[*map(str, State)], help=alternatives(State))
    add(
        "--status",
        metavar="STATUS",
        choices=[*map(str, Status), ALL],
        help=f"{alternatives(Status)}, or all (default: proposed and confirmed)",
    )


def add_ids(parser: argparse.ArgumentParser) -> None:
    """Adds note ids, and filters that select several notes at once."""
    parser.add_argument("ids", nargs="*", metavar="ID", help=ID_HELP)
    add_filters(parser)


def query_of(options: argparse.Namespace) -> NoteQuery:
    """The query that corresponds to the filters."""
    statuses = options.status
    return NoteQuery(
        paths=tuple(options.path),
        kinds=tuple(Kind(kind) for kind in options.kind),
        statuses=frozenset(Status) if ALL in statuses else frozenset(map(Status, statuses)) or OPEN,
        states=tuple(State(state) for state in options.state),
    )


def has_filters(options: argparse.Namespace) -> bool:
    """Whether any filter is set."""
    return bool(options.path or options.kind or options.state or options.status)


def selected_ids(
    workspace: Workspace, options: argparse.Namespace, among: Sequence[str] | None = None
) -> list[NoteId]:
    """The notes selected by ids and filters, without duplicates.

    `among` are the ids of the notes that belong to the project; by default all of them.
    """
    if not options.ids and not has_filters(options):
        raise UsageError("no notes selected", "specify ids or a filter such as --path 'old/**'")
    project = workspace.project.id
    ids = [
        workspace.store.note(prefix, project).id
        for prefix in (options.ids if among is None else among)
    ]
    if has_filters(options):
        from chesterton.memory.notes import show  # noqa: PLC0415 - 25 ms that most commands do without

        ids += [placed.note.id for placed in show.notes(workspace, query_of(options))]
    return list(dict.fromkeys(ids))


def typed_place(text: str) -> Place:
    """Parses a place; its path stays relative to the current directory."""
    folder = current_folder()
    place = parse_place(text, lambda path: is_file(folder / path))
    if place.line == 0:
        raise UserError("line numbers start at 1", f"specify a line in {place.path}")
    _check_path(place.path)
    return place


def place_argument(workspace: Workspace, text: str) -> Place:
    """Parses a place relative to the current directory; returns it relative to the project."""
    place = typed_place(text)
    return replace(place, path=project_path(workspace, place.path))


def _check_path(path: str) -> None:
    if not path:
        raise UserError("the path is missing", "use the form PATH::NAME, e.g. src/pay.py::charge")
    if "\0" in path:
        raise UserError("a path cannot contain a NUL character", "check the path")
    if any("\ud800" <= char <= "\udfff" for char in path):
        raise UserError(
            f"the file name {printable(path)} is not valid UTF-8 and cannot be stored",
            "rename the file",
        )


def project_path(workspace: Workspace, path: str) -> str:
    """Converts a path relative to the current directory to one relative to the project."""
    _check_path(path)
    file = current_folder() / path
    relative = workspace.relative(file)
    if relative is not None:
        return relative
    if path == PROJECT_PATH or file.resolve() == workspace.root.resolve():
        return PROJECT_PATH
    raise UserError(
        f"{printable(path)} is outside the project {workspace.root}",
        "notes can only be linked to files in the current project",
    )


def read_input(path: str) -> str:
    """Reads a text file, or standard input for `-`."""
    try:
        if path == "-":
            return _bounded(standard_input()).decode("utf-8", "replace")
        return Path(path).read_text("utf-8", errors="replace")
    except OSError as error:
        raise unreadable(path, error) from error


def _bounded(file: IO[bytes]) -> bytes:
    """The whole content. Raises UsageError if it is far more than a note can hold."""
    data = file.read(_INPUT_LIMIT + 1)
    if len(data) > _INPUT_LIMIT:
        limit = f"the text is longer than {_INPUT_LIMIT:,} bytes"
        raise UsageError(limit, "a note is for a reason, not for a document: link to it instead")
    return data


def as_typed(text: str) -> str:
    """An argument as it was typed, even where the locale (`C`) has fewer characters than UTF-8."""
    try:
        return os.fsencode(text).decode("utf-8")
    except UnicodeError:
        return text


def standard_input() -> IO[bytes]:
    """Standard input as a byte stream. Raises UsageError if it is closed."""
    import sys  # noqa: PLC0415 - the one place that reads it

    if sys.stdin is None:
        raise UsageError("standard input is closed", "pipe the text in or redirect it from a file")
    return sys.stdin.buffer


def unreadable(path: str, error: OSError) -> UsageError:
    """The error for a file argument that cannot be read."""
    return UsageError(f"{printable(path)} cannot be read ({reason_of(error)})", "check the path")


def alternatives(words: type[StrEnum]) -> str:
    """The values of an enum as prose: `a, b or c`."""
    *others, last = map(str, words)
    return f"{', '.join(others)} or {last}"


def plural(count: int, word: str, words: str | None = None) -> str:
    """`1 note`, `2 notes`."""
    return f"{count} {word if count == 1 else words or f'{word}s'}"


def short_ids(workspace: Workspace, ids: Iterable[NoteId]) -> dict[NoteId, str]:
    """The shortest prefix of each id, of at least 4 characters, that is unique among all ids."""
    return {
        note_id: _shortest(note_id, neighbours)
        for note_id, neighbours in workspace.store.neighbours(ids).items()
    }


def _shortest(note_id: NoteId, neighbours: Collection[NoteId]) -> str:
    prefixes = (note_id[:length] for length in range(PREFIX_LENGTH, len(note_id)))
    unique = (each for each in prefixes if not any(n.startswith(each) for n in neighbours))
    return next(unique, note_id)
