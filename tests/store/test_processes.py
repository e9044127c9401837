"""Concurrent, killed and forked processes lose no acknowledged write."""

import os
from contextlib import ExitStack

import pytest

from chesterton.store.location import Location
from chesterton.store.upkeep import health
from tests.store.processes import receive, run, worker
from tests.store.samples import everything, opened

LONG = "CHESTERTON_LONG_TESTS" in os.environ


def test_twelve_processes_write_and_read(directory):
    """D01: eight servers and four command lines; the full minute with CHESTERTON_LONG_TESTS=1."""
    opened(directory).close()
    roles = ["long"] * 8 + ["short"] * 4
    reports = _run_together(directory, roles, seconds=60 if LONG else 3)
    assert [failure for report in reports for failure in report["failed"]] == []
    acknowledged = [note for report in reports for note in report["acknowledged"]]
    store = opened(directory)
    stored = [note.id for note in everything(store)]
    assert sorted(stored) == sorted(acknowledged)
    assert len(set(stored)) == len(stored)
    store.close()
    assert faults(directory) == []
    writes = sorted(time for report in reports for time in report["writes"])
    reads = sorted(time for report in reports for time in report["reads"])
    print(f"{len(writes)} writes, p99 {at(writes, 0.99):.3f} s; reads p99 {at(reads, 0.99):.4f} s")  # noqa: T201
    if LONG:
        assert at(writes, 0.99) < 0.5
        assert at(reads, 0.99) < 0.05


def _run_together(directory, roles, seconds):
    with ExitStack() as stack:
        started = [
            stack.enter_context(
                worker("load", directory=str(directory), role=role, seconds=seconds, seed=seed)
            )
            for seed, role in enumerate(roles)
        ]
        for process in started:
            receive(process)
        for process in started:
            process.stdin.write("go\n")
            process.stdin.flush()
        return [receive(process) for process in started]


def at(times, share):
    return times[min(len(times) - 1, int(len(times) * share))]


def faults(directory):
    return [finding.message for finding in health.check(Location(directory)) if not finding.ok]


def test_killed_writers_lose_nothing_that_was_acknowledged(directory):
    """D07: at 20 random points, at 200 with CHESTERTON_LONG_TESTS=1."""
    versions, gone, maybe = {}, set(), set()
    deaths = run("kill_writes", directory=str(directory), rounds=200 if LONG else 20, seed=7)
    for death in deaths:
        for message in death["told"]:
            versions |= {message["id"]: message["version"]} if "id" in message else {}
            gone |= {message["forgotten"]} if "forgotten" in message else set()
            maybe |= {message["forgetting"]} if "forgetting" in message else set()
    store = opened(directory)
    stored = {note.id: note for note in everything(store)}
    lost = [
        (note, version)
        for note, version in versions.items()
        if note not in maybe and (note not in stored or stored[note].version < version)
    ]
    writes = sum(len(death["told"]) for death in deaths)
    print(f"{writes} changes acknowledged on {len(versions)} notes, {len(lost)} lost")  # noqa: T201
    assert versions
    assert lost == []
    assert gone.isdisjoint(stored)
    assert all(store.events(note)[-1].image == stored[note] for note in stored)
    store.close()
    assert faults(directory) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_uses_connections_of_its_own(directory):
    """D37."""
    (report,) = run("fork_use", directory=str(directory))
    assert report == {"child": {"shared": False, "seen": 2}, "parent": 2}
