"""`chesterton edit`: a note as a draft in the editor."""

import argparse

from chesterton.cli.arguments import add_json
from chesterton.cli.author import author
from chesterton.cli.drafting import write_in_editor
from chesterton.cli.editor import is_interactive
from chesterton.cli.note_lines import print_stored
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened
from chesterton.memory.drafts.save_draft import open_draft
from chesterton.memory.notes import show
from chesterton.model.errors import UsageError

ABOUT = """\
Opens a note as a draft in $EDITOR. Saving and closing changes the note; leaving it as it is, or
emptying it, changes nothing. A note that somebody else changed meanwhile is never overwritten:
both texts are kept."""

EXAMPLES = "  chesterton edit k3f9"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("id", metavar="ID", help="the note's id, or 4 characters of it")
    add_json(parser, "the note as one JSON object")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Lets a person change the note."""
    if not is_interactive():
        raise UsageError("edit needs a terminal", "run it in one")
    with opened() as workspace:
        path = open_draft(workspace, show.one(workspace, options.id))
        done = write_in_editor(workspace, path, screen, by=author())
        if done is not None:
            print_stored(screen, workspace, done.note, done.removed, as_json=options.json)
    return 0
