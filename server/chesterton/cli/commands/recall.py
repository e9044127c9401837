"""`chesterton recall`: searches notes and prints the best matches."""

import argparse
import os
import re
from pathlib import Path

from chesterton.cli.arguments import add_json, short_ids
from chesterton.cli.note_lines import print_row, summary
from chesterton.cli.screen import Screen, shown_path
from chesterton.cli.workspace_context import (
    current_folder,
    everywhere_context,
    project_context,
    say_what_is_below,
    say_where_notes_may_be,
)
from chesterton.memory.notes.recall import Recalled, hit_to_json, recall
from chesterton.memory.notes.show import location_of
from chesterton.memory.opening import Workspace
from chesterton.model.errors import UserError

ABOUT = """\
Search this project's notes in your own words. Identifiers, paths, #123, commit ids and quoted
phrases match exactly; there is no query syntax to learn. Each hit says why it matched. The exit
code is 1 if nothing matches."""

EXAMPLES = """\
  chesterton recall "why is there a lock around charging"
  chesterton recall payment_id -n 3
  chesterton recall --vimgrep "double charge"   for an editor's quickfix list"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("query", nargs="+", metavar="QUERY", help="words, identifiers or a phrase")
    parser.add_argument(
        "-n", type=_count, default=10, metavar="N", help="print at most N results (default: 10)"
    )
    parser.add_argument("--everywhere", action="store_true", help="search all your projects")
    parser.add_argument(
        "--vimgrep", action="store_true", help="print path:line:column:title, for editors"
    )
    add_json(parser, 'one {"id", "score", "reasons", "note"} object per line')


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Searches and prints the hits."""
    query = " ".join(options.query)
    if not query.strip():
        raise UserError("the query is empty", "describe in a few words what you are looking for")
    opened = everywhere_context if options.everywhere else project_context
    with opened(screen) as workspace:
        hits = recall(workspace, query, options.n, everywhere=options.everywhere)
        if not hits and workspace.look_further():
            hits = recall(workspace, query, options.n, everywhere=options.everywhere)
        short = short_ids(workspace, [hit.placed.note.id for hit in hits])
        for hit in hits:
            if options.json:
                screen.json(hit_to_json(hit))
            elif options.vimgrep:
                screen.line(_vimgrep(hit))
            else:
                _print(screen, workspace, hit, short[hit.placed.note.id])
        if not hits:
            say_where_notes_may_be(screen, workspace)
        if not options.everywhere:
            say_what_is_below(screen, workspace)
    if not hits:
        other_scope = "" if options.everywhere else ", or --everywhere"
        screen.message(f"No notes match. Try other words{other_scope}.")
        return 1
    return 0


def _count(text: str) -> int:
    number = int(text) if re.fullmatch("[0-9]{1,4}", text) else 0
    if not 1 <= number <= 1000:  # noqa: PLR2004 - as the message says
        raise argparse.ArgumentTypeError("must be an integer from 1 to 1000")
    return number


def _vimgrep(hit: Recalled) -> str:
    path, line = location_of(hit.placed.first)
    file = str(hit.root / path) if hit.root else path
    if hit.root and Path(file).is_relative_to(current_folder()):
        file = os.path.relpath(file, current_folder())
    return f"{file}:{line}:{hit.column}:{hit.placed.note.title}"


def _print(screen: Screen, workspace: Workspace, hit: Recalled, short: str) -> None:
    if hit.project.id == workspace.project.id:
        print_row(screen, workspace, hit.placed, short)
    else:
        place = f"{hit.project.name}: {location_of(hit.placed.first)[0]}: "
        screen.line((shown_path(place), "path"), *summary(hit.placed, hit.placed.note.id))
    screen.line((f"  {hit.score:.0%}  {'; '.join(hit.reasons)}", "muted"))
