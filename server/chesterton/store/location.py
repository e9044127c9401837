"""Paths in the data directory, and checks of its ownership, permissions and file system."""

import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chesterton.model.errors import NotWritten, reason_of

PENDING_SUFFIX = ".json"
"""Suffix of outbox files that wait for the next write."""

REFUSED_SUFFIX = ".refused"
"""Suffix of outbox files that could not be stored."""

DATA_VARIABLE = "CHESTERTON_DATA_DIR"
"""Environment variable that sets the data directory."""


SHARED = frozenset(
    {"nfs", "nfs3", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "afs", "ncpfs", "ceph",
     "glusterfs", "lustre", "gpfs", "prl_fs", "vboxsf", "vmhgfs", "virtiofs", "fuse.sshfs",
     "fuse.glusterfs",
     "fuse.ceph", "fuse.s3fs", "fuse.rclone", "fuse.vmhgfs-fuse", "fuse.davfs", "davfs"}
)  # fmt: skip

MOUNTS = Path("/proc/self/mountinfo")


@dataclass(frozen=True, slots=True)
class _Within:
    """The path of a file or folder in the data directory, as a descriptor of `Location`."""

    name: str

    def __get__(self, location: "Location", owner: type | None = None) -> Path:
        return location.directory / self.name


@dataclass(frozen=True, slots=True)
class Location:
    """A data directory and the paths within it."""

    directory: Path

    database = _Within("memory.db")  #: the SQLite file
    building = _Within("memory.db.building")  #: a database that is not complete yet
    journal = _Within("journal.jsonl")  #: the event log in JSON lines
    backups = _Within("backups")  #: daily, weekly and pre-migration copies of the database
    views = _Within("views")  #: notes as read-only Markdown files, for editors to open
    asked = _Within("asked")  #: when a question about a project was last asked
    logs = _Within("logs")  #: log files without note text
    outbox = _Within("outbox")  #: saves that could not be committed, kept until the next write
    lock = _Within("write.lock")  #: the lock file of writers
    holder = _Within("write.lock.holder")  #: names the holder of the lock, for the user
    last_write = _Within("last-write")  #: how many changes are stored

    @property
    def folders(self) -> tuple[Path, ...]:
        """The subfolders; notes can be read and stored even if one of them is unusable."""
        return (self.backups, self.views, self.logs, self.outbox, self.asked)

    @property
    def sidecars(self) -> tuple[Path, ...]:
        """SQLite's -wal, -shm and -journal files."""
        return tuple(
            self.database.with_name(f"memory.db{end}") for end in ("-wal", "-shm", "-journal")
        )


def default_location() -> Location:
    """The directory set by CHESTERTON_DATA_DIR, else the platform's data directory."""
    if configured := os.environ.get(DATA_VARIABLE):
        return named_location(configured)
    from platformdirs import user_data_path  # noqa: PLC0415  # costs 19 ms and is not always needed

    return Location(user_data_path("chesterton", appauthor=False))


def named_location(path: str) -> Location:
    """The data directory at a path given by the user."""
    if "\0" in path:
        raise NotWritten("the data directory's path contains a NUL character", "check store.path")
    advice = f"set {DATA_VARIABLE} or store.path to an absolute path"
    try:
        directory = Path(path).expanduser()
    except RuntimeError as error:
        raise NotWritten(f"the data directory {path} cannot be resolved", advice) from error
    if not directory.is_absolute():  # each working directory would have its own store
        raise NotWritten(f"the data directory {path} is a relative path", advice)
    return Location(directory)


def prepare(location: Location) -> None:
    """Creates the directory with owner-only access; refuses one that may be another user's."""
    refuse_links(location)
    try:
        location.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not any(location.directory.iterdir()):
            location.directory.chmod(0o700)  # created by the user, still empty
    except OSError as error:
        raise _cannot_create(location.directory, error) from error


def _cannot_create(directory: Path, error: OSError) -> NotWritten:
    return NotWritten(
        f"the data directory {directory} cannot be created ({reason_of(error)})",
        f"check the permissions on that path, or set {DATA_VARIABLE} to a folder you own",
    )


