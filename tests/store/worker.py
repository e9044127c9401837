"""Worker processes for crash and concurrency tests: `python -m tests.store.worker VERB JSON`."""

import json
import logging
import os
import pkgutil
import random
import shutil
import signal
import sys
import threading
import time
from contextlib import suppress
from importlib import import_module
from itertools import count
from pathlib import Path

import filelock  # noqa: F401  # import before forking and changing the user
import sqlite_utils  # noqa: F401  # as above

import chesterton.store
from chesterton.model.errors import UserError
from chesterton.model.note import EventKind
from chesterton.store import file_state, lock
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.store.upkeep import migrations
from chesterton.store.versions import SCHEMA_VERSION, WRITER_VERSION
from tests.harness.notes import reworded
from tests.store.samples import AT, BY, PROJECT, a_note, everything, opened, put


def send(**fields):
    """Send a message: a line of JSON on standard output, in one write."""
    os.write(1, (json.dumps(fields) + "\n").encode())


def hold(directory, seconds):
    with lock.hold_write_lock(Location(Path(directory))):
        send(pid=os.getpid())
        time.sleep(seconds)


def load(directory, role, seconds, seed):
    """One of many processes on one memory, with a realistic mix of reads and writes."""
    source = random.Random(seed)
    work = {"short": _short, "long": _long}[role](Path(directory), source)
    send(ready=True)
    sys.stdin.readline()
    report = {"writes": [], "reads": [], "failed": [], "acknowledged": []}
    end = time.monotonic() + seconds
    time.sleep(source.random())
    while time.monotonic() < end:
        try:
            next(work)(report)
        except UserError as problem:
            report["failed"].append(str(problem))
    work.close()
    send(**report)


def _long(directory, source):
    """Like a language server: one write and twenty reads a second."""
    store = Store.open(Location(directory), limit=30.0)
    try:
        while True:
            for _ in range(20):
                yield lambda report: _timed(report["reads"], lambda: _hover(store, source), 0.045)
            yield lambda report: _timed(report["writes"], lambda: _write(store, report), 0.0)
    finally:
        store.close()


def _short(directory, source):
    """Like the command line in a loop: open, write, read, close, once a second."""

    def command(report):
        store = Store.open(Location(directory), limit=30.0)
        _timed(report["writes"], lambda: _write(store, report), 0.0)
        _hover(store, source)
        store.close()

    while True:
        yield lambda report: (command(report), time.sleep(0.9))


def _timed(times, work, pause):
    start = time.perf_counter()
    work()
    times.append(time.perf_counter() - start)
    time.sleep(pause)


def _hover(store, source):
    store.version()
    store.notes(PROJECT.id, paths=[f"src/f{source.randrange(50)}.py"])


def _write(store, report):
    (note,) = put(store, a_note(id=store.new_id()))
    report["acknowledged"].append(note.id)


def kill_writes(directory, rounds, seed):
    """Kill children while they save, edit, confirm and forget; send what was acknowledged."""
    source = random.Random(seed)
    opened(Path(directory)).close()
    for _ in range(rounds):
        messages = _killed(
            lambda: _change_for_ever(Path(directory), source), source.uniform(0.02, 0.25)
        )
        send(told=messages)


def _change_for_ever(directory, source):
    store = opened(directory)
    known = everything(store)
    for step in range(10**6):
        if known and step % 23 == 11:
            gone = known.pop(source.randrange(len(known)))
            send(forgetting=gone.id)
            store.forget([gone.id])
            send(forgotten=gone.id)
        elif known and step % 2:
            at = source.randrange(len(known))
            kind = source.choice([EventKind.EDITED, EventKind.CONFIRMED])
            body = f"{step} " * source.randrange(1, 4000)
            (known[at],) = put(store, reworded(known[at], body=body), kind=kind)
            send(id=known[at].id, version=known[at].version)
        else:
            known += put(store, a_note(id=store.new_id()), a_note(id=store.new_id()))
            send(id=known[-2].id, version=1)
            send(id=known[-1].id, version=1)


def kill_migrations(template, directory, step):
    """Kill children at ever later statements of a migration, until one completes."""
    for statement in range(1, 1000, step):
        copy = Path(directory) / str(statement)
        shutil.copytree(template, copy)
        if _killed(lambda copy=copy, statement=statement: _migrate(copy, statement), None):
            send(statements=list(range(1, statement + 1, step)))
            return


