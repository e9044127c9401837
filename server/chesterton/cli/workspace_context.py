"""Context managers that open the store and the current project for one command."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from chesterton.cli.regular_file import is_folder
from chesterton.cli.screen import Screen
from chesterton.memory.drafts import kept_files
from chesterton.memory.opening import (
    Store,
    Workspace,
    no_project,
    open_known_project,
    open_project,
    store_location,
)
from chesterton.model.errors import UnknownNote, UserError


def current_folder() -> Path:
    """The working directory. Raises UserError if it was deleted."""
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise UserError(
            "the current directory no longer exists", "cd to another directory"
        ) from error


@contextmanager
def store_context(screen: Screen | None = None) -> Iterator[Store]:
    """Opens the user's store; the screen learns whether a change was stored."""
    with closing(Store.open(store_location())) as store:
        try:
            yield store
        finally:
            if screen is not None:
                screen.is_saved |= store.has_saved


def open_folder(folder: Path, store: Store) -> Workspace:
    """Opens the project of a folder, which may still have to be added; the caller closes it."""
    return Workspace.open(current_folder() / folder, store)


@contextmanager
def project_context(screen: Screen, path: str | None = None) -> Iterator[Workspace]:
    """Opens the project of a file or folder; by default that of the current directory.

    As in an editor, a file belongs to the innermost git repository around it. Raises UserError if
    there is no project.
    """
    with store_context(screen) as store, _asking(screen, _at(store, path)) as workspace:
        yield workspace


@contextmanager
def everywhere_context(screen: Screen) -> Iterator[Workspace]:
    """Like `project_context`, but outside of a project opens a workspace without one."""
    with store_context() as store:
        try:
            workspace = _at(store, None)
        except UserError:
            workspace = no_project(store)
        with _asking(screen, workspace):
            yield workspace


@contextmanager
def opened_with(screen: Screen, ids: Sequence[str]) -> Iterator[Workspace]:
    """Opens the project of the first note; by default that of the current directory."""
    with opened_for_each(screen, ids[:1]) as opened:
        yield opened[0][0]


@contextmanager
def opened_for_each(
    screen: Screen, ids: Sequence[str]
) -> Iterator[list[tuple[Workspace, list[str]]]]:
    """Opens the projects of the notes, each with the ids of its notes.

    Without ids, opens the project of the current directory. Raises UserError for an unknown id.
    """
    with store_context(screen) as store, ExitStack() as stack:
        opened: list[tuple[Workspace, list[str]]] = []
        for note in ids:
            found = next((each for each in opened if _has_note(each[0], note)), None)
            if found is None:
                found = _with_note(screen, store, note), []
                stack.callback(found[0].close)
                opened.append(found)
            found[1].append(note)
        if not opened:
            opened.append((stack.enter_context(_asking(screen, _at(store, None))), []))
        yield opened


def _has_note(workspace: Workspace, note_id: str) -> bool:
    try:
        workspace.store.note(note_id, workspace.project.id)
    except UnknownNote:
        return False
    return True


def _with_note(screen: Screen, store: Store, note_id: str) -> Workspace:
    """Opens the project that has the note; prints which one if it is not the current project."""
    with suppress(UserError):
        current = _at(store, None)
        if _has_note(current, note_id):
            return current
        current.close()
    note = store.note(note_id)
    project = store.project(note.project)
    if project is None:
        raise UnknownNote(f"note {note.id} belongs to an unknown project", "run: chesterton doctor")
    workspace = open_project(project, store)
    screen.message(f"chesterton: note {note.id} belongs to {project.name} ({workspace.root})")
    return workspace


@contextmanager
def _asking(screen: Screen, workspace: Workspace) -> Iterator[Workspace]:
    """Asks once a day whether another project's notes belong here, and stores kept drafts."""
    from chesterton.memory.project.daily import ANSWERS, look_once  # noqa: PLC0415 - 2 ms that completion does without

    with closing(workspace):
        if (asked := look_once(workspace, "terminal")) and workspace.perhaps:
            screen.message(f"chesterton: {asked}. {ANSWERS}")
        if kept_files.unstored(workspace.root):
            from chesterton.memory.drafts.kept import pick_up  # noqa: PLC0415 - hardly ever

            for sentence in pick_up(workspace):
                screen.message(f"chesterton: {sentence}")
        yield workspace


def say_where_notes_may_be(screen: Screen, workspace: Workspace, *, is_missed: bool = True) -> None:
    """After an empty result, prints the open question, or names projects that may have notes."""
    from chesterton.memory.project.daily import ANSWERS, look_now  # noqa: PLC0415 - hardly ever
    from chesterton.memory.project.doubts import question  # noqa: PLC0415 - hardly ever

    if said := look_now(workspace) if is_missed else question(workspace):
        screen.message(f"chesterton: {said}{f'. {ANSWERS}' if workspace.perhaps else ''}")


def say_what_is_below(screen: Screen, workspace: Workspace, place: str | None = None) -> None:
    """Lists other projects with notes below a folder: submodules and nested repositories.

    By default, below the root of the project.
    """
    folder = workspace.root if place is None else current_folder() / place
    if not is_folder(folder):
        return
    from chesterton.memory.project.below import described_below  # noqa: PLC0415 - not for files

    prefix = shown_from_here(workspace, ".") if place is None else place
    for parts in described_below(workspace, folder, prefix):
        screen.message(f"chesterton: {'; '.join(filter(None, parts))}")


def _at(store: Store, path: str | None) -> Workspace:
    current = current_folder()
    if path is None:
        return open_known_project(current, store)
    try:
        return open_known_project(_folder_of(current / path), store)
    except UserError:
        return open_known_project(current, store)  # reports the path as outside the project


@contextmanager
def former_project(place: str) -> Iterator[tuple[Workspace, str, bool] | None]:
    """Opens the project that was in a folder that is gone, with the path of a file that was in it.

    The last value is True if only the notes were moved, by joining projects. None if the path
    exists, or if no project with notes was there.
    """
    file = Path(os.path.normpath(current_folder() / place))
    if os.path.lexists(file):
        yield None
        return
    from chesterton.memory.project.projects import (  # noqa: PLC0415 - hardly ever
        moved_notes,
        recorded_around,
    )

    with store_context() as store:
        found = former = recorded_around(store, file)
        if found is None:
            with suppress(UserError), closing(_at(store, place)) as current:
                if file.is_relative_to(current.root):
                    found = moved_notes(store, current.root, file)
        if found is None:
            yield None
            return
        with closing(open_project(found[0], store)) as workspace:
            yield workspace, found[1], former is None


def _folder_of(file: Path) -> Path:
    """The folder of a file, with links resolved; for a missing one, the nearest that exists."""
    resolved = Path(os.path.realpath(file))
    return next(each for each in (resolved, *resolved.parents) if is_folder(each))


def shown_from_here(workspace: Workspace, path: str) -> str:
    """Converts a path relative to the project to one relative to the current directory."""
    try:
        return os.path.relpath(workspace.root / path, current_folder())
    except (ValueError, UserError):  # another drive, or the current directory was deleted
        return str(workspace.root / path)