def refuse_links(location: Location) -> None:
    """Refuses symbolic links, and a directory that belongs to another user."""
    _refuse_name(location.directory)
    _refuse_other_owner(location.directory)
    files = (*location.sidecars, location.journal, location.last_write)
    locks = (location.lock, location.holder)
    for path in (location.directory, *location.folders, location.database, *files, *locks):
        if path.is_symlink():
            raise NotWritten(
                f"{path} is a symbolic link, which could point to another user's file",
                f"nothing was changed; set {DATA_VARIABLE} to the real folder, or remove the link",
            )
    for path in (location.database, *files, *locks):
        # opening a pipe, say, would block; a folder in place of the database is set aside
        if is_misplaced(path, stat.S_ISREG) and not (path == location.database and path.is_dir()):
            raise NotWritten(
                f"{path} is not a file",
                "nothing was changed; move it out of the way, then try again",
            )


def _refuse_name(directory: Path) -> None:
    """Refuses a name that is too long for the system, or not UTF-8, which SQLite requires."""
    try:
        directory.is_symlink()
    except OSError as error:
        raise _cannot_create(directory, error) from error
    if any("\ud800" <= char <= "\udfff" for char in str(directory)):
        raise NotWritten(
            f"the name of the data directory {directory} is not valid UTF-8",
            f"nothing was changed; set {DATA_VARIABLE} to a folder with a valid UTF-8 name",
        )


def is_misplaced(path: Path, is_kind: Callable[[int], bool]) -> bool:
    """Whether a path exists but is of another type, such as a folder in place of a file."""
    try:
        return not is_kind(path.lstat().st_mode)
    except OSError:
        return False


def _refuse_other_owner(directory: Path) -> None:
    if not hasattr(os, "getuid") or not directory.exists():
        return
    owner = directory.stat().st_uid
    if owner not in {os.getuid(), 0} and os.getuid() != 0:
        raise NotWritten(
            f"{directory} belongs to another user",
            f"nothing was changed; set {DATA_VARIABLE} to a folder you own",
        )


def is_open_to_others(directory: Path) -> bool:
    """Whether other users of the machine can write to the directory."""
    return os.name == "posix" and bool(directory.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def readable_by_others(location: Location) -> list[Path]:
    """The directory and the files in it that grant other users any access."""
    if os.name != "posix":
        return []
    paths = (location.directory, *location.directory.rglob("*"))
    return [path for path in paths if _mode(path) & (stat.S_IRWXG | stat.S_IRWXO)]


def _mode(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except FileNotFoundError:  # a temporary file of another process
        return 0


def make_private(location: Location) -> None:
    """Removes other users' access to the directory and its content."""
    for path in readable_by_others(location):
        if not path.is_symlink():
            path.chmod(0o700 if path.is_dir() else 0o600)


def pending_saves(location: Location) -> tuple[int, int]:
    """How many saves in the outbox wait to be delivered, and how many were refused."""
    try:
        names = os.listdir(location.outbox)  # noqa: PTH208  # at each start
    except OSError:
        names = []
    waiting = sum(each.endswith(PENDING_SUFFIX) for each in names)
    return waiting, sum(each.endswith(REFUSED_SUFFIX) for each in names)


def shared_kind(directory: Path) -> str | None:
    """The type of the network file system that holds a directory; None if it is local.

    On a network file system, SQLite's WAL mode corrupts data.
    """
    if os.name == "nt":
        return "smb" if str(directory).startswith("\\\\") else None
    try:
        mounts = MOUNTS.read_text("utf-8", errors="surrogateescape")
    except OSError:
        return None
    kind = mounted_kind(mounts, os.path.realpath(directory))
    return kind if kind in SHARED else None


def mounted_kind(mounts: str, folder: str) -> str | None:
    """The file system type of the innermost mount that contains a folder."""
    best, kind = "", None
    for line in mounts.splitlines():
        fields, _, rest = line.partition(" - ")
        mount = _unescaped(fields.split(" ")[4])
        is_inside = folder == mount or folder.startswith(mount.rstrip("/") + "/")
        if is_inside and len(mount) >= len(best):
            best, kind = mount, rest.split(" ")[0]
    return kind


def _unescaped(mount: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda escape: chr(int(escape[1], 8)), mount)