def _migrate(directory, last):
    _add_a_migration()
    migrate = migrations.migrate

    def counted(connection):
        statements = count(1)
        connection.set_trace_callback(
            lambda _: next(statements) == last and os.kill(os.getpid(), signal.SIGKILL)
        )
        migrate(connection)

    migrations.migrate = counted
    Store.open(Location(directory)).close()
    send(done=True)


def upgrade(directory):
    """Open the memory with a version that has one more migration."""
    _add_a_migration()
    store = Store.open(Location(Path(directory)))
    send(notes=len(everything(store)), reason=store.read_only_reason)
    store.close()


def _add_a_migration():
    @migrations.MIGRATIONS(name=f"{SCHEMA_VERSION + 1:04}_test")
    def another(db):
        db.execute("ALTER TABLE note ADD COLUMN mood TEXT")
        db.execute("UPDATE note SET mood = 'calm'")
        db.execute("CREATE TABLE extra (number INTEGER PRIMARY KEY, word TEXT) STRICT")
        db.execute("INSERT INTO extra (word) SELECT title FROM note")

    file_state.SCHEMA_VERSION = SCHEMA_VERSION + 1
    file_state.WRITER_VERSION = migrations.WRITER_VERSION = WRITER_VERSION + 1


def kill_forget(directory, seed, rounds):
    """Kill children while they forget; send the ids of the notes involved."""
    source = random.Random(seed)
    for _ in range(rounds):
        send(told=_killed(lambda: _forget_one(Path(directory)), source.uniform(0.0, 0.06)))


def _forget_one(directory):
    store = opened(directory)
    gone = everything(store)[0]
    send(forgetting=gone.id)
    store.forget([gone.id])
    send(forgotten=gone.id)
    time.sleep(10)


def read_only(directory, user):
    """Use the memory without write permission, as `user` if we are root."""
    for module in pkgutil.walk_packages(chesterton.store.__path__, "chesterton.store."):
        import_module(module.name)  # `user` may not be able to read the checkout
    if os.getuid() == 0:
        os.setuid(user)
    notices = []
    store = Store.open(Location(Path(directory)), notice=notices.append)
    found = [note.title for note in everything(store)]
    refused = []
    for _ in range(2):
        try:
            put(store)
        except UserError as problem:
            refused.append(str(problem))
    store.record([], by=BY, at=AT)
    store.put_placements("c", {})
    send(found=found, refused=refused, notices=notices, version=store.version() == store.version())
    store.close()


def stranger(directory, user):
    """Try to read the files as another user."""
    os.setuid(user)
    seen = []
    for path in (directory, *(f"{directory}/{name}" for name in ("memory.db", "journal.jsonl"))):
        with suppress(OSError):
            seen.append(os.listdir(path) if os.path.isdir(path) else Path(path).read_bytes()[:1])  # noqa: PTH112, PTH208
    send(seen=[str(content) for content in seen])


def fork_use(directory):
    """Read and write in a forked child whose parent has open connections."""
    store = opened(Path(directory))
    put(store)
    mine = [id(reader.connection) for reader in store._reading._readers._idle]
    store.version()

    def child():
        put(store)
        seen = len(everything(store))
        theirs = [id(reader.connection) for reader in store._reading._readers._idle]
        send(shared=bool(set(mine) & set(theirs)), seen=seen)

    (report,) = _killed(child, None)
    send(child=report, parent=len(everything(store)))
    store.close()


def _killed(work, seconds):
    """Run in a child and kill it after some seconds (None: let it end); returns its messages."""
    for thread in threading.enumerate():  # a lock held by a thread would stay locked in the child
        if thread is not threading.current_thread():
            thread.join()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(write, 1)
        os.close(read)
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(read) as file:
        messages = [json.loads(line) for line in file if line.endswith("\n")]
    os.waitpid(child, 0)
    return messages


VERBS = {
    "hold": hold,
    "load": load,
    "kill_writes": kill_writes,
    "kill_migrations": kill_migrations,
    "kill_forget": kill_forget,
    "upgrade": upgrade,
    "read_only": read_only,
    "stranger": stranger,
    "fork_use": fork_use,
}

if __name__ == "__main__":
    logging.disable()
    VERBS[sys.argv[1]](**json.loads(sys.argv[2]))
