"""Notes whose commit is no part of the history: before the first, collected, not fetched yet."""

import pytest

from chesterton.memory.margin.margin import read_margin
from tests.unit.memory.shop import CHARGE, REFUND, Shop


class Beginning(Shop):
    """A folder that may get a git only after it was noted in."""

    def seen(self):
        """State and place of the note."""
        placed = self.placed()
        placement = placed.first.placement
        symbol = placement.symbol.name if placement and placement.symbol else None
        return str(placed.state), placement.path if placement else None, symbol

    def margin(self, path):
        """The definitions that have a note beside the open file."""
        workspace = self.opened()
        marks = read_margin(workspace, path, workspace.parsed(path)).marks
        workspace.close()
        return [mark.symbol.name for mark in marks]


@pytest.fixture(name="shop")
def _shop(tmp_path):
    shop = Beginning(tmp_path)
    yield shop
    shop.store.close()


def test_what_was_noted_before_git_is_followed_through_commits(shop):
    shop.save(pay=CHARGE + "\n\n" + REFUND)
    shop.note()
    shop.git("init", "-q", "-b", "main")
    shop.commit()
    shop.git("mv", "pay.py", "bank.py")
    shop.commit()
    assert shop.seen() == ("current", "bank.py", "charge")
    shop.commit(bank=REFUND, card=CHARGE.replace("charge", "take"))
    assert shop.seen() == ("current", "card.py", "take")
    shop.commit(card=None)
    assert shop.seen() == ("lost", None, None)


def test_what_was_noted_before_git_stands_beside_the_file_it_was_moved_to(shop):
    shop.save(pay=CHARGE + "\n\n" + REFUND)
    shop.note()
    shop.git("init", "-q", "-b", "main")
    shop.commit()
    assert shop.margin("pay.py") == ["charge"]
    shop.commit(pay=REFUND, bank=CHARGE)
    assert shop.margin("bank.py") == ["charge"]
    assert shop.margin("pay.py") == []


def test_what_was_noted_before_git_and_committed_later_is_waited_for(shop):
    shop.save(pay=CHARGE)
    shop.note()
    shop.git("init", "-q", "-b", "main")
    shop.git("commit", "-q", "--allow-empty", "-m", "nothing")
    assert shop.seen() == ("current", "pay.py", "charge")
    shop.commit()
    shop.commit(pay=None, bank=CHARGE.replace("charge", "take"))
    assert shop.seen() == ("current", "bank.py", "take")


def test_what_was_noted_at_a_commit_that_git_collected_is_followed(shop):
    shop.git("init", "-q", "-b", "main")
    shop.commit(pay=CHARGE + "\n\n" + REFUND)
    shop.commit(other="X = 1\n")
    shop.note()
    shop.git("reset", "-q", "--hard", "HEAD~1")
    shop.git("reflog", "expire", "--expire=now", "--all")
    shop.git("gc", "-q", "--prune=now")
    assert shop.seen() == ("current", "pay.py", "charge")
    shop.commit(pay=REFUND, bank=CHARGE.replace("pay()", "pay(2)"))
    assert shop.seen() == ("changed", "bank.py", "charge")


TAKEN = CHARGE.replace("charge", "take") + "\n\ndef charge(card):\n    return card.limit\n"


def test_what_took_the_name_of_what_was_noted_before_git_does_not_get_its_note(shop):
    shop.save(pay=CHARGE)
    shop.note()
    shop.git("init", "-q", "-b", "main")
    shop.commit()
    shop.commit(pay=TAKEN)
    assert shop.seen() == ("current", "pay.py", "take")


def test_what_took_the_name_of_what_was_noted_at_a_collected_commit_does_not_either(shop):
    shop.git("init", "-q", "-b", "main")
    shop.commit(pay=CHARGE)
    shop.commit(other="X = 1\n")
    shop.note()
    shop.git("reset", "-q", "--hard", "HEAD~1")
    shop.git("reflog", "expire", "--expire=now", "--all")
    shop.git("gc", "-q", "--prune=now")
    shop.commit(pay=TAKEN)
    assert shop.seen() == ("current", "pay.py", "take")


def test_since_when_it_differs_is_known_of_what_was_noted_before_git(shop):
    shop.save(pay=CHARGE)
    shop.note()
    shop.git("init", "-q", "-b", "main")
    shop.commit()
    shop.commit(pay=CHARGE.replace("pay()", "pay(2)"))
    workspace, placed = shop.opened(), shop.placed()
    assert placed.first.placement.evidence == "same name, changed body"
    assert placed.first.change.since == workspace.head()
    workspace.close()


@pytest.mark.parametrize("cut", ["--depth=1", "--filter=blob:none"])
def test_what_is_found_in_a_part_of_the_history_is_not_kept(shop, tmp_path, cut):
    whole = f"file://{shop.root}"
    shop.git("init", "-q", "-b", "main")
    shop.git("remote", "add", "origin", whole)
    shop.git("config", "uploadpack.allowFilter", "true")
    shop.commit(pay=CHARGE + "\n\n" + REFUND)
    shop.note()
    shop.commit(pay=REFUND, bank=CHARGE)
    shop.commit(bank=CHARGE.replace("charge", "take"))
    shop.git("clone", "-q", cut, whole, str(tmp_path / "part"))
    shop.root = tmp_path / "part"
    assert shop.seen()[0] in {"lost", "uncertain"}
    if "depth" in cut:
        shop.git("fetch", "-q", "--unshallow")
    shop.git("log", "-p")  # brings what the remote promised
    assert shop.seen() == ("current", "bank.py", "take")
