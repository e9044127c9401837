"""Arguments that several commands share, and what they mean."""

import argparse
from enum import StrEnum
from pathlib import Path
from typing import IO

from chesterton.cli.regular_file import is_file
from chesterton.cli.screen import printable
from chesterton.cli.workspace_context import current_folder
from chesterton.memory.notes.places import Place, parse_place
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import PROJECT_PATH, State
from chesterton.model.errors import UsageError, UserError
from chesterton.model.note import Kind, NoteId, Status
from chesterton.model.query import OPEN, NoteQuery

ALL = "all"


def add_json(parser: argparse.ArgumentParser, what: str = "one JSON object a line") -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help=f"print {what}, for programs")


def add_filters(parser: argparse.ArgumentParser) -> None:
    """`--kind --state --status --path`, each repeatable."""
    group = parser.add_argument_group("filters (repeatable)")
    group.add_argument(
        "--path", action="append", default=[], metavar="GLOB", help="notes below, e.g. 'old/**'"
    )
    for word, words, told in (
        ("kind", list(map(str, Kind)), listed(Kind)),
        ("state", list(map(str, State)), listed(State)),
        (
            "status",
            [*map(str, Status), ALL],
            f"{listed(Status)}, or all (proposed and confirmed unless given)",
        ),
    ):
        group.add_argument(
            f"--{word}",
            action="append",
            default=[],
            metavar=word.upper(),
            choices=words,
            help=told,
        )


def add_ids(parser: argparse.ArgumentParser) -> None:
    """Ids, and filters for many notes at once."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="a note's id, or 4 characters of it")
    add_filters(parser)


def query_of(options: argparse.Namespace) -> NoteQuery:
    """What the filters ask for."""
    statuses = options.status
    return NoteQuery(
        paths=tuple(options.path),
        kinds=tuple(Kind(kind) for kind in options.kind),
        statuses=frozenset(Status) if ALL in statuses else frozenset(map(Status, statuses)) or OPEN,
        states=tuple(State(state) for state in options.state),
    )


def has_filters(options: argparse.Namespace) -> bool:
    """Whether notes are chosen by more than their ids."""
    return bool(options.path or options.kind or options.state or options.status)


def chosen(workspace: Workspace, options: argparse.Namespace) -> list[NoteId]:
    """The notes that ids and filters name, each once."""
    if not options.ids and not has_filters(options):
        raise UsageError("no note is named", "give ids, or a filter such as --path 'old/**'")
    project = workspace.project.id
    ids = [workspace.store.note(prefix, project).id for prefix in options.ids]
    if has_filters(options):
        from chesterton.memory.notes import show  # noqa: PLC0415 - 25 ms that most commands do without

        ids += [placed.note.id for placed in show.notes(workspace, query_of(options))]
    return list(dict.fromkeys(ids))


def place_argument(workspace: Workspace, text: str) -> Place:
    """A place as typed, relative to the current folder, as one relative to the project."""
    here = current_folder()
    place = parse_place(text, lambda path: is_file(here / path))
    if place.line == 0:
        raise UserError("lines are counted from 1", f"give one that {place.path} has")
    return Place(project_path(workspace, place.path), place.line, place.symbol, place.quote)


def project_path(workspace: Workspace, path: str) -> str:
    """A path as typed, relative to the current folder, as one relative to the project."""
    if not path:
        raise UserError("a place needs its path", "write it like src/pay.py::charge")
    if "\0" in path:
        raise UserError("a path cannot hold a NUL character", "check the path")
    if any("\ud800" <= char <= "\udfff" for char in path):
        raise UserError(
            f"the name {printable(path)} is not UTF-8, and a note cannot keep it", "rename the file"
        )
    file = current_folder() / path
    found = workspace.relative(file)
    if found is not None:
        return found
    if path == PROJECT_PATH or file.resolve() == workspace.root.resolve():
        return PROJECT_PATH
    raise UserError(
        f"{printable(path)} is outside of the project {workspace.root}",
        "notes are linked to files of the project you are in",
    )


def read_input(path: str) -> str:
    """A text file, or standard input for `-`."""
    try:
        if path == "-":
            return standard_input().read().decode("utf-8", "replace")
        return Path(path).read_text("utf-8", errors="replace")
    except OSError as error:
        raise unreadable(path, error) from error


def standard_input() -> IO[bytes]:
    """The bytes that are typed or piped in."""
    import sys  # noqa: PLC0415 - the one place that reads it

    if sys.stdin is None:
        raise UsageError("standard input is closed", "pipe the text in, or take it from a file")
    return sys.stdin.buffer


def unreadable(path: str, error: OSError) -> UsageError:
    """The trouble with a file that is named as an argument."""
    return UsageError(f"{printable(path)} cannot be read ({error.strerror})", "check the path")


def listed(words: type[StrEnum]) -> str:
    """The words that an option takes."""
    *others, last = map(str, words)
    return f"{', '.join(others)} or {last}"


def many(count: int, word: str, words: str | None = None) -> str:
    """`1 note`, `2 notes`."""
    return f"{count} {word if count == 1 else words or f'{word}s'}"


def short_ids(workspace: Workspace) -> dict[NoteId, str]:
    """The shortest prefixes of at least 4 characters that tell the project's notes apart."""
    ordered = sorted(workspace.store.ids(workspace.project.id))
    short: dict[NoteId, str] = {}
    for index, each in enumerate(ordered):
        beside = ordered[max(0, index - 1) : index] + ordered[index + 1 : index + 2]
        length = max([4, *(_shared(each, other) + 1 for other in beside)])
        short[each] = each[:length]
    return short


def _shared(one: str, other: str) -> int:
    for index, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return index
    return min(len(one), len(other))
