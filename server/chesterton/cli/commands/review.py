"""`chesterton review`: what needs a person."""

import argparse
import secrets

from chesterton.cli import editor
from chesterton.cli.arguments import add_json, many, short_ids
from chesterton.cli.author import author
from chesterton.cli.drafting import tell_problems
from chesterton.cli.note_lines import print_nearest, print_row
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import opened
from chesterton.memory.drafts import draft_files
from chesterton.memory.exchange.portable import to_json
from chesterton.memory.opening import Workspace
from chesterton.memory.review.apply_review import Applied, apply_checklist, checklist
from chesterton.memory.review.review import Review, review
from chesterton.model.errors import UsageError

ABOUT = """\
Lists what waits for a person: proposed notes, notes whose code changed in what they say (those
first), notes whose place is not certain, and notes whose code was not found. Snoozed ones are left
out.

--edit opens the list as a Markdown checklist in $EDITOR; saving and closing applies it."""

EXAMPLES = """\
  chesterton review
  chesterton review --edit"""

_HINTS = {
    "proposed": "keep with: chesterton confirm ID, dismiss with: chesterton retire ID",
    "changed": "still true? chesterton confirm ID; else chesterton edit ID or retire ID",
    "uncertain": "belongs there? chesterton confirm ID; else chesterton relink ID PATH::NAME",
    "lost": "chesterton relink ID PATH::NAME, or chesterton retire ID",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--edit", action="store_true", help="answer in $EDITOR")
    add_json(parser, 'one {"section", "note"} object a line')


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Lists it, or lets a person answer it."""
    with opened() as workspace:
        if options.edit:
            return _edit(workspace, screen)
        waiting = review(workspace)
        if options.json:
            for section, notes in waiting.sections():
                for placed in notes:
                    screen.json({"section": section, "note": to_json(placed)})
        else:
            _print(screen, workspace, waiting)
    return 0


def _print(screen: Screen, workspace: Workspace, waiting: Review) -> None:
    if waiting.count == 0:
        screen.tell("nothing waits for you")
        return
    short = short_ids(workspace)
    for section, notes in waiting.sections():
        if not notes:
            continue
        screen.line((f"{section.capitalize()} ({len(notes)})", "title"))
        for placed in notes:
            print_row(screen, workspace, placed, short[placed.note.id])
            for where in placed.whereabouts:
                print_nearest(screen, workspace, where)
        screen.line((f"  {_HINTS[section]}", "muted"))
    if waiting.hidden:
        screen.line(f"{waiting.hidden} more proposed, shown when these are answered")


def _edit(workspace: Workspace, screen: Screen) -> int:
    if not editor.is_interactive():
        raise UsageError("review --edit needs a terminal", "leave out --edit to list what waits")
    path = draft_files.prepared(workspace) / f"REVIEW-{secrets.token_hex(4)}.md"
    draft_files.write(path, checklist(workspace))
    editor.edit(path)
    applied = apply_checklist(workspace, draft_files.read(path), by=author())
    screen.line(_told(applied))
    if applied.problems:
        tell_problems(screen, path, applied.problems)
        screen.tell(f"what could not be done is kept in {path}")
        return 1
    draft_files.wipe(path)
    return 0


def _told(applied: Applied) -> str:
    if not applied.done:
        return "nothing was changed"
    parts = [
        f"{number} {word}"
        for number, word in (
            (applied.kept, "kept"),
            (applied.retired, "retired"),
            (applied.edited, "edited"),
        )
        if number
    ]
    return f"{many(applied.done, 'note')}: {', '.join(parts)}"
