"""`chesterton import`: adds notes from JSON Lines, as proposals unless `--confirm` is given."""

import argparse
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO

from chesterton.cli.arguments import add_json, plural, standard_input, unreadable
from chesterton.cli.author import author
from chesterton.cli.progress import with_progress
from chesterton.cli.regular_file import is_endless
from chesterton.cli.screen import Screen, printable
from chesterton.cli.workspace_context import project_context
from chesterton.memory.exchange.importing import Imported, ImportOptions, import_lines
from chesterton.memory.exchange.json_lines import read_lines
from chesterton.model.errors import UsageError

ABOUT = """\
Import notes from JSON Lines, one object per line. Each line needs a "title" and a place: "symbol"
as "path::name", "path" with "line", "path" alone, or "path": "." for the project.

Imported notes are proposed, regardless of their status in the file. With --confirm they keep the
status, author and dates given there. All lines are checked first; if any is rejected, nothing is
stored unless --partial is given. Notes that are already stored are skipped."""

EXAMPLES = """\
  chesterton import notes.jsonl
  chesterton import notes.jsonl --partial --json
  chesterton export | ssh laptop 'cd project && chesterton import - --confirm'"""

_MAX_LINES = 10


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("file", metavar="FILE", help="JSON Lines file; - for standard input")
    parser.add_argument(
        "--partial", action="store_true", help="store the valid lines even if others are rejected"
    )
    parser.add_argument(
        "--confirm", action="store_true", help="confirm the notes instead of proposing them"
    )
    add_json(parser, "the result as one JSON object")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Imports the notes and prints a summary."""
    terms = ImportOptions(
        source="standard input" if options.file == "-" else Path(options.file).name,
        is_partial=options.partial,
        as_confirmed=options.confirm,
    )
    try:
        with _source(options.file) as file, project_context(screen) as workspace:
            lines = with_progress(read_lines(file), screen, "Importing notes")
            done = import_lines(workspace, lines, terms, by=author())
    except OSError as error:
        raise unreadable(options.file, error) from error
    _print_summary(screen, done, as_json=options.json, is_partial=options.partial)
    return 1 if done.refused else 0


def _source(path: str) -> AbstractContextManager[IO[bytes]]:
    if path == "-":
        return nullcontext(standard_input())
    if is_endless(Path(path)):
        raise UsageError(
            f"{printable(path)} is not a file", "to read from a pipe, use - as the file name"
        )
    return Path(path).open("rb")


def _print_summary(screen: Screen, done: Imported, *, as_json: bool, is_partial: bool) -> None:
    _print_lines(screen, done.refused, "rejected")
    _print_lines(screen, done.duplicates, "already stored")
    if as_json:
        skipped = sorted([*done.refused, *done.duplicates])
        screen.json(
            {
                "imported": len(done.ids),
                "skipped": [{"line": number, "reason": reason} for number, reason in skipped],
                "ids": [{"line": number, "id": note_id} for number, note_id in done.ids],
            }
        )
        return
    screen.line(f"{plural(len(done.ids), 'note')} imported", *_skipped_counts(done))
    if done.removed:
        screen.message(f"{plural(done.removed, 'secret')} removed before storing")
    if done.refused and not done.ids:
        screen.message(_nothing_stored(is_partial=is_partial))


def _print_lines(screen: Screen, lines: Sequence[tuple[int, str]], what: str) -> None:
    """Prints only the first few lines; a file in another format would fill the screen."""
    for number, reason in lines[:_MAX_LINES]:
        screen.message(f"line {number}: {reason}")
    if rest := lines[_MAX_LINES:]:
        screen.message(f"{plural(len(rest), 'more line')} {what}; --json lists them all")


def _nothing_stored(*, is_partial: bool) -> str:
    if is_partial:
        return "Nothing was stored: no line contains a valid note. See: chesterton import --help"
    return "Nothing was stored. Fix these lines, or skip them with --partial."


def _skipped_counts(done: Imported) -> list[str]:
    parts = []
    if done.duplicates:
        parts.append(f", {len(done.duplicates)} already stored")
    if done.refused:
        parts.append(f", {plural(len(done.refused), 'line')} rejected")
    return parts
