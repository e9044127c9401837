"""Runs a write: takes the lock, repairs the store, delivers the outbox, commits, and journals."""

import sqlite3
from collections.abc import Callable
from typing import TypeVar

from chesterton.model.errors import NotWritten, UserError
from chesterton.store import file_state, last_write, lock, outbox
from chesterton.store.error_text import (
    NOTHING_CHANGED,
    STORE_ERRORS,
    is_corrupt,
    to_user_error,
)
from chesterton.store.location import Location
from chesterton.store.notices import LockWait, Notice
from chesterton.store.transaction import append_to_journal, checkpoint, commit, writer
from chesterton.store.upkeep import forgetting, traces
from chesterton.store.upkeep.recovery import repair_content, repair_files

Step = Callable[[Location, sqlite3.Connection], object]

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

_TRACES_LEFT = "the notes are deleted, but traces of them remain in some files"
_REMOVED_LATER = "the next write removes them; to remove them now, run: chesterton doctor --repair"


def write(location: Location, work: Work[T], patience: LockWait) -> T:
    """Runs `work` in one transaction under the lock; committed and journaled on return."""
    if reason := file_state.read_only_reason(location):
        raise NotWritten(
            reason, "all stored notes are safe; correct the permissions, then try again"
        )
    try:
        with lock.hold_write_lock(location, limit=patience.limit, notice=patience.notice):
            return _write(location, work, patience.notice)
    except STORE_ERRORS as error:
        raise to_user_error(error, location.directory) from error


def _write(location: Location, work: Work[T], notice: Notice) -> T:
    try:
        return _attempt(location, work, notice)
    except STORE_ERRORS as error:
        if not is_corrupt(error):
            raise
    repair_content(location, notice)
    return _attempt(location, work, notice)


def _attempt(location: Location, work: Work[T], notice: Notice) -> T:
    repair_files(location, notice)
    with writer(location) as db:
        append_to_journal(location, db)
        outbox.deliver(location, db, notice)
        traces.look_at_journal(location, db)
        was_forgetting = forgetting.has_traces(db)
        result = commit(db, work)
        problem = _after_commit(location, db)
        reason = problem.removesuffix(NOTHING_CHANGED) if problem else ""
        if problem and not was_forgetting and forgetting.has_traces(db):
            raise UserError(f"{_TRACES_LEFT}: {reason}", _REMOVED_LATER)
        if problem:
            notice(f"saved, but a follow-up step failed and will be retried: {reason}")
        return result


def _after_commit(location: Location, db: sqlite3.Connection) -> str | None:
    """Runs steps whose failure must not undo the commit; the next writer completes the rest.

    The number of changes is recorded even if the journal cannot be written; otherwise the loss of a
    change that only the database has would go unnoticed.
    """
    steps = ((append_to_journal,), (forgetting.remove_traces,), (last_write.advance, checkpoint))
    problems = [_attempted(location, db, *each) for each in steps]
    return next(filter(None, problems), None)


def _attempted(location: Location, db: sqlite3.Connection, *steps: Step) -> str | None:
    """Runs the steps until one fails; returns the message of its error, or None."""
    try:
        for step in steps:
            step(location, db)
    except UserError as problem:
        return problem.message
    except STORE_ERRORS as error:
        return to_user_error(error, location.directory).message
    except MemoryError:
        return "not enough memory"
    return None
