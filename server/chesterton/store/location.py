"""Paths in the data directory, and checks of its ownership and permissions."""

import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from chesterton.model.errors import UserError

WAITING = ".json"
"""How the files of the outbox end that wait for the next write."""

DATA_VARIABLE = "CHESTERTON_DATA_DIR"
"""Environment variable that names the data directory."""


@dataclass(frozen=True, slots=True)
class Location:
    """One data directory and the names within it."""

    directory: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.directory / "memory.db"

    @property
    def sidecars(self) -> tuple[Path, ...]:
        """The files that SQLite keeps beside the database."""
        return tuple(
            self.database.with_name(f"memory.db{end}") for end in ("-wal", "-shm", "-journal")
        )

    @property
    def journal(self) -> Path:
        """Every change as a line of plain JSON."""
        return self.directory / "journal.jsonl"

    @property
    def backups(self) -> Path:
        """Copies of the database, by day and week."""
        return self.directory / "backups"

    @property
    def views(self) -> Path:
        """Notes as read-only Markdown files, for editors to open."""
        return self.directory / "views"

    @property
    def logs(self) -> Path:
        """Log files without note text."""
        return self.directory / "logs"

    @property
    def outbox(self) -> Path:
        """Notes that could not be stored at once, kept until the next write."""
        return self.directory / "outbox"

    @property
    def lock(self) -> Path:
        """The file every writer locks."""
        return self.directory / "write.lock"

    @property
    def holder(self) -> Path:
        """Who holds the lock, for people to read."""
        return self.directory / "write.lock.holder"


def default_location() -> Location:
    """The user's memory, or the one that CHESTERTON_DATA_DIR names."""
    named = os.environ.get(DATA_VARIABLE)
    if named:
        return named_location(named)
    from platformdirs import user_data_path  # noqa: PLC0415  # costs 19 ms and is not always needed

    return Location(user_data_path("chesterton", appauthor=False))


def named_location(named: str) -> Location:
    """The memory in the folder that a person names."""
    if "\0" in named:
        raise UserError(
            "the name of the data directory contains a NUL character", "check store.path"
        )
    try:
        return Location(Path(named).expanduser().absolute())
    except (RuntimeError, OSError) as error:
        raise UserError(
            f"the data directory {named} cannot be resolved to a path",
            f"set {DATA_VARIABLE} or store.path to an absolute path",
        ) from error


def prepare(location: Location) -> None:
    """Make the directory, for its owner only; refuse one that may be somebody else's."""
    refuse_links(location)
    try:
        location.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not any(location.directory.iterdir()):
            location.directory.chmod(0o700)  # somebody made it for us
    except OSError as error:
        raise _unmade(location.directory, error) from error


def _unmade(directory: Path, error: OSError) -> UserError:
    return UserError(
        f"the data directory {directory} cannot be created ({error.strerror})",
        f"nothing was lost; fix that folder, or set {DATA_VARIABLE} to one you own",
    )


def refuse_links(location: Location) -> None:
    """Refuse to read or write through a symbolic link or in a directory of another user."""
    _refuse_name(location.directory)
    own = (location.database, *location.sidecars, location.journal, location.lock, location.holder)
    folders = (location.directory, location.backups, location.views, location.logs, location.outbox)
    for path in (*folders, *own):
        if path.is_symlink():
            raise UserError(
                f"{path} is a symbolic link, which could lead to another user's file",
                f"nothing was touched; set {DATA_VARIABLE} to the real folder, or remove the link",
            )
    _refuse_kinds(folders[1:], stat.S_ISDIR, "folder")
    _refuse_kinds(own, stat.S_ISREG, "file")
    _refuse_strangers(location.directory)


def _refuse_name(directory: Path) -> None:
    """SQLite opens files by names in UTF-8 only, and the system none that is too long."""
    try:
        directory.is_symlink()
    except OSError as error:
        raise _unmade(directory, error) from error
    if any("\ud800" <= char <= "\udfff" for char in str(directory)):
        raise UserError(
            f"the name of the data directory {directory} is not valid UTF-8",
            f"nothing was touched; set {DATA_VARIABLE} to a folder whose name is",
        )


def _refuse_kinds(paths: Iterable[Path], fits: Callable[[int], bool], kind: str) -> None:
    """A folder in the place of a file cannot be read, and a pipe there would be waited for."""
    for path in paths:
        try:
            mode = path.lstat().st_mode
        except OSError:
            continue
        if not fits(mode):
            raise UserError(
                f"{path} is not a {kind}", "nothing was touched; move it away, then try again"
            )


def _refuse_strangers(directory: Path) -> None:
    if not hasattr(os, "getuid") or not directory.exists():
        return
    owner = directory.stat().st_uid
    if owner not in {os.getuid(), 0} and os.getuid() != 0:
        raise UserError(
            f"{directory} belongs to another user",
            f"nothing was touched; set {DATA_VARIABLE} to a folder you own",
        )


def is_open_to_others(directory: Path) -> bool:
    """Whether other users of the machine may write there."""
    return os.name == "posix" and bool(directory.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def readable_by_others(location: Location) -> list[Path]:
    """What other users of the machine could open: the folder itself, or all that lies in it."""
    if os.name != "posix":
        return []
    every = (location.directory, *location.directory.rglob("*"))
    return [path for path in every if _mode(path) & (stat.S_IRWXG | stat.S_IRWXO)]


def _mode(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except FileNotFoundError:  # a temporary file of another process
        return 0


def make_private(location: Location) -> None:
    """Take from other users whatever rights they have there."""
    for path in readable_by_others(location):
        if not path.is_symlink():
            path.chmod(0o700 if path.is_dir() else 0o600)


def has_waiting(location: Location) -> bool:
    """Whether anything waits in the outbox for the next write."""
    try:
        return any(name.endswith(WAITING) for name in os.listdir(location.outbox))  # noqa: PTH208  # at each start
    except OSError:
        return False
