"""Notes that could not be stored because the memory was busy, kept until the next write."""

import dataclasses
import json
import secrets
import sqlite3
import time
from collections.abc import Collection
from pathlib import Path

from chesterton.model.clean import Clean
from chesterton.model.errors import UserError
from chesterton.model.note import NoteId
from chesterton.model.record import Plain, canonical, to_newer
from chesterton.model.time import Time
from chesterton.store import journal, limits
from chesterton.store.location import WAITING, Location
from chesterton.store.patience import Notice
from chesterton.store.private_files import make_private, replace
from chesterton.store.save_notes import Save, save
from chesterton.store.tables import events, image
from chesterton.store.transaction import catch_up, commit

_REFUSED = ".refused"
_KEYS = frozenset({"kind", "by", "at", "detail", "expect", "delivery", "notes"})


def keep(location: Location, wanted: Save) -> None:
    """Write a save down, to be done by the next process that gets the lock."""
    for note in wanted.notes:
        limits.check(note)
    make_private(location.outbox)
    token = secrets.token_hex(8)
    path = location.outbox / f"{time.time_ns():020}-{token}{WAITING}"
    key = f"{wanted.key or ''}{events.KEY_END}{token}"  # each file is stored once
    _write(path, _plain(dataclasses.replace(wanted, key=key)))


def _plain(wanted: Save) -> Plain:
    return {
        "kind": wanted.kind, "by": wanted.by, "at": wanted.at, "detail": wanted.detail,
        "expect": dict(wanted.expect), "delivery": wanted.key,
        "notes": [image.plain_note(note) for note in wanted.notes],
    }  # fmt: skip


def _write(path: Path, fields: Plain) -> None:
    replace(path, [journal.line(canonical(fields)).encode()])


def waiting(location: Location) -> list[Path]:
    """Files to be stored, oldest first."""
    return _files(location, WAITING)


def refused(location: Location) -> list[Path]:
    """Files that could not be stored; a person decides about them."""
    return _files(location, _REFUSED)


def _files(location: Location, ending: str) -> list[Path]:
    try:
        return sorted(path for path in location.outbox.iterdir() if path.suffix == ending)
    except FileNotFoundError:
        return []


def deliver(location: Location, db: sqlite3.Connection, notice: Notice) -> None:
    """Store what waits, each file once however often this is interrupted."""
    is_all_read = True
    for path in waiting(location):
        try:
            wanted = read(path)
        except (ValueError, TypeError, KeyError):
            is_all_read = False  # a newer program kept it, and it waits for one
            continue
        try:
            _deliver(location, db, wanted)
        except UserError as problem:
            path.replace(path.with_suffix(_REFUSED))
            notice(f"a note kept in {path.with_suffix(_REFUSED)} was not stored: {problem.message}")
        else:
            path.unlink()
    if not is_all_read:
        notice(f"this version cannot read all that waits in {location.outbox}; upgrade Chesterton")


def _deliver(location: Location, db: sqlite3.Connection, wanted: Save | None) -> None:
    if wanted is None:
        raise UserError("it is damaged")
    if not events.was_delivered(db, wanted.key or ""):
        commit(db, lambda db: save(db, wanted))
        catch_up(location, db)


def read(path: Path) -> Save | None:
    """What a file of the outbox asks for, None where it is damaged.

    Raises ValueError, TypeError or KeyError where only a newer program can read it.
    """
    fields = _fields(path)
    if fields is None:
        return None
    return Save(
        [image.note_of(note) for note in fields["notes"]],
        fields["kind"], Clean(fields["by"]), Time(fields["at"]),
        Clean(fields["detail"]), {NoteId(k): v for k, v in fields["expect"].items()},
        fields["delivery"], to_newer({k: v for k, v in fields.items() if k not in _KEYS}),
    )  # fmt: skip


def _fields(path: Path) -> Plain | None:
    text = journal.entry_text(path.read_bytes())
    fields: Plain | None = None if text is None else json.loads(text)
    return fields


def forget(location: Location, notes: Collection[str]) -> None:
    """Take notes out of what waits; damaged files go whole, they might hold one."""
    for path in (*waiting(location), *refused(location)):
        fields = _fields(path) or {"notes": []}
        kept = [note for note in fields["notes"] if note["id"] not in notes]
        if not kept:
            path.unlink()
        elif len(kept) < len(fields["notes"]):
            _write(path, fields | {"notes": kept})
