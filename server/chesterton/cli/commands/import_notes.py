"""`chesterton import`: notes from JSON Lines."""

import argparse
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO

from chesterton.cli.arguments import add_json, many, standard_input, unreadable
from chesterton.cli.author import author
from chesterton.cli.progress import watched
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened_or_started
from chesterton.memory.exchange.importing import Imported, Terms, import_lines
from chesterton.memory.exchange.json_lines import read_lines

ABOUT = """\
Reads notes from a file of JSON Lines, one object a line; - reads standard input. A line needs a
title and a place: "symbol" as "path::name", "path" with "line", "path", or "path": ".".

What comes in is proposed, whatever the file says. --confirm is you vouching for all of it, and
keeps the file's status, author and dates. All lines are checked first: if one is refused nothing
is stored, unless --partial. A note that is there already is skipped."""

EXAMPLES = """\
  chesterton import notes.jsonl
  chesterton import notes.jsonl --partial --json
  chesterton export | ssh laptop 'cd project && chesterton import - --confirm'"""

_TOLD = 10


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("file", metavar="FILE", help="JSON Lines; - for standard input")
    parser.add_argument("--partial", action="store_true", help="store the lines that can be used")
    parser.add_argument("--confirm", action="store_true", help="vouch for them: not proposed")
    add_json(parser, "what was done as one JSON object")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Stores them."""
    terms = Terms(
        source="standard input" if options.file == "-" else Path(options.file).name,
        is_partial=options.partial,
        is_vouched=options.confirm,
    )
    try:
        with _source(options.file) as file, opened_or_started() as workspace:
            lines = watched(read_lines(file), screen, "Importing notes")
            done = import_lines(workspace, lines, terms, by=author())
    except OSError as error:
        raise unreadable(options.file, error) from error
    _tell(screen, done, as_json=options.json, is_partial=options.partial)
    return 1 if done.refused else 0


def _source(path: str) -> AbstractContextManager[IO[bytes]]:
    return nullcontext(standard_input()) if path == "-" else Path(path).open("rb")


def _tell(screen: Screen, done: Imported, *, as_json: bool, is_partial: bool) -> None:
    _tell_lines(screen, done.refused, "refused")
    _tell_lines(screen, done.known, "known already")
    if as_json:
        skipped = sorted([*done.refused, *done.known])
        screen.json(
            {
                "imported": len(done.ids),
                "skipped": [{"line": number, "reason": reason} for number, reason in skipped],
                "ids": [{"line": number, "id": note_id} for number, note_id in done.ids],
            }
        )
        return
    screen.line(f"{many(len(done.ids), 'note')} imported", *_rest(done))
    if done.removed:
        screen.tell(f"{many(done.removed, 'secret')} removed before storing")
    if done.refused and not done.ids:
        screen.tell(_nothing(is_partial=is_partial))


def _tell_lines(screen: Screen, lines: Sequence[tuple[int, str]], what: str) -> None:
    """The first few: a file of another kind would fill the screen. `--json` holds them all."""
    for number, reason in lines[:_TOLD]:
        screen.tell(f"line {number}: {reason}")
    if left := lines[_TOLD:]:
        screen.tell(f"{many(len(left), 'more line')} {what}; --json tells each")


def _nothing(*, is_partial: bool) -> str:
    if is_partial:
        return "nothing was stored: no line holds a note; see: chesterton import --help"
    return "nothing was stored; mend the lines, or take the rest with --partial"


def _rest(done: Imported) -> list[str]:
    parts = []
    if done.known:
        parts.append(f", {len(done.known)} known already")
    if done.refused:
        parts.append(f", {many(len(done.refused), 'line')} refused")
    return parts
