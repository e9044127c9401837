"""Parses git's raw diff output into changed files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

FileStatus = Literal["A", "M", "D", "R", "C", "T"]

RAW_OPTIONS = ("-r", "-M", "-l1000", "--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-textconv")
"""Inexact renames are detected among up to 1,000 x 1,000 files, exact ones always."""

_SUBMODULE = b"160000"
_LINK = b"120000"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A regular file that differs. Path and blob are None on a side that lacks the file."""

    status: FileStatus
    old_path: str | None
    new_path: str | None
    old_blob: str | None
    new_blob: str | None


def read_change(fields: Iterator[bytes], header: bytes) -> FileChange | None:
    """Parses one change, taking its paths from `fields`; None if neither side is a regular file."""
    old_mode, new_mode, old_blob, new_blob, status = header[1:].split(b" ")
    old_path = new_path = next(fields)
    if status[:1] in {b"R", b"C"}:
        new_path = next(fields)
    before = _side(old_mode, old_path, old_blob)
    after = _side(new_mode, new_path, new_blob)
    return _change(status[:1].decode(), before, after)


def read_all(output: bytes) -> tuple[FileChange, ...]:
    """Parses the whole output of a diff."""
    fields = iter(output.split(b"\0"))
    changes = (read_change(fields, header) for header in fields if header.startswith(b":"))
    return tuple(change for change in changes if change)


def _side(mode: bytes, path: bytes, blob: bytes) -> tuple[str, str | None] | None:
    # symbolic links and submodules hold no source text, so they count as missing
    if mode in {_SUBMODULE, _LINK} or not mode.strip(b"0"):
        return None
    return path.decode("utf-8", "surrogateescape"), blob.decode() if blob.strip(b"0") else None


def _change(
    status: str, before: tuple[str, str | None] | None, after: tuple[str, str | None] | None
) -> FileChange | None:
    if before is None and after is None:
        return None
    if before is None or after is None:
        status = "A" if before is None else "D"
    old_path, old_blob = before or (None, None)
    new_path, new_blob = after or (None, None)
    return FileChange(status, old_path, new_path, old_blob, new_blob)  # type: ignore[arg-type]
