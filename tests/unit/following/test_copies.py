"""Copies of lost definitions in other files are offered as candidates."""

import pytest

from chesterton.anchoring.definitions.subject import Subject
from chesterton.following import copies
from chesterton.memory.notes.confirm import relink
from chesterton.memory.notes.places import parse_place
from chesterton.memory.notes.show import NoteQuery, notes
from chesterton.workspace.workspace import Workspace
from tests.harness.notes import PERSON
from tests.unit.memory.shop import CHARGE, REFUND, Shop

LOST = ("lost", [])


class Copied(Shop):
    """A repository with one note, on `charge` in pay.py."""

    def relink(self, place):
        workspace = self.opened()
        target = parse_place(place, workspace.has)
        relink(workspace, self.placed().note.id, target, by=PERSON)
        workspace.close()

    def seen(self):
        """The state of the note, and the files it may be in."""
        placed = self.placed()
        placement = placed.first.placement
        candidates = placement.candidates if placement else placed.first.nearest
        certain = [placement.path] if placement and not candidates else []
        return str(placed.state), certain + [each.path for each in candidates]


@pytest.fixture(name="shop")
def _shop(tmp_path):
    shop = Copied(tmp_path)
    shop.git("init", "-q", "-b", "main")
    shop.commit(pay=f"{CHARGE}\n\n{REFUND}", other="X = 1\n")
    yield shop
    shop.store.close()


def test_a_copy_is_a_candidate_once_the_original_is_deleted(shop):
    shop.note()
    shop.commit(bank=f"{REFUND}\n\n{CHARGE}")
    assert shop.seen() == ("current", ["pay.py"])
    shop.save(pay=REFUND)
    assert shop.seen() == ("lost", ["bank.py"])
    shop.commit()
    assert shop.seen() == ("lost", ["bank.py"])
    shop.git("revert", "--no-edit", "HEAD")
    assert shop.seen() == ("current", ["pay.py"])
    shop.git("reset", "-q", "--hard", "HEAD~1")
    shop.relink("bank.py::charge")
    assert shop.seen() == ("current", ["bank.py"])


def test_a_definition_pasted_after_its_deletion_is_a_candidate(shop):
    shop.note()
    shop.commit(pay=REFUND)
    assert shop.seen() == LOST
    shop.save(bank=CHARGE)
    assert shop.seen() == ("lost", ["bank.py"])
    shop.commit(other="X = 2\n")
    assert shop.seen() == ("lost", ["bank.py"])


def test_a_definition_that_comes_back_edited_is_uncertain(shop):
    shop.note()
    shop.commit(pay=REFUND)
    edited = CHARGE.replace("pay()", "pay(1)")
    shop.save(pay=f"{REFUND}\n\n{edited}")
    assert shop.seen() == ("uncertain", ["pay.py"])
    shop.commit()
    assert shop.seen() == ("uncertain", ["pay.py"])
    shop.commit(pay=REFUND.replace("refund", "charge"))
    assert shop.seen() == LOST
    shop.commit(pay=CHARGE)
    assert shop.seen() == ("current", ["pay.py"])


def test_an_edited_definition_in_an_untracked_file_is_uncertain(shop):
    shop.note()
    shop.git("rm", "-q", "--cached", "pay.py")
    shop.git("commit", "-q", "-m", "untrack")
    assert shop.seen() == ("current", ["pay.py"])
    shop.save(pay=CHARGE.replace("pay()", "pay(1)"))
    assert shop.seen() == ("uncertain", ["pay.py"])


def test_there_are_no_candidates_if_git_cannot_list_tracked_files(shop):
    shop.note()
    shop.commit(bank=CHARGE)
    shop.commit(pay=REFUND)
    assert shop.seen() == ("lost", ["bank.py"])
    (shop.root / ".git" / "index").write_bytes(b"damaged")
    assert shop.seen() == LOST


def test_a_definition_with_another_name_or_body_is_not_a_copy(shop):
    shop.note()
    shop.commit(bank=CHARGE.replace("charge", "take"), till=CHARGE.replace("pay()", "pay(1)"))
    shop.commit(pay=REFUND)
    assert shop.seen() == LOST


def test_boilerplate_is_not_a_copy(shop):
    shop.note()
    shop.commit(a=CHARGE, b=CHARGE, c=CHARGE, d=CHARGE)
    shop.commit(pay=REFUND)
    assert shop.seen() == LOST
    shop.commit(d=None)
    assert shop.seen() == ("lost", ["a.py", "b.py", "c.py"])


def test_a_short_definition_has_no_copies(shop):
    shop.note("refund")
    shop.commit(bank=REFUND)
    shop.commit(pay=CHARGE)
    assert shop.seen() == LOST


def parsed_while(monkeypatch, ask):
    """The files that are parsed during a call of `ask`."""
    paths, parsed = [], Workspace.parsed

    def recording(workspace, path):
        paths.append(path)
        return parsed(workspace, path)

    monkeypatch.setattr(Workspace, "parsed", recording)
    ask()
    monkeypatch.setattr(Workspace, "parsed", parsed)
    return set(paths)


@pytest.mark.parametrize("is_tracked", [True, False])
def test_only_files_that_may_define_it_are_parsed_and_only_once(shop, monkeypatch, is_tracked):
    """Regression: all untracked files were parsed in every search, once for each lost note."""
    shop.note()
    shop.commit(pay=REFUND)
    heap = {f"heap_{n}": f"def pay_{n}(card):\n    return charge(card, {n})\n" for n in range(9)}
    store = shop.commit if is_tracked else shop.save
    store(bank=CHARGE, **heap)
    workspace = shop.opened()

    def ask():
        (placed,) = notes(workspace, NoteQuery())
        assert [each.path for each in placed.first.nearest] == ["bank.py"]

    assert parsed_while(monkeypatch, ask) == {"pay.py", "bank.py"}
    assert parsed_while(monkeypatch, ask) == {"pay.py"}
    shop.save(bank=CHARGE.replace("lock(card)", "lock(card, 2)"), bank2=CHARGE)
    workspace.close()
    assert shop.seen() == ("lost", ["bank2.py"])


def test_only_the_nearest_of_many_new_files_are_searched(shop, monkeypatch):
    monkeypatch.setattr(copies, "_NEAREST", 3)
    shop.note()
    shop.commit(pay=REFUND)
    (shop.root / "away").mkdir()
    for n in range(9):
        (shop.root / "away" / f"a{n}.py").write_text("X = 1\n")
    shop.save(zoo=CHARGE)
    assert shop.seen() == ("lost", ["zoo.py"])
    (shop.root / "away" / "a9.py").write_text(CHARGE)
    assert shop.seen() == ("lost", ["zoo.py"])


def test_the_code_of_a_note_is_not_parsed_where_no_file_is_left(shop, monkeypatch):
    """A memory of which most files are gone is listed without parsing what it holds."""
    shop.save(draft=CHARGE)
    shop.note(path="draft.py")
    shop.save(draft="")
    parsed = []
    monkeypatch.setattr(Subject, "of_anchor", lambda *each: parsed.append(each))
    assert shop.seen() == ("lost", ["pay.py"])
    assert not parsed
