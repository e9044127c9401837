"""Applies a change to the selected notes, and prints the notes that were changed."""

import argparse
from collections.abc import Callable, Sequence

from chesterton.cli.arguments import selected_ids, short_ids
from chesterton.cli.author import author
from chesterton.cli.note_lines import summary
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened_for_each
from chesterton.memory.exchange.portable import to_json
from chesterton.memory.notes import show
from chesterton.memory.opening import Workspace
from chesterton.model.note import Note, Status


def change_selected(
    options: argparse.Namespace, screen: Screen, change: Callable[..., list[Note]], word: str
) -> int:
    """Changes the notes that the arguments select, and prints those that were changed."""
    with opened_for_each(screen, options.ids) as opened:
        selected = [(each, selected_ids(each, options, ids)) for each, ids in opened]
        for workspace, ids in selected:
            changed = change(workspace, ids, by=author())
            print_changed(screen, workspace, changed, word, as_json=options.json)
    return 0


def print_changed(
    screen: Screen, workspace: Workspace, notes: Sequence[Note], word: str, *, as_json: bool
) -> int:
    """Prints each changed note, preceded by `word`, such as `Retired`."""
    short = short_ids(workspace, [note.id for note in notes])
    for placed in show.place(workspace, notes):
        if as_json:
            screen.json(to_json(placed))
        else:
            said = "Superseded" if placed.note.status is Status.SUPERSEDED else word
            screen.line((f"{said} ", "good"), *summary(placed, short[placed.note.id]))
    if not notes:
        screen.message("No notes match; nothing was changed.")
    return 0
