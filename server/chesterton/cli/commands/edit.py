"""`chesterton edit`: opens a note as a draft in the user's editor."""

import argparse

from chesterton.cli.arguments import ID_HELP, add_json
from chesterton.cli.drafting import print_stored, write_in_editor
from chesterton.cli.editor import is_interactive
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened_with
from chesterton.memory.drafts.save_draft import open_draft
from chesterton.memory.notes import show
from chesterton.model.errors import UsageError

ABOUT = """\
Open a note as a draft in $EDITOR. Save and close to update the note; to cancel, leave the draft
unchanged or empty it. If the note has changed in the meantime, it is not overwritten; both versions
are kept."""

EXAMPLES = "  chesterton edit k3f9"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("id", metavar="ID", help=ID_HELP)
    add_json(parser, "the note as one JSON object")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Opens the draft, then stores the edited note."""
    if not is_interactive():
        raise UsageError("edit needs a terminal", "run it interactively")
    with opened_with(screen, [options.id]) as workspace:
        path = open_draft(workspace, show.find_note(workspace, options.id))
        stored = write_in_editor(workspace, path, screen)
        if stored is not None:
            print_stored(screen, workspace, stored, as_json=options.json)
    return 0
