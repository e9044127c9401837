"""Notes whose commit is not in the history: made before git, garbage-collected, not fetched."""

import pytest

from chesterton.memory.margin.margin import MarginReader
from tests.unit.memory.shop import CHARGE, REFUND, Shop


class Folder(Shop):
    """A folder that may become a git repository after it has notes."""

    def seen(self):
        """The state of the note, and the path and name of its symbol."""
        placed = self.placed()
        placement = placed.first.placement
        symbol = placement.symbol.name if placement and placement.symbol else None
        return str(placed.state), placement.path if placement else None, symbol

    def margin(self, path):
        """The definitions with a note in the margin of the open file."""
        workspace = self.opened()
        marks = MarginReader(workspace, path, workspace.parsed(path)).margin().symbols
        workspace.close()
        return [mark.symbol.name for mark in marks]


@pytest.fixture(name="shop")
def _shop(tmp_path):
    shop = Folder(tmp_path)
    yield shop
    shop.store.close()


def test_a_note_from_before_git_is_followed_through_commits(shop):
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


def test_a_note_from_before_git_is_shown_in_the_file_its_code_moved_to(shop):
    shop.save(pay=CHARGE + "\n\n" + REFUND)
    shop.note()
    shop.git("init", "-q", "-b", "main")
    shop.commit()
    assert shop.margin("pay.py") == ["charge"]
    shop.commit(pay=REFUND, bank=CHARGE)
    assert shop.margin("bank.py") == ["charge"]
    assert shop.margin("pay.py") == []


def test_a_note_from_before_git_is_followed_from_the_commit_that_adds_its_code(shop):
    shop.save(pay=CHARGE)
    shop.note()
    shop.git("init", "-q", "-b", "main")
    shop.git("commit", "-q", "--allow-empty", "-m", "nothing")
    assert shop.seen() == ("current", "pay.py", "charge")
    shop.commit()
    shop.commit(pay=None, bank=CHARGE.replace("charge", "take"))
    assert shop.seen() == ("current", "bank.py", "take")


def test_a_note_made_at_a_garbage_collected_commit_is_followed(shop):
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


def test_a_note_from_before_git_does_not_go_to_a_definition_that_took_the_name(shop):
    shop.save(pay=CHARGE)
    shop.note()
    shop.git("init", "-q", "-b", "main")
    shop.commit()
    shop.commit(pay=TAKEN)
    assert shop.seen() == ("current", "pay.py", "take")


def test_a_note_of_a_collected_commit_does_not_go_to_a_definition_that_took_the_name(shop):
    shop.git("init", "-q", "-b", "main")
    shop.commit(pay=CHARGE)
    shop.commit(other="X = 1\n")
    shop.note()
    shop.git("reset", "-q", "--hard", "HEAD~1")
    shop.git("reflog", "expire", "--expire=now", "--all")
    shop.git("gc", "-q", "--prune=now")
    shop.commit(pay=TAKEN)
    assert shop.seen() == ("current", "pay.py", "take")


def test_a_changed_note_from_before_git_has_the_commit_of_the_change(shop):
    shop.save(pay=CHARGE)
    shop.note()
    shop.git("init", "-q", "-b", "main")
    shop.commit()
    shop.commit(pay=CHARGE.replace("pay()", "pay(2)"))
    workspace, placed = shop.opened(), shop.placed()
    assert placed.first.placement.evidence == "same name, body changed"
    assert placed.first.change.since == workspace.head()
    workspace.close()


@pytest.mark.parametrize("cut", ["--depth=1", "--filter=blob:none"])
def test_results_from_an_incomplete_history_are_not_cached(shop, tmp_path, cut):
    url = f"file://{shop.root}"
    shop.git("init", "-q", "-b", "main")
    shop.git("remote", "add", "origin", url)
    shop.git("config", "uploadpack.allowFilter", "true")
    shop.commit(pay=CHARGE + "\n\n" + REFUND)
    shop.note()
    shop.commit(pay=REFUND, bank=CHARGE)
    shop.commit(bank=CHARGE.replace("charge", "take"))
    shop.git("clone", "-q", cut, url, str(tmp_path / "part"))
    shop.root = tmp_path / "part"
    assert shop.seen()[0] in {"lost", "uncertain"}
    if "depth" in cut:
        shop.git("fetch", "-q", "--unshallow")
    shop.git("log", "-p")  # fetches the promised objects
    assert shop.seen() == ("current", "bank.py", "take")
