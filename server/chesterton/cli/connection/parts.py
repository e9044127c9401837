"""Installs and removes the parts of a setup: our own files, and marked blocks in user files."""

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import ClassVar

from chesterton.cli.connection.manifest import Record
from chesterton.cli.regular_file import is_file
from chesterton.model.errors import UserError, reason_of
from chesterton.process.programs import find_program, own_command


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file that setup owns."""

    path: Path
    text: str
    advice_if_kept: ClassVar[str] = "delete it if you no longer need it"

    def is_there(self) -> bool:
        """Whether the file exists."""
        return self.path.is_file()

    def check(self, record: Record) -> None:
        """Raises UserError if the file exists and was not written by setup."""
        if self.path.exists() and not self._is_ours(record):
            raise UserError(
                f"{self.path} exists and was not written by setup",
                "move it out of the way, or set up the editor yourself: see docs/editors",
            )

    def put(self, record: Record) -> bool:
        """Writes the file; returns whether that changed anything."""
        is_new = not self.path.exists() or _bytes(self.path) != self.text.encode()
        if is_new:
            _write(self.path, self.text.encode(), record)
        record.files[str(self.path)] = _digest(self.text.encode())
        return is_new

    def take(self, record: Record) -> bool | None:
        """Removes the file; None if it did not exist, False if it was edited and therefore kept."""
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
    """A block between two marker lines at the end of a user's file."""

    path: Path
    text: str
    advice_if_kept: ClassVar[str] = "remove the chesterton block from it, and nothing else"

    def is_there(self) -> bool:
        """Whether the file contains the opening marker."""
        return self.path.is_file() and self._begin() in _bytes(self.path)

    def check(self, record: Record) -> None:
        """Raises UserError if the user edited the block."""
        if self.is_there() and self._inserted(record) is None:
            raise UserError(
                f"the chesterton block in {self.path} has been edited since setup",
                "remove it and its two marker lines, then try again",
            )

    def put(self, record: Record) -> bool:
        """Appends or replaces the block; returns whether that changed anything."""
        before = _bytes(self.path) if self.path.exists() else b""
        if not self.path.exists():
            record.created.append(str(self.path))
        old = self._inserted(record)
        theirs = before if old is None else before.partition(old)[0]
        inserted = _appended(theirs, self.text.encode())
        after = before + inserted if old is None else before.replace(old, inserted, 1)
        if after != before:
            _write(self.path, after, record)
        record.blocks[str(self.path)] = inserted.decode()
        return after != before

    def take(self, record: Record) -> bool | None:
        """Removes the block, and the file if it was created for the block and is now empty.

        None if the block did not exist, False if it was edited and therefore kept.
        """
        if not self.is_there():
            return None
        inserted = self._inserted(record)
        if inserted is None:
            return False
        theirs = _without(_bytes(self.path), inserted)
        if theirs or str(self.path) not in record.created:
            _write(self.path, theirs, record)
        else:
            self.path.unlink()
        return True

    def theirs(self, record: Record) -> bytes:
        """The content of the file without the block."""
        before = _bytes(self.path) if self.path.exists() else b""
        return _without(before, self._inserted(record) or b"")

    def _begin(self) -> bytes:
        return self.text.encode().partition(b"\n")[0]

    def _inserted(self, record: Record) -> bytes | None:
        """The block as it is in the file; None if it is missing or was edited."""
        content = _bytes(self.path) if self.path.exists() else b""
        text = self.text.encode()
        ours = (record.blocks.get(str(self.path), "").encode(), text, text.replace(b"\n", b"\r\n"))
        return next((block for block in ours if block and block in content), None)


Part = OwnFile | Block
"""A file or block that setup writes for an editor."""


def server_command() -> list[str]:
    """`chesterton lsp` by its full path if it is on the PATH, else this interpreter.

    Given only the name, an editor could run a `chesterton` from the repository that it opened.
    """
    program = find_program("chesterton")
    return [str(program), "lsp"] if program else own_command("lsp")


def source(name: str, **values: str) -> str:
    """The text of a file in this package, with each `@NAME@` replaced by its value."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text


def _appended(theirs: bytes, block: bytes) -> bytes:
    """The bytes to append: the block on a new line, with the line endings of the file."""
    start = b"\n" if theirs and not theirs.endswith(b"\n") else b""
    lines = theirs.count(b"\n")
    has_returns = lines > 0 and theirs.count(b"\r\n") == lines
    return (start + block).replace(b"\n", b"\r\n") if has_returns else start + block


def _without(content: bytes, inserted: bytes) -> bytes:
    """The content without the block. Text that follows the block still starts on a new line."""
    before, _, after = content.partition(inserted) if inserted else (content, b"", b"")
    first = inserted[: len(inserted) - len(inserted.lstrip(b"\r\n"))]
    return before + first + after if after else before


def _write(path: Path, data: bytes, record: Record) -> None:
    """Writes a file atomically, through symlinks, and records created folders."""
    target = path.resolve()
    missing = [parent for parent in target.parents if not parent.exists()]
    record.folders += [str(folder) for folder in missing if str(folder) not in record.folders]
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".chesterton-", dir=target.parent) as folder:
        temporary = Path(folder) / target.name
        temporary.write_bytes(data)
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)


def _bytes(path: Path) -> bytes:
    if path.exists() and not is_file(path):  # reading a pipe would wait for a writer
        raise UserError(f"{path} cannot be read: it is not a regular file", "move or rename it")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read ({reason_of(error)})", "check the path") from error


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
