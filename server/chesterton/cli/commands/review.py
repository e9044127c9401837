"""`chesterton review`: lists the notes that need attention, or edits them as a checklist."""

import argparse
import secrets

from chesterton.cli import editor
from chesterton.cli.arguments import add_json, plural, short_ids
from chesterton.cli.author import author
from chesterton.cli.drafting import print_problems
from chesterton.cli.note_lines import print_nearest, print_row
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import (
    project_context,
    say_what_is_below,
    say_where_notes_may_be,
)
from chesterton.memory.drafts import draft_files
from chesterton.memory.exchange.portable import to_json
from chesterton.memory.opening import Workspace
from chesterton.memory.review.apply_review import Applied, apply_checklist, checklist
from chesterton.memory.review.review import Review, review
from chesterton.model.errors import UsageError

ABOUT = """\
List the notes that need your attention: proposed notes, notes whose code has changed (those
affected by the change first), notes whose location is uncertain, and notes whose code was not
found. Snoozed notes are left out.

--edit opens the list as a Markdown checklist in $EDITOR; save and close to apply your answers."""

EXAMPLES = """\
  chesterton review
  chesterton review --edit"""

_HINTS = {
    "proposed": "to accept: chesterton confirm ID; to dismiss: chesterton retire ID",
    "changed": "if still true: chesterton confirm ID; otherwise: chesterton edit ID"
    " or chesterton retire ID",
    "uncertain": "if the place is right: chesterton confirm ID;"
    " otherwise: chesterton relink ID PATH::NAME",
    "lost": "to link it again: chesterton relink ID PATH::NAME; to retire it: chesterton retire ID",
    "ignored": "to stop its warnings: chesterton retire ID; to reword it: chesterton edit ID",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--edit", action="store_true", help="work through a checklist in $EDITOR")
    add_json(parser, 'one {"section", "note"} object per line')


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Prints the list, or opens it in the editor."""
    with project_context(screen) as workspace:
        if options.edit:
            return _edit(workspace, screen)
        pending = review(workspace)
        if pending.count == 0:
            say_where_notes_may_be(screen, workspace)
        if options.json:
            for section, notes in pending.sections():
                for placed in notes:
                    screen.json({"section": section, "note": to_json(placed)})
        else:
            _print(screen, workspace, pending)
        say_what_is_below(screen, workspace)
    return 0


def _print(screen: Screen, workspace: Workspace, pending: Review) -> None:
    if pending.count == 0:
        screen.message("Nothing to review.")
        return
    listed = [placed.note.id for _, notes in pending.sections() for placed in notes]
    short = short_ids(workspace, listed)
    for section, notes in pending.sections():
        if not notes:
            continue
        screen.line((f"{section.capitalize()} ({len(notes)})", "title"))
        for placed in notes:
            print_row(screen, workspace, placed, short[placed.note.id])
            for where in placed.whereabouts:
                print_nearest(screen, workspace, where)
        screen.line((f"  {_HINTS[section]}", "muted"))
    if pending.hidden:
        more = plural(pending.hidden, "more proposed note")
        screen.line(f"{more} will be listed once these are handled")


def _edit(workspace: Workspace, screen: Screen) -> int:
    if not editor.is_interactive():
        raise UsageError("review --edit needs a terminal", "omit --edit to print the list")
    path = draft_files.ensure_folder(workspace) / f"REVIEW-{secrets.token_hex(4)}.md"
    draft_files.write(path, checklist(workspace))
    editor.edit(path)
    applied = apply_checklist(workspace, draft_files.read(path), by=author())
    screen.line(_summary(applied))
    if applied.problems:
        print_problems(screen, path, applied.problems)
        screen.message(f"Answers that could not be applied are kept in {path}")
        return 1
    draft_files.wipe(path)
    return 0


def _summary(applied: Applied) -> str:
    if not applied.done:
        return "Nothing was changed."
    counts = {"confirmed": applied.kept, "retired": applied.retired, "edited": applied.edited}
    parts = [f"{count} {word}" for word, count in counts.items() if count]
    return f"{plural(applied.done, 'note')}: {', '.join(parts)}"
