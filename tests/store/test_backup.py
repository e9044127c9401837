"""Backups are atomic, do not delay writes, and are kept for seven days and four weeks."""

import threading
from datetime import date, timedelta

import pytest

from chesterton.store.upkeep import backup
from tests.store.samples import everything, opened, put

DAY = date(2026, 11, 21)


def names(location):
    return sorted(path.name for path in backup.all_backups(location))


def test_the_first_write_of_a_day_leaves_a_backup_of_the_day_and_the_week(location, store):
    put(store)
    store.close()
    kinds = [name.split("-")[0] for name in names(location)]
    assert kinds == ["daily", "weekly"]
    assert all(backup.is_intact(path) for path in backup.all_backups(location))


def test_seven_days_and_four_weeks_are_kept(location, store):
    put(store)
    store._writer().maintenance.finish()
    for path in backup.all_backups(location):
        path.unlink()
    for number in range(36):
        backup.take_daily(location, DAY + timedelta(days=number))
    days = [f"daily-{DAY + timedelta(days=number)}.db" for number in range(29, 36)]
    assert names(location) == [*days, *(f"weekly-2026-W{week}.db" for week in range(49, 53))]


def test_a_backup_that_exists_is_not_taken_again(location, store):
    put(store)
    store._writer().maintenance.finish()
    (daily,) = location.backups.glob("daily-*.db")
    before = daily.stat().st_mtime_ns
    put(store)
    store._writer().maintenance.finish()
    assert daily.stat().st_mtime_ns == before


def test_a_slow_backup_disk_delays_no_write(monkeypatch, store):
    """D34."""
    go_on, finished = threading.Event(), threading.Event()
    monkeypatch.setattr(backup, "sync_file", lambda _: go_on.wait(60) and finished.set())
    put(store)
    put(store)
    assert not finished.is_set()
    go_on.set()
    store._writer().maintenance.finish()


@pytest.mark.parametrize("step", ["sync_file", "sync_folder", "create"])
def test_an_interrupted_backup_is_absent_or_complete(monkeypatch, location, store, step):
    """D09."""
    put(store)
    store._writer().maintenance.finish()
    for path in backup.all_backups(location):
        path.unlink()

    def cut(_):
        raise OSError(5, "cut")

    monkeypatch.setattr(backup, step, cut)
    with pytest.raises(OSError, match="cut"):
        backup.take_daily(location, DAY)
    assert all(backup.is_intact(path) for path in backup.all_backups(location))
    assert list(location.backups.glob("*.tmp")) == []
    monkeypatch.undo()
    backup.take_daily(location, DAY)
    assert f"daily-{DAY}.db" in names(location)


def test_a_backup_holds_what_was_stored(directory, location, store):
    notes = put(store)
    store.close()
    daily = location.backups / f"daily-{DAY}.db"
    daily.unlink(missing_ok=True)
    backup.take_daily(location, DAY)
    other = directory.with_name("other")
    other.mkdir()
    daily.rename(other / "memory.db")
    again = opened(other)
    assert everything(again) == notes
    again.close()
