"""What doctor knows about the memory file, and how it repairs it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime

from chesterton.model.errors import UserError
from chesterton.model.findings import Finding
from chesterton.store import about, backup, events, index, journal, lock, network, notes, opening
from chesterton.store import outbox, restoring
from chesterton.store.connection import open_reader
from chesterton.store.files import private_mode
from chesterton.store.location import Location, refuse_links
from chesterton.store.maintenance import rebuild
from chesterton.store.opening import State
from chesterton.store.recovery import heal
from chesterton.store.transaction import writer
from chesterton.store.trouble import FAULTS, explain
from chesterton.store.writing import Patience, write

REPAIR = "run: chesterton doctor --repair"
_LARGE_WAL = 64 * 1024 * 1024
_FRESH_DAYS = 8


def check(location: Location) -> list[Finding]:
    """Look at everything that is kept, changing nothing."""
    try:
        refuse_links(location)
        if not location.directory.is_dir():
            return [Finding("store.location", ok=True, message="there is no memory yet")]
        return [finding for one in _CHECKS for finding in _guarded(location, one)]
    except UserError as problem:
        return [Finding("store.location", ok=False, message=problem.message, advice=problem.hint)]


def repair(location: Location) -> list[Finding]:
    """Put right what can be, under the lock, and check again. Raises Busy where it is held."""
    try:
        with lock.hold(location):
            _make_private(location)
            heal(location, lock.log.info)
        with closing(open_reader(location.database)) as db:
            is_index_sound = index.is_ready(db)
        if not is_index_sound or not _is_index_whole(location):
            rebuild(location, Patience())
        write(location, lambda _: None, Patience())  # delivers the outbox, completes the journal
    except FAULTS as error:
        raise explain(error, location.directory) from error
    return check(location)


def _guarded(location: Location, one: Callable[[Location], Iterator[Finding]]) -> Iterator[Finding]:
    name = f"store.{one.__name__.removeprefix('_check_')}"
    try:
        yield from one(location)
    except FAULTS as error:
        told = explain(error, location.directory)
        yield Finding(name, ok=False, message=f"could not be checked: {told.message}", advice=REPAIR)


def _finding(name: str, faults: str, fine: str, advice: str = REPAIR) -> Finding:
    """One finding: the faults in a sentence, or that all is fine."""
    return Finding(f"store.{name}", not faults, faults or fine, advice if faults else "")


def _check_location(location: Location) -> Iterator[Finding]:
    open_to_others = [
        str(path) for path in (location.directory, *location.directory.rglob("*")) if _leaks(path)
    ]
    faults = f"other users of this machine can open {', '.join(open_to_others[:3])}"
    fine = f"{location.directory} belongs to you alone"
    yield _finding("location", faults if open_to_others else "", fine)
    kind = network.shared_kind(location.directory)
    told = f"{location.directory} is on a network file system ({kind}): reading waits for writers"
    advice = "set CHESTERTON_DATA_DIR to a folder on a local disk"
    yield _finding("disk", told if kind else "", "the memory is on a local disk", advice)


def _leaks(path: object) -> bool:
    return private_mode(path) is not None  # type: ignore[arg-type]
