"""The two things that are written: files of our own, and marked lines in a file of the person's."""

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from chesterton.cli.connection.manifest import Record
from chesterton.model.errors import UserError


class Part(Protocol):
    """One thing that is written into a configuration."""

    @property
    def path(self) -> Path:
        """The file that it is written into."""

    def is_there(self) -> bool:
        """Whether it is in place."""

    def check(self, record: Record) -> None:
        """Raises UserError where it would meet what the person wrote."""

    def put(self, record: Record) -> bool:
        """Writes it; whether that changed anything."""

    def take(self, record: Record) -> bool | None:
        """Takes it away: None where nothing was there, False where the person changed it since."""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file that is all ours."""

    path: Path
    text: str

    def is_there(self) -> bool:
        """Whether there is a file of this name."""
        return self.path.is_file()

    def check(self, record: Record) -> None:
        """Raises UserError where a file of the person's has this name."""
        if self.path.exists() and not self._is_ours(record):
            raise UserError(
                f"{self.path} is yours and is not overwritten",
                "move it away first, or connect by hand: docs/editors",
            )

    def put(self, record: Record) -> bool:
        """Writes the file."""
        is_new = not self.path.exists() or _bytes(self.path) != self.text.encode()
        if is_new:
            _write(self.path, self.text.encode(), record)
        record.files[str(self.path)] = _digest(self.text.encode())
        return is_new

    def take(self, record: Record) -> bool | None:
        """Removes the file, if it is as it was written."""
        if not self.path.exists():
            return None
        if not self._is_ours(record):
            return False
        self.path.unlink()
        return True

    def _is_ours(self, record: Record) -> bool:
        ours = {_digest(self.text.encode()), record.files.get(str(self.path))}
        return _digest(_bytes(self.path)) in ours


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of ours at the end of a file of the person's, between two that mark them."""

    path: Path
    text: str

    def is_there(self) -> bool:
        """Whether the line that begins it is in the file."""
        return self.path.is_file() and self._begin() in _bytes(self.path)

    def check(self, record: Record) -> None:
        """Raises UserError where the person changed the lines since they were written."""
        if self.is_there() and self._inserted(record) is None:
            raise UserError(
                f"the lines of chesterton in {self.path} were changed since and stay",
                "remove them, with the two lines that mark them, and try again",
            )

    def put(self, record: Record) -> bool:
        """Writes the block behind what the person wrote, or over the one that is there."""
        before = _bytes(self.path) if self.path.exists() else b""
        if not self.path.exists():
            record.made.append(str(self.path))
        old = self._inserted(record)
        inserted = _behind(before if old is None else before.partition(old)[0], self.text.encode())
        after = before + inserted if old is None else before.replace(old, inserted, 1)
        if after != before:
            _write(self.path, after, record)
        record.blocks[str(self.path)] = inserted.decode()
        return after != before

    def take(self, record: Record) -> bool | None:
        """Cuts the block out; the file too, where it was made for it and is empty without."""
        if not self.is_there():
            return None
        inserted = self._inserted(record)
        if inserted is None:
            return False
        theirs = _without(_bytes(self.path), inserted)
        if theirs or str(self.path) not in record.made:
            _write(self.path, theirs, record)
        else:
            self.path.unlink()
        return True

    def theirs(self, record: Record) -> bytes:
        """What the file holds without the block."""
        before = _bytes(self.path) if self.path.exists() else b""
        return _without(before, self._inserted(record) or b"")

    def _begin(self) -> bytes:
        return self.text.encode().partition(b"\n")[0]

    def _inserted(self, record: Record) -> bytes | None:
        """The bytes of ours in the file, as they were written; None where they are not there."""
        found = _bytes(self.path) if self.path.exists() else b""
        text = self.text.encode()
        ours = (record.blocks.get(str(self.path), "").encode(), text, text.replace(b"\n", b"\r\n"))
        return next((each for each in ours if each and each in found), None)


def _behind(theirs: bytes, block: bytes) -> bytes:
    """The block as it goes behind these bytes: on a line of its own, with their line ends."""
    start = b"\n" if theirs and not theirs.endswith(b"\n") else b""
    lines = theirs.count(b"\n")
    has_returns = lines > 0 and theirs.count(b"\r\n") == lines
    return (start + block).replace(b"\n", b"\r\n") if has_returns else start + block


def _without(found: bytes, inserted: bytes) -> bytes:
    """The bytes without the block. A line that was begun behind it stays a line of its own."""
    before, _, after = found.partition(inserted) if inserted else (found, b"", b"")
    first = inserted[: len(inserted) - len(inserted.lstrip(b"\r\n"))]
    return before + first + after if after else before


def _write(path: Path, data: bytes, record: Record) -> None:
    """Writes a file; one that is there is replaced whole or not at all, and through a link."""
    target = path.resolve()
    missing = [parent for parent in target.parents if not parent.exists()]
    record.folders += [str(made) for made in missing if str(made) not in record.folders]
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        target.write_bytes(data)
        return
    with tempfile.TemporaryDirectory(prefix=".chesterton-", dir=target.parent) as folder:
        beside = Path(folder) / target.name
        beside.write_bytes(data)
        shutil.copymode(target, beside)
        beside.replace(target)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror})", "check it") from error


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
