"""Where database and journal are damaged at once, what can be saved is, and the rest is named."""

import os
import random
import re
import shutil

import pytest

from chesterton.store import journal
from chesterton.store.location import Location
from chesterton.store.upkeep import health
from tests.store.samples import a_note, everything, opened, put, with_notices

SEEDS = range(1000 if "CHESTERTON_LONG_TESTS" in os.environ else 200)
NOTES = 60


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A store whose process was killed: all notes are in the -wal and in the journal."""
    directory = tmp_path_factory.mktemp("killed") / "memory"
    store = opened(directory)
    notes = [note for number in range(NOTES) for note in put(store, a_note(f"note {number}"))]
    store._writer().maintenance.finish()
    copy = directory.with_name("copy")
    shutil.copytree(directory, copy, ignore=shutil.ignore_patterns("*-shm", "*.lock", "backups"))
    store.close()
    return copy, notes


def bit(data, source):
    at = source.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << source.randrange(8))]) + data[at + 1 :]


def block(data, source, size=64):
    at = source.randrange(len(data))
    return (data[:at] + source.randbytes(size) + data[at + size :])[: len(data)]


def page(data, source):
    at = source.randrange(len(data)) // 4096 * 4096
    return (data[:at] + bytes(4096) + data[at + 4096 :])[: len(data)]


def cut(data, source):
    return data[: source.randrange(len(data))]


def cut_at_a_line(data, source):
    return b"".join(data.splitlines(keepends=True)[: source.randrange(2, NOTES)])


def hole(data, source):
    at = source.randrange(len(data))
    return data[:at] + data[at + source.randrange(1, 6000) :]


def first_line(data, source):
    return bit(data[:60], source) + data[60:]


def gone(data, source):  # noqa: ARG001
    return b""


HARMS = (bit, block, page, cut, hole, gone)
JOURNAL_HARMS = (*HARMS, cut_at_a_line, first_line, block, block)


def harm(path, harms, source):
    path.write_bytes(source.choice(harms)(path.read_bytes(), source))


def checked(directory, notes):
    """What opening restored, and the number of changes that are said to be lost."""
    notices, again = with_notices(directory)
    store = again()
    found = everything(store)
    store.close()
    assert found == [note for note in notes if note in found]
    return found, sum(map(lost_in, notices)), notices


def lost_in(sentence):
    return sum(map(int, re.findall(r"(\d+) changes? (?:was|were) lost", sentence)))


def faults(location):
    return [each.message for each in health.check(location) if not each.ok]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_loss_by_double_damage_is_named(killed, tmp_path, seed):
    made, notes = killed
    directory = tmp_path / "memory"
    shutil.copytree(made, directory)
    location, source = Location(directory), random.Random(seed)
    harm(directory / "memory.db-wal", HARMS, source)
    harm(directory / "journal.jsonl", JOURNAL_HARMS, source)
    intact = {entry.note for entry in journal.entries(location.journal)} - {None}
    found, lost, notices = checked(directory, notes)
    assert {note.id for note in found} >= intact, notices
    missing = {note.id for note in notes} - {note.id for note in found}
    assert lost >= len(missing), notices
    assert lost <= len(missing) + 1, notices  # the project's event may be lost as well
    assert sum(map(lost_in, faults(location))) == lost
    repaired = [each.message for each in health.repair(location) if not each.ok]
    assert sum(map(lost_in, repaired)) == lost
    assert faults(location) == []
    assert checked(directory, found)[1] == 0


def after(killed, tmp_path, *harms):
    """What is left after these harms, and the sentences about it."""
    made, notes = killed
    directory = tmp_path / "memory"
    shutil.copytree(made, directory)
    for each in harms:
        each(directory)
    return checked(directory, notes), Location(directory)


def test_the_notes_of_lost_changes_are_named_by_their_ids(killed, tmp_path):
    """Their numbers in the journal too; the damaged lines are kept for whoever can read them."""
    _, notes = killed

    def one_line(directory):
        (directory / "memory.db-wal").write_bytes(b"")
        journal = directory / "journal.jsonl"
        lines = journal.read_bytes().splitlines(keepends=True)
        lines[30] = lines[30].replace(b"note 28", b"nota 28")
        journal.write_bytes(b"".join(lines))

    (found, lost, notices), location = after(killed, tmp_path, one_line)
    assert [note for note in notes if note not in found] == [notes[28]]
    assert lost == 1
    sentence = next(each for each in notices if "lost" in each)
    assert f"1 change was lost (journal entries: 30); affected notes: {notes[28].id};" in sentence
    (aside,) = location.directory.glob("journal.jsonl.damaged-*")
    assert b"nota 28" in aside.read_bytes()
    assert str(aside) in sentence


def test_a_journal_with_a_damaged_first_line_still_restores(killed, tmp_path):
    def both(directory):
        (directory / "memory.db-wal").write_bytes(b"")
        path = directory / "journal.jsonl"
        path.write_bytes(b"X" + path.read_bytes()[1:])

    (found, lost, _), _ = after(killed, tmp_path, both)
    assert (found, lost) == (killed[1], 0)


def test_a_loss_at_the_end_of_both_is_found_though_nothing_looks_damaged(killed, tmp_path):
    def cut_both(directory):
        (directory / "memory.db-wal").write_bytes(b"")
        path = directory / "journal.jsonl"
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:42]))

    (found, lost, notices), _ = after(killed, tmp_path, cut_both)
    assert (len(found), lost) == (40, 20)
    assert "journal entries: 42 to 61" in notices[-1]


def test_without_the_count_of_changes_damaged_lines_are_still_named(killed, tmp_path):
    """As in a store that an older version wrote last."""

    def without_count(directory):
        (directory / "last-write").unlink()
        (directory / "memory.db-wal").write_bytes(b"")
        path = directory / "journal.jsonl"
        path.write_bytes(path.read_bytes().replace(b"note 7", b"nota 7"))

    (found, lost, _), _ = after(killed, tmp_path, without_count)
    assert (len(found), lost) == (NOTES - 1, 1)


@pytest.mark.parametrize("content", [b"", b"garbage", b"\0" * 200])
def test_a_damaged_count_of_changes_alone_is_no_loss(killed, tmp_path, content):
    def count(directory):
        (directory / "last-write").write_bytes(content)

    (found, lost, notices), location = after(killed, tmp_path, count)
    assert (found, lost, notices) == (killed[1], 0, [])
    assert faults(location) == ["there is no backup yet; the next write creates one"]


def test_what_was_deleted_is_not_counted_as_lost(killed, tmp_path):
    made, notes = killed
    directory = tmp_path / "memory"
    shutil.copytree(made, directory)
    store = opened(directory)
    store.forget([note.id for note in notes[:10]])
    put(store, a_note("later"))
    expected = everything(store)
    store.close()
    (directory / "memory.db").write_bytes(b"")
    found, lost, _ = checked(directory, expected)
    assert (found, lost) == (expected, 0)


def test_a_loss_is_a_fault_until_a_repair_has_shown_it_and_is_never_forgotten(killed, tmp_path):
    def cut_both(directory):
        (directory / "memory.db-wal").write_bytes(b"")
        path = directory / "journal.jsonl"
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:60]))

    (_, lost, _), location = after(killed, tmp_path, cut_both)
    assert lost == 2
    assert any(map(lost_in, faults(location)))
    health.repair(location)
    assert faults(location) == []
    kept = [each.message for each in health.check(location) if lost_in(each.message)]
    assert len(kept) == 1
    location.database.write_bytes(b"")
    opened(location.directory).close()
    assert any("2 changes were lost" in each.message for each in health.check(location))
