"""Reads git's index: the tracked files and the stat data that git cached for them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chesterton.git.repository import Repository

_HEAD = re.compile(
    rb"(?P<tag>\S) (?P<mode>\d{6}) (?P<blob>[0-9a-f]+) (?P<stage>\d)\t(?P<path>.+)", re.DOTALL
)
_MODIFIED = re.compile(rb"  mtime: (\d+):(\d+)\n")
_SIZE = re.compile(rb"  size: (\d+)\t")
_DEBUG_LINES = 5
_REGULAR = b"100"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One tracked regular file."""

    path: str
    blob: str
    mtime: int  #: nanoseconds
    size: int  #: as stored: the low 32 bits; 0 if git must compare the content
    merged: bool  #: False while the file is in conflict
    is_checked_out: bool  #: False outside a sparse checkout


def entries(repository: Repository) -> list[IndexEntry]:
    """Every tracked regular file, excluding symbolic links and submodules."""
    output = repository.run("ls-files", "--stage", "-v", "-z", "--debug")
    return list(_read(output))


def _read(output: bytes) -> Iterator[IndexEntry]:
    position = 0
    while (end := output.find(b"\0", position)) >= 0:
        head = _HEAD.fullmatch(output, position, end)
        position = _after_debug(output, end + 1)
        if head and head["mode"].startswith(_REGULAR):
            yield _entry(head, output[end + 1 : position])


def _after_debug(output: bytes, position: int) -> int:
    for _ in range(_DEBUG_LINES):
        position = output.index(b"\n", position) + 1
    return position


def _entry(head: re.Match[bytes], debug: bytes) -> IndexEntry:
    modified, size = _MODIFIED.search(debug), _SIZE.search(debug)
    return IndexEntry(
        path=head["path"].decode("utf-8", "surrogateescape"),
        blob=head["blob"].decode(),
        mtime=int(modified[1]) * 10**9 + int(modified[2]) if modified else 0,
        size=int(size[1]) if size else 0,
        merged=head["stage"] == b"0",
        is_checked_out=head["tag"].upper() != b"S",
    )
