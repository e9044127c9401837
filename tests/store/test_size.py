"""The cost of a query grows with its result, not with the size of the memory."""

import os
import time
from datetime import date
from itertools import count

import pytest

from chesterton.model.anchor import Anchor
from chesterton.store.connection import open_reader
from chesterton.store.tables import notes
from chesterton.store.upkeep import backup
from tests.store.samples import PROJECT, a_note, opened, put

COUNT = 100_000 if "CHESTERTON_LONG_TESTS" in os.environ else 2_000


def plans(location, ask):
    """SQLite's query plan of the statements that `ask` runs."""
    db = open_reader(location.database)
    statements = []
    db.set_trace_callback(statements.append)
    ask(db)
    db.set_trace_callback(None)
    steps = [row[3] for sql in statements for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
    db.close()
    return steps


@pytest.mark.parametrize(
    "ask",
    [
        lambda db: notes.of_project(db, PROJECT.id, {"confirmed"}, ["src/pay.py"], None),
        lambda db: notes.by_id(db, ["aaaa"]),
        lambda db: notes.ids_starting(db, "aaaa", PROJECT.id, 4),
        lambda db: notes.open_origins(db, PROJECT.id),
    ],
    ids=["a file's notes", "a note", "a prefix", "noted files"],
)
def test_no_query_of_the_editor_scans_a_table(store, ask):
    scans = [step for step in plans(store.location, ask) if step.startswith("SCAN")]
    assert [step for step in scans if "json_each" not in step and "CONSTANT" not in step] == []


def test_a_large_memory_opens_shows_searches_and_backs_up_in_time(directory):
    """D30: with 100,000 notes if CHESTERTON_LONG_TESTS=1; the time limits are for that size."""
    store = opened(directory)
    for start in range(0, COUNT, 2000):
        put(store, *(_a_note(number) for number in range(start, start + 2000)))
    store.close()
    assert _timed(lambda: opened(directory).close())[0] < 0.3
    again = opened(directory)
    assert _timed(lambda: again.notes(PROJECT.id, paths=["src/f7.py"]))[0] < 0.02
    assert _timed(lambda: again.search(PROJECT.id, '"word7" OR "word77"', 50))[0] < 0.1
    days = count(1)
    assert _timed(lambda: backup.take_daily(again.location, date(2026, 1, next(days))))[0] < 5
    again.close()


def _a_note(number):
    words = " ".join(f"word{number * step % 997}" for step in range(1, 30))
    anchor = Anchor(f"src/f{number % (COUNT // 5)}.py", f"Class.method{number}", commit="c1")
    return a_note(f"note {number}", body=words, anchors=(anchor,))


def _timed(ask):
    """The best of three, in seconds of CPU time, and the last answer."""
    times = []
    for _ in range(3):
        start = time.process_time()
        answer = ask()
        times.append(time.process_time() - start)
    return min(times), answer
