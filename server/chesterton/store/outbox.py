"""The outbox: saves that could not be committed, kept as files until the next write."""

import dataclasses
import json
import os
import secrets
import sqlite3
import time
from collections.abc import Collection
from pathlib import Path

from chesterton.model.clean import Clean
from chesterton.model.errors import UserError
from chesterton.model.note import EventKind, NoteId
from chesterton.model.record import Plain, canonical, to_newer
from chesterton.model.time import Time
from chesterton.store import journal, limits
from chesterton.store.location import PENDING_SUFFIX, REFUSED_SUFFIX, Location
from chesterton.store.notices import Notice
from chesterton.store.private_files import make_private, write_atomically
from chesterton.store.rebase import rebased
from chesterton.store.save_notes import SaveRequest, save
from chesterton.store.tables import events, image
from chesterton.store.transaction import append_to_journal, commit

DAMAGED = "a damaged entry"
_NAMED = 3
_CHANGES: dict[str, str] = {
    EventKind.CREATED: "a new note,",
    EventKind.EDITED: "an edit of",
    EventKind.CONFIRMED: "the confirmation of",
    EventKind.RETIRED: "the retirement of",
    EventKind.SUPERSEDED: "the replacement of",
}
"""How each kind of change is called; any other is a change."""

_KEYS = frozenset({"kind", "by", "at", "detail", "expect", "delivery", "notes", "superseded"})


def enqueue(location: Location, pending: SaveRequest) -> None:
    """Keeps a save for the next process that gets the lock."""
    for note in (*pending.notes, *pending.superseded):
        limits.check(note)
    make_private(location.outbox)
    token = secrets.token_hex(8)
    path = location.outbox / f"{time.time_ns():020}-{token}{PENDING_SUFFIX}"
    key = f"{pending.key or ''}{events.KEY_END}{token}"  # unique, so each file is stored once
    _write(path, _plain(dataclasses.replace(pending, key=key)))


def _plain(pending: SaveRequest) -> Plain:
    return {
        "kind": pending.kind, "by": pending.by, "at": pending.at, "detail": pending.detail,
        "expect": dict(pending.expect), "delivery": pending.key,
        "notes": [image.plain_note(note) for note in pending.notes],
        "superseded": [image.plain_note(note) for note in pending.superseded],
    }  # fmt: skip


def _write(path: Path, fields: Plain) -> None:
    write_atomically(path, [journal.line(canonical(fields)).encode()])


def waiting(location: Location) -> list[Path]:
    """Files waiting to be delivered, oldest first."""
    return _files(location, PENDING_SUFFIX)


def refused(location: Location) -> list[Path]:
    """Files that were rejected on delivery and are left for the user to handle."""
    return _files(location, REFUSED_SUFFIX)


def unreadable(location: Location) -> list[Path]:
    """Entries that belong to neither group, because they are no files or cannot be read."""
    ours = {PENDING_SUFFIX, REFUSED_SUFFIX}
    return [each for each in _entries(location) if each.suffix in ours and not _is_readable(each)]


def _files(location: Location, suffix: str) -> list[Path]:
    return [each for each in _entries(location) if each.suffix == suffix and _is_readable(each)]


def _is_readable(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and os.access(path, os.R_OK)


def _entries(location: Location) -> list[Path]:
    try:
        return sorted(location.outbox.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def deliver(location: Location, db: sqlite3.Connection, notice: Notice) -> None:
    """Stores all waiting files, each exactly once even if interrupted."""
    is_all_read = True
    for path in waiting(location):
        try:
            pending = read(path)
        except (ValueError, TypeError, KeyError):
            is_all_read = False  # left for the newer version that wrote it
            continue
        try:
            _deliver(location, db, pending)
        except UserError as problem:
            path.replace(path.with_suffix(REFUSED_SUFFIX))
            what = "a change that was kept in the outbox could not be stored"
            notice(f"{what}: {problem.message}; see: chesterton doctor")
        else:
            path.unlink()
    if not is_all_read:
        notice(f"{location.outbox} contains changes from a newer version; upgrade Chesterton")


def _deliver(location: Location, db: sqlite3.Connection, pending: SaveRequest | None) -> None:
    if pending is None:
        raise UserError("the file is damaged")
    if not events.was_delivered(db, pending.key or ""):
        commit(db, lambda db: save(db, rebased(db, pending)))
        append_to_journal(location, db)


def read(path: Path) -> SaveRequest | None:
    """The save in an outbox file, or None if the file is damaged.

    Raises ValueError, TypeError or KeyError if only a newer version can read it.
    """
    fields = _fields(path)
    if fields is None:
        return None
    return SaveRequest(
        [image.note_of(note) for note in fields["notes"]],
        fields["kind"], Clean(fields["by"]), Time(fields["at"]),
        Clean(fields["detail"]), {NoteId(k): v for k, v in fields["expect"].items()},
        fields["delivery"], [image.note_of(note) for note in fields.get("superseded", ())],
        to_newer({k: v for k, v in fields.items() if k not in _KEYS}),
    )  # fmt: skip


def _fields(path: Path) -> Plain | None:
    text = journal.entry_text(path.read_bytes())
    fields: Plain | None = None if text is None else json.loads(text)
    return fields


def described(path: Path) -> str:
    """What an outbox file contains, for its user: the kind of change, and the note with its title.

    Raises ValueError, TypeError or KeyError if only a newer version can read it.
    """
    pending = read(path)
    if pending is None:
        return DAMAGED
    changed = [*pending.notes, *pending.superseded]
    named = ", ".join(f"{note.id} ({note.title})" for note in changed[:_NAMED])
    more = f" and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
    return f"{_CHANGES.get(pending.kind, 'a change of')} {named}{more}"


def forget(location: Location, notes: Collection[str]) -> None:
    """Removes notes from all outbox files; deletes damaged files, which may contain them."""
    for path in (*waiting(location), *refused(location)):
        fields: Plain = {"notes": [], "superseded": []} | (_fields(path) or {})
        kept = {
            name: [note for note in fields[name] if note["id"] not in notes]
            for name in ("notes", "superseded")
        }
        if not kept["notes"]:
            path.unlink()
        elif fields | kept != fields:
            _write(path, fields | kept)
