"""`chesterton history`: lists the events in a note's history."""

import argparse

from chesterton.cli.arguments import ID_HELP, add_json
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened_with
from chesterton.memory.notes import show
from chesterton.memory.visible_text import as_one_item
from chesterton.model.note import Event

ABOUT = """\
Show the history of a note, oldest first: when it was written, edited, confirmed, moved with its
code, snoozed or retired."""

EXAMPLES = "  chesterton history k3f9"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("id", metavar="ID", help=ID_HELP)
    add_json(parser)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Prints the events."""
    with opened_with(screen, [options.id]) as workspace:
        for event in show.history(workspace, options.id):
            if options.json:
                screen.json(_object(event))
            else:
                _print(event, screen)
    return 0


def _object(event: Event) -> dict[str, object]:
    return {
        "note": event.note,
        "sequence": event.sequence,
        "event": event.kind.value,
        "time": event.time,
        "by": event.by,
        "detail": event.detail,
    }


def _print(event: Event, screen: Screen) -> None:
    moment = event.time.replace("T", " ").removesuffix("Z")
    detail = f": {event.detail}" if event.detail else ""
    by = as_one_item(event.by) if ":" in event.by else event.by or "git"
    screen.line((moment, "muted"), "  ", (f"{event.kind:<12}", "title"), by, detail)
