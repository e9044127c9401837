"""`chesterton supersede`: a note is replaced by another."""

import argparse

from chesterton.cli.arguments import add_ids, add_json, chosen
from chesterton.cli.author import author
from chesterton.cli.results import tell_changed
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened
from chesterton.memory.notes.supersede import supersede

ABOUT = """\
Marks notes as replaced, by the note that --by names if there is one. They no longer show beside
the code; the history keeps them and tells what came after."""

EXAMPLES = """\
  chesterton supersede k3f9 --by q7xa
  chesterton supersede k3f9"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_ids(parser)
    parser.add_argument("--by", metavar="ID", help="the note that holds instead")
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Replaces them."""
    with opened() as workspace:
        ids = [each for each in chosen(workspace, options) if not _is(options.by, each)]
        ids = ids or chosen(workspace, options)
        replaced = supersede(workspace, ids, by=author(), successor=options.by)
        return tell_changed(screen, workspace, replaced, "Superseded", as_json=options.json)


def _is(prefix: str | None, note_id: str) -> bool:
    """Filters may fit the successor as well: it stays."""
    return prefix is not None and note_id.startswith(prefix.strip().lower())
