"""journal.jsonl: an append-only log of all events, from which the database can be rebuilt."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from chesterton.model.newer import NOTHING_NEWER, UnknownFields
from chesterton.model.record import canonical, field_names, to_newer
from chesterton.store.private_files import NO_FOLLOW, write_atomically
from chesterton.store.tables.image import checksum

_PREFIX = '{"sha256":"'
_MIDDLE = '","entry":'
_HEAD = len(_PREFIX) + 64 + len(_MIDDLE)
_BLOCK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One event, as stored in the journal and in the event table."""

    sequence: int
    kind: str
    note: str | None
    time: str
    by: str
    detail: str
    image: str | None = None  #: canonical JSON of the note or project after the event
    delivery: str | None = None
    newer: UnknownFields = NOTHING_NEWER

    @property
    def text(self) -> str:
        """The entry as canonical JSON, over which the checksum is computed."""
        fields = (json.loads(self.newer) if self.newer else {}) | {
            "sequence": self.sequence, "kind": self.kind, "note": self.note, "time": self.time,
            "by": self.by, "detail": self.detail, "delivery": self.delivery,
        }  # fmt: skip
        return f'{canonical(fields)[:-1]},"image":{self.image or "null"}}}'


_KEYS = field_names(Entry)


class JournalEnd(NamedTuple):
    """The end of a journal file."""

    generation: str | None  #: None: no usable journal
    sequence: int = 0  #: of the last intact line
    checksum: str = ""  #: of that line
    size: int = 0  #: bytes up to the end of the last complete line


def line(text: str) -> str:
    """A journal line: the text with its checksum."""
    return f"{_PREFIX}{checksum(text)}{_MIDDLE}{text}}}\n"


def entry_text(raw: bytes) -> str | None:
    """The text of a journal line, or None if the line is damaged."""
    try:
        stored = raw.decode().rstrip("\n")
    except UnicodeDecodeError:
        return None
    text = stored[_HEAD:-1]
    return text if stored == line(text).rstrip("\n") else None


def read_end(path: Path) -> JournalEnd:
    """Finds the end of the journal without reading all of it."""
    try:
        with path.open("rb") as file:
            generation = _generation(file.readline())
            sequence, last, size = _last(file)
    except FileNotFoundError:
        return JournalEnd(None)
    return JournalEnd(generation, sequence, last, size)


def erased(path: Path) -> str | None:
    """The mark of the last removal of text before which the journal was not begun, if any."""
    try:
        with path.open("rb") as file:
            return _in_head(file.readline(), "erased")
    except FileNotFoundError:
        return None


def _generation(raw: bytes) -> str | None:
    return _in_head(raw, "generation")


def _in_head(raw: bytes, name: str) -> str | None:
    text = entry_text(raw)
    value = json.loads(text).get(name) if text else None
    return value if isinstance(value, str) else None


def _last(file: BinaryIO) -> tuple[int, str, int]:
    """The sequence and checksum of the last intact line, and the size up to the last newline."""
    position = file.seek(0, os.SEEK_END)
    buffer, size = b"", -1
    while position:
        start = max(0, position - _BLOCK)
        file.seek(start)
        buffer = file.read(position - start) + buffer
        position = start
        if size < 0:
            end = buffer.rfind(b"\n") + 1
            size = start + end if end else -1
            buffer = buffer[:end]
        lines = buffer.split(b"\n")[1 if position else 0 :]
        for raw in reversed(lines):
            if raw and (text := entry_text(raw)) is not None:
                return json.loads(text).get("sequence", 0), checksum(text), size
    return 0, "", max(size, 0)


def entries(path: Path) -> Iterator[Entry]:
    """All intact entries in order."""
    for _, text in lines(path):
        if text and "sequence" in (fields := json.loads(text)):
            image = fields["image"] and canonical(fields["image"])
            newer = {key: value for key, value in fields.items() if key not in _KEYS}
            known = {key: value for key, value in fields.items() if key in _KEYS}
            yield Entry(**known | {"image": image, "newer": to_newer(newer)})


def lines(path: Path) -> Iterator[tuple[int, str | None]]:
    """Number and text (None if damaged) of each line, except an incomplete last one."""
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                if raw.endswith(b"\n"):
                    yield number, entry_text(raw)
    except FileNotFoundError:
        return


def numbered_lines(path: Path) -> Iterator[tuple[bytes, int | None]]:
    """Each event line with its sequence number, including an incomplete last line.

    The number is None if the line is damaged.
    """
    try:
        with path.open("rb") as file:
            file.readline()  # the generation
            for raw in file:
                text = entry_text(raw)
                yield raw, json.loads(text).get("sequence") if text else None
    except FileNotFoundError:
        return


def begin(
    path: Path, generation: str, texts: Iterable[str], erased_mark: str | None = None
) -> None:
    """Replaces the journal with a new one that contains these entries."""
    mark = {"erased": erased_mark} if erased_mark else {}
    head = canonical({"format": 1, "generation": generation} | mark)
    write_atomically(path, (line(text).encode() for text in (head, *texts)))


def append(path: Path, end: JournalEnd, texts: Iterable[str]) -> None:
    """Appends lines after the last complete one and fsyncs; all or none are written."""
    data = "".join(map(line, texts)).encode()
    descriptor = os.open(path, os.O_RDWR | NO_FOLLOW | getattr(os, "O_BINARY", 0))
    try:
        with _all_or_nothing(descriptor, end.size):
            os.lseek(descriptor, end.size, os.SEEK_SET)
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _all_or_nothing(descriptor: int, size: int) -> Iterator[None]:
    os.ftruncate(descriptor, size)  # cut off an incomplete line left by a crash
    try:
        yield
    except OSError:
        os.ftruncate(descriptor, size)
        raise
