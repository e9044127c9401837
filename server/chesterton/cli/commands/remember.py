"""`chesterton remember`: stores a note from arguments, or from a draft in the user's editor."""

import argparse
from functools import partial
from pathlib import Path

from chesterton.cli.arguments import (
    add_json,
    alternatives,
    as_typed,
    place_argument,
    read_input,
    typed_place,
)
from chesterton.cli.author import author
from chesterton.cli.drafting import print_stored, store_file, write_in_editor
from chesterton.cli.editor import is_interactive
from chesterton.cli.regular_file import is_file
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import current_folder, project_context
from chesterton.memory.drafts import draft_files, kept
from chesterton.memory.drafts.draft_text import new_draft
from chesterton.memory.notes.places import Place, write_place
from chesterton.memory.notes.remember import Creation, Remembered, remember
from chesterton.memory.opening import Workspace
from chesterton.model.errors import NotWritten, UsageError, disk_problem
from chesterton.model.note import Kind, Note, NoteContent, Status

ABOUT = """\
Write a note that explains why the code is the way it is, linked to the function, class or file it
is about.

With --title, the note is stored at once. Without it, on a terminal, a draft opens in $EDITOR: write
the title on the first line and the reason below it, then save and close. Secrets are removed before
anything is stored."""

EXAMPLES = """\
  chesterton remember --at src/pay.py:42 --kind pitfall --title "Lock on payment_id, never user_id"
  chesterton remember --symbol src/pay.py::charge --title "Retries stay at 3" --body - < why.md
  chesterton remember --title "We deploy on Tuesdays only"      about the whole project
  chesterton remember --at src/pay.py:42                        opens $EDITOR"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    repeatable = partial(parser.add_argument, action="append", default=[])
    repeatable(
        "--at",
        metavar="PATH[:LINE]",
        help="link to a file, or to the definition at LINE (repeatable)",
    )
    repeatable(
        "--symbol",
        metavar="PATH::NAME",
        help="link to a definition by name, e.g. src/pay.py::Card.charge (repeatable)",
    )
    parser.add_argument(
        "--kind",
        choices=list(map(str, Kind)),
        metavar="KIND",
        help=f"{alternatives(Kind)} (default: decision)",
    )
    parser.add_argument("--title", help="a one-line title, shown in the editor")
    parser.add_argument(
        "--body", metavar="TEXT", help="the reason, in Markdown; - reads standard input"
    )
    repeatable(
        "--link",
        metavar="URL",
        help="a pull request, issue or commit (repeatable)",
    )
    repeatable(
        "--watch",
        metavar="WORDS",
        help="names, calls or numbers to warn about (default: those in the title)",
    )
    parser.add_argument(
        "--propose", action="store_true", help="store as proposed, to be confirmed later"
    )
    parser.add_argument("--draft", metavar="FILE", help="resume a draft that was not stored")
    add_json(parser, "the note as one JSON object")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Stores the note and prints it."""
    if options.draft is None and options.title is None and not is_interactive():
        raise UsageError("the title is missing", "summarise the note in one line with --title")
    body = read_input("-") if options.body == "-" else options.body or ""
    try:
        return _remember(options, body, screen)
    except (NotWritten, OSError) as error:
        problem = disk_problem(error) if isinstance(error, OSError) else error
        if problem is None or problem.is_kept or options.title is None:
            raise
        places = [typed_place(text) for text in [*options.at, *options.symbol]]
        raise kept.keep(
            current_folder(), _content(options, body), places, problem, author()
        ) from problem


def _remember(options: argparse.Namespace, body: str, screen: Screen) -> int:
    with project_context(screen, _first_path(options)) as workspace:
        places = _places(workspace, options)
        stored: Remembered | None
        if options.draft is not None:
            stored = _from_existing_draft(workspace, options, screen)
        elif options.title is None:
            stored = _from_new_draft(workspace, options, places, body, screen)
        else:
            typed, birth = _content(options, body), _birth(options)
            stored = remember(workspace, typed, places, by=author(), creation=birth)
        if stored is not None:
            print_stored(screen, workspace, stored, as_json=options.json)
            _print_proposed(screen, stored.note)
    return 0


def _first_path(options: argparse.Namespace) -> str | None:
    """The path that determines the project; the other places must be in the same project."""
    return next((typed_place(text).path for text in [*options.at, *options.symbol]), None)


def _places(workspace: Workspace, options: argparse.Namespace) -> list[Place]:
    for text in options.symbol:
        if "::" not in text:
            raise UsageError(
                f"--symbol {text} has no path", "use the form PATH::NAME, e.g. src/pay.py::charge"
            )
    return [place_argument(workspace, text) for text in [*options.at, *options.symbol]]


def _birth(options: argparse.Namespace) -> Creation:
    return Creation(Status.PROPOSED if options.propose else Status.CONFIRMED)


def _content(options: argparse.Namespace, body: str) -> NoteContent[str]:
    kind = Kind(options.kind or Kind.DECISION)
    words = [word.strip() for text in options.watch for word in text.split(",")]
    watch = tuple(word for word in words if word) if options.watch else None
    links = tuple(options.link)
    return NoteContent(
        kind, as_typed(options.title or ""), body=as_typed(body), links=links, watch=watch
    )


def _from_new_draft(
    workspace: Workspace,
    options: argparse.Namespace,
    places: list[Place],
    body: str,
    screen: Screen,
) -> Remembered | None:
    about = [write_place(place) for place in places] or ["."]
    path = draft_files.create(workspace, new_draft(_content(options, body), about))
    return write_in_editor(workspace, path, screen, _birth(options))


def _from_existing_draft(
    workspace: Workspace, options: argparse.Namespace, screen: Screen
) -> Remembered | None:
    path = Path(options.draft).absolute()
    if not is_file(path):
        raise UsageError(f"there is no draft {options.draft}", "check the path")
    if is_interactive():
        return write_in_editor(workspace, path, screen, _birth(options))
    return store_file(workspace, path, screen, _birth(options))


def _print_proposed(screen: Screen, note: Note) -> None:
    if note.status is not Status.PROPOSED:
        return
    by = author()
    reason = f", because an agent is running Chesterton ({by.through})" if by.is_agent else ""
    replaced = f" It would replace {note.replaces}." if note.replaces else ""
    confirmation = f" A person can confirm it with: chesterton confirm {note.id}"
    screen.message(f"Stored as proposed{reason}.{replaced}{confirmation}")
