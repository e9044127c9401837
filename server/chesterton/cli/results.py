"""Prints the notes that a command has changed."""

from collections.abc import Sequence

from chesterton.cli.arguments import short_ids
from chesterton.cli.note_lines import summary
from chesterton.cli.screen import Screen
from chesterton.memory.exchange.portable import to_json
from chesterton.memory.notes import show
from chesterton.memory.opening import Workspace
from chesterton.model.note import Note, Status


def print_changed(
    screen: Screen, workspace: Workspace, notes: Sequence[Note], word: str, *, as_json: bool
) -> int:
    """Prints each changed note, preceded by `word`, such as `Retired`."""
    short = short_ids(workspace)
    for placed in show.place(workspace, notes):
        if as_json:
            screen.json(to_json(placed))
        else:
            said = "Superseded" if placed.note.status is Status.SUPERSEDED else word
            screen.line((f"{said} ", "good"), *summary(placed, short[placed.note.id]))
    if not notes:
        screen.message("No notes match; nothing was changed.")
    return 0
