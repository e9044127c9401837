"""Search gives correct results while its index is damaged or missing, and repairs it."""

import sqlite3
from contextlib import closing

import pytest

from chesterton.model.errors import UserError
from chesterton.model.note import EventKind
from chesterton.model.project import Project
from chesterton.store.tables import derived, meta
from chesterton.store.upkeep import health
from tests.store.samples import PROJECT, a_note, opened, put


@pytest.fixture
def filled(store):
    put(
        store,
        a_note("Retry exactly twice", body="the gateway drops the third"),
        a_note("Lock on payment_id", body="retry is safe then"),
        a_note("Cache the rates", body="they change daily"),
    )
    return store


def found(store, match, project=PROJECT.id):
    return [note.title for note, _ in store.search(project, match, 10)]


def test_titles_weigh_more_than_bodies_and_words_are_stemmed(filled):
    assert found(filled, '"retries"') == ["Retry exactly twice", "Lock on payment_id"]
    scores = [score for _, score in filled.search(PROJECT.id, '"retry"', 10)]
    assert scores == sorted(scores)
    assert found(filled, '"nothing"') == []


def test_only_the_project_is_searched_unless_all_are_requested(filled):
    other = Project("f" * 16, "other", None, None, ())
    filled.put_project(other)
    put(filled, *(a_note("Retry retry", project=other.id) for _ in range(60)))
    assert found(filled, '"retry"') == ["Retry exactly twice", "Lock on payment_id"]
    assert len(found(filled, '"retry"', project=None)) == 10


def test_an_edited_note_is_found_by_its_current_words(filled):
    note = filled.search(PROJECT.id, '"rates"', 1)[0][0]
    put(filled, a_note("Cache the prices", id=note.id), kind=EventKind.EDITED)
    assert found(filled, '"rates"') == []
    assert found(filled, '"prices"') == ["Cache the prices"]


@pytest.mark.parametrize("match", ['"', "NEAR(", "a AND", "{x}:y", "nope:z", "*", "("])
def test_an_invalid_expression_is_a_user_error(filled, match):
    with pytest.raises(UserError, match="not a valid search expression"):
        filled.search(PROJECT.id, match, 10)


def by_hand(*statements):
    def harm(database):
        with closing(sqlite3.connect(database, isolation_level=None)) as db:
            for statement in statements:
                db.execute(statement)

    return harm


def one_note_unindexed(database):
    by_hand("DELETE FROM search WHERE rowid = (SELECT MIN(rowid) FROM search)")(database)


HARMS = {
    "emptied": by_hand("DELETE FROM search"),
    "one note missing": one_note_unindexed,
    "dropped": by_hand("DROP TABLE search"),
    "no data": by_hand("DELETE FROM search_data"),
    "blank data": by_hand("UPDATE search_data SET block = zeroblob(length(block))"),
    "no index of segments": by_hand("DELETE FROM search_data WHERE id > 10"),
    "no configuration": by_hand("DROP TABLE search_config"),
    "no sizes": by_hand("DELETE FROM search_docsize"),
    "another version": by_hand("UPDATE about SET value = '0' WHERE name = 'derived_version'"),
    "all derived tables dropped": by_hand("DROP TABLE search", "DROP TABLE placement"),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_search_works_around_a_damaged_index_and_rebuilds_it(directory, filled, harm):
    """D32."""
    filled.close()
    harm(directory / "memory.db")
    store = opened(directory)
    assert found(store, '"retry"') == ["Retry exactly twice", "Lock on payment_id"]
    store.close()
    with closing(sqlite3.connect(directory / "memory.db", isolation_level=None)) as db:
        assert meta.get(db, meta.DERIVED) == derived.VERSION
        assert derived.verify(db)
    again = opened(directory)
    assert found(again, '"retry"') == ["Retry exactly twice", "Lock on payment_id"]
    assert found(again, '"daily"') == ["Cache the rates"]
    again.close()
    assert [finding for finding in health.check(again.location) if not finding.ok] == []


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_a_note_is_stored_despite_a_damaged_index(directory, filled, harm):
    """D32."""
    filled.close()
    harm(directory / "memory.db")
    store = opened(directory)
    put(store, a_note("Retry once more"))
    assert "Retry once more" in found(store, '"retry"')
    store.close()
    again = opened(directory)
    assert found(again, '"gateway"') == ["Retry exactly twice"]
    again.close()


def test_doctor_finds_and_repairs_an_index_that_disagrees_with_its_content(filled):
    filled._writer().maintenance.finish()
    by_hand("UPDATE search_content SET c1 = 'other words'")(filled.location.database)
    assert [f.check for f in health.check(filled.location) if not f.ok] == ["store.search"]
    assert [f.check for f in health.repair(filled.location) if not f.ok] == []


def test_dropping_the_placement_cache_loses_nothing_else(directory, filled):
    """Derived tables can be dropped without changing any result."""
    (note,) = put(filled)
    filled.put_placements("c", {(note.id, 0, 1): {"a": 1}})
    filled.close()
    by_hand("DROP TABLE placement")(directory / "memory.db")
    store = opened(directory)
    assert store.placements("c", [(note.id, 0, 1)]) == {}
    store.put_placements("c", {(note.id, 0, 1): {"a": 1}})
    assert found(store, '"gateway"') == ["Retry exactly twice"]
    store.close()
    again = opened(directory)
    again.put_placements("c", {(note.id, 0, 1): {"a": 1}})
    assert again.placements("c", [(note.id, 0, 1)]) == {(note.id, 0, 1): {"a": 1}}
    again.close()
