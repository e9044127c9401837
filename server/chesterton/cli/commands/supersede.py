"""`chesterton supersede`: marks notes as replaced, by another note if one is given."""

import argparse

from chesterton.cli.arguments import add_ids, add_json, selected_ids
from chesterton.cli.author import author
from chesterton.cli.results import print_changed
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened_with
from chesterton.memory.notes.retire import supersede

ABOUT = """\
Mark notes as replaced, optionally by another note (--by). Editors no longer show them; you
can still read them with show and history, which name the replacement."""

EXAMPLES = """\
  chesterton supersede k3f9 --by q7xa
  chesterton supersede k3f9"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_ids(parser)
    parser.add_argument("--by", metavar="ID", help="the note that replaces them")
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Marks the notes as superseded."""
    with opened_with(screen, options.ids) as workspace:
        selected = selected_ids(workspace, options)
        ids = [each for each in selected if not _is_successor(options.by, each)] or selected
        replaced = supersede(workspace, ids, by=author(), successor=options.by)
        return print_changed(screen, workspace, replaced, "Superseded", as_json=options.json)


def _is_successor(prefix: str | None, note_id: str) -> bool:
    """Whether the id is the successor, which filters may select but must not replace."""
    return prefix is not None and note_id.startswith(prefix.strip().lower())
