"""How code compares with its baseline is worked out once, and again when something changed."""

import contextlib
import json

import pytest

from chesterton.following import api, freshness, verdict
from chesterton.memory.notes.forget import forget
from chesterton.model.anchor import State
from chesterton.model.note import EventKind
from tests.harness.notes import PERSON, reworded
from tests.unit.memory.shop import CHARGE, REFUND, Shop

CHANGED = CHARGE.replace("card.pay()", "card.pay(3)")


@pytest.fixture(name="shop")
def _shop(tmp_path):
    """A note whose code was changed by a commit."""
    shop = Shop(tmp_path)
    shop.git("init", "-q", "-b", "main")
    shop.commit(pay=CHARGE, back=REFUND)
    shop.note(title="The card pays once")
    shop.commit(pay=CHANGED)
    with contextlib.closing(shop.store):
        yield shop


@pytest.fixture
def compared(monkeypatch):
    """The notes that were compared."""
    seen, compare = [], freshness.FreshnessCheck._compare

    def recorded(self, note, *rest):
        seen.append(note.id)
        return compare(self, note, *rest)

    monkeypatch.setattr(freshness.FreshnessCheck, "_compare", recorded)
    return seen


def placed(shop):
    """All notes, placed by a process of its own."""
    with contextlib.closing(shop.opened()) as workspace:
        notes = shop.store.notes(workspace.project.id)
        return api.place(workspace, notes)


def rows(shop):
    with contextlib.closing(shop.opened()) as workspace:
        notes = shop.store.notes(workspace.project.id)
        keys = [(note.id, 0, note.version) for note in notes]
        return shop.store.verdicts(keys)


def test_nothing_is_compared_twice(shop, compared):
    before, again = placed(shop), placed(shop)
    assert before == again
    assert before[0].state is State.CHANGED
    assert before[0].change.labels
    assert len(compared) == 1


@pytest.mark.parametrize(
    "code",
    [
        CHANGED.replace("3", "4"),
        CHARGE,
        CHANGED.replace("charge(", "bill("),
        f"import os\n\n\n{CHANGED}".replace("3", "5"),
    ],
)
def test_other_code_is_compared(shop, compared, code):
    placed(shop)
    (shop.root / "pay.py").write_text(code, "utf-8")
    uncached = placed(shop)
    assert len(compared) == 2
    assert placed(shop) == uncached


def test_code_that_only_moved_down_is_not_compared_and_its_line_follows(shop, compared):
    before = placed(shop)
    (shop.root / "pay.py").write_text(f"\n\n\n{CHANGED}", "utf-8")
    after = placed(shop)
    assert len(compared) == 1
    assert after[0].change.line == before[0].change.line + 3


def test_a_note_that_says_something_else_is_compared(shop, compared):
    placed(shop)
    with contextlib.closing(shop.opened()) as workspace:
        (note,) = shop.store.notes(workspace.project.id)
        changed = reworded(note, title="`pay` is called with 3", watch=("pay",))
        shop.store.save([changed], EventKind.EDITED, by=note.author, at=note.created)
    assert placed(shop)[0].change.claim
    assert len(compared) == 2


def test_another_version_of_the_rules_compares(shop, compared, monkeypatch):
    placed(shop)
    monkeypatch.setattr(freshness, "_RULES", "another")
    placed(shop)
    assert len(compared) == 2


def test_open_documents_store_nothing(shop, compared):
    with contextlib.closing(shop.opened()) as workspace:
        notes = shop.store.notes(workspace.project.id)
        for n in range(5):
            parsed = workspace.parsed("pay.py")
            api.place(workspace, notes, {"pay.py": parsed})
            (shop.root / "pay.py").write_text(CHANGED.replace("3", f"{n}0"), "utf-8")
    assert len(compared) == 5
    assert rows(shop) == {}


def test_one_verdict_is_kept_for_each_anchor(shop):
    for n in range(4):
        (shop.root / "pay.py").write_text(CHANGED.replace("3", f"{n}0"), "utf-8")
        placed(shop)
    assert len(rows(shop)) == 1


@pytest.mark.parametrize("found", ['{"change": 1, "edit": null}', "{}", "[]", '{"change": {}}'])
def test_a_verdict_that_cannot_be_read_is_worked_out_again(shop, compared, found, monkeypatch):
    before = placed(shop)
    real = shop.store.verdicts

    def odd(keys):
        return {key: (code, json.loads(found)) for key, (code, _) in real(keys).items()}

    monkeypatch.setattr(shop.store, "verdicts", odd)
    assert placed(shop) == before
    assert len(compared) == 2


def test_forgetting_a_note_deletes_its_verdict(shop):
    placed(shop)
    assert len(rows(shop)) == 1
    with contextlib.closing(shop.opened()) as workspace:
        (note,) = shop.store.notes(workspace.project.id)
        forget(workspace, [note.id], by=PERSON)
    assert shop.store.verdicts([(note.id, 0, note.version)]) == {}


@pytest.mark.parametrize(
    ("committed", "comparisons"),
    [(CHARGE, 1), (CHARGE.replace("pay()", "pay(2)"), 2)],
    ids=["HEAD is the baseline", "HEAD is not the baseline"],
)
def test_an_edit_of_the_confirmed_code_is_compared_once(shop, monkeypatch, committed, comparisons):
    """The uncommitted edit is all of the change, which a large class takes long to compare."""
    shop.commit(pay=committed)
    shop.save(pay=CHANGED)
    seen, compare = [], verdict.compare
    monkeypatch.setattr(verdict, "compare", lambda *each: seen.append(each) or compare(*each))
    (found,) = placed(shop)
    assert found.state is State.CHANGED
    assert len(seen) == comparisons
