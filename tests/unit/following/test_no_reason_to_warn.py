"""Edits that are no reason to warn, uncommitted and after their commit; and those that are."""

import pytest

from tests.unit.memory.shop import Shop

CHARGE = """\
import logging

from locks import hold

log = logging.getLogger(__name__)


def charge(card, payment_id, amount):
    log.info("charging %s" % payment_id)
    with hold(payment_id):
        if amount > 3:
            raise ValueError("too much for %s" % payment_id)
        return card.pay(amount, key=payment_id)
"""
USE = "from locks import hold\n\nhold(1)\n"
TITLE = "`hold()` on payment_id, at most 3"


@pytest.fixture
def shop(tmp_path):
    made = Shop(tmp_path)
    made.git("init", "-q", "-b", "main")
    made.git("config", "user.email", "ana@example.org")
    made.git("config", "user.name", "Ana")
    yield made
    made.store.close()


def told(shop, after, title=TITLE, before=CHARGE, others=None):
    """Whether the edit is told while it is uncommitted, and after its commit."""
    others = others or {}
    shop.commit(pay=before, **{name: text for name, (text, _) in others.items()})
    shop.note(title=title)
    shop.save(pay=after, **{name: text for name, (_, text) in others.items()})
    edit = shop.placed().edit
    shop.commit()
    placed = shop.placed()
    assert placed.edit is None
    return bool(edit and edit.claim), bool(placed.change and placed.change.claim)


QUIET = {
    "an import moved": (
        ("from locks import hold", "import locks"),
        ("with hold(", "with locks.hold("),
    ),
    "a logger swapped": (("log.info(", "logger.debug("),),
    "a log line taken out": (('    log.info("charging %s" % payment_id)\n', ""),),
    "a log line added": (("    with", '    log.debug("locking")\n    with'),),
    "types annotated": (
        ("card, payment_id, amount)", "card: Card, payment_id: str, amount: int) -> Receipt"),
    ),
    "a layout": (("(amount, key=payment_id)", "(\n    amount,\n    key=payment_id,\n)"),),
    "an f-string in a log": (('"charging %s" % payment_id', 'f"charging {payment_id}"'),),
    "f-strings everywhere": (
        ('"charging %s" % payment_id', 'f"charging {payment_id}"'),
        ('"too much for %s" % payment_id', 'f"too much for {payment_id}"'),
    ),
    "the text of an error": (('"too much for %s"', '"%s pays too much"'),),
    "a parameter renamed": (("payment_id", "order"),),
    "a local logger renamed": (("log", "logger"),),
    "a comment": (("    with", "    # one at a time\n    with"),),
}  # fmt: skip

TOLD = {
    "another key": (("with hold(payment_id)", "with hold(card.id)"),),
    "the lock taken out": (("with hold(payment_id)", "if True"),),
    "the bound": (("amount > 3", "amount > 4"),),
    "another call": (("with hold(", "with take("),),
    "the keyword": ((", key=payment_id", ""),),
}


def edited(edits):
    after = CHARGE
    for old, new in edits:
        assert old in after
        after = after.replace(old, new)
    return after


@pytest.mark.parametrize("name", QUIET)
def test_an_edit_without_consequence_is_not_told(shop, name):
    assert told(shop, edited(QUIET[name])) == (False, False)


@pytest.mark.parametrize("name", TOLD)
def test_an_edit_of_what_is_watched_is_told(shop, name):
    assert told(shop, edited(TOLD[name])) == (True, True)


@pytest.mark.parametrize("count", [3, 20, 200])
def test_a_helper_renamed_everywhere_is_not_told(shop, count):
    uses = {f"use{number}": (USE, USE.replace("hold", "grab")) for number in range(count - 1)}
    assert told(shop, CHARGE.replace("hold", "grab"), others=uses) == (False, False)


def test_a_helper_renamed_with_its_definition_is_not_told(shop):
    definition = "def hold(key):\n    return key\n"
    others = {"locks": (definition, definition.replace("hold", "grab"))}
    assert told(shop, CHARGE.replace("hold", "grab"), others=others) == (False, False)


def test_a_helper_renamed_with_its_definition_in_the_same_file_is_not_told(shop):
    before = CHARGE.replace("from locks import hold\n", "\ndef hold(key):\n    return key\n")
    assert told(shop, before.replace("hold", "grab"), before=before) == (False, False)


def test_a_call_replaced_in_two_files_is_told(shop):
    others = {"use": (USE, USE.replace("hold", "grab"))}
    assert told(shop, CHARGE.replace("hold", "grab"), others=others) == (True, True)


@pytest.mark.parametrize(
    "title", ["Lock on payment_id, never on user_id", "payment_id, not the user"]
)
def test_a_new_name_that_the_note_speaks_of_is_told(shop, title):
    uses = {f"use{n}": ("print(payment_id)\n", "print(user_id)\n") for n in range(5)}
    after = CHARGE.replace("payment_id", "user_id")
    assert told(shop, after, title=title, others=uses) == (True, True)


def test_a_name_that_the_code_had_before_is_told(shop):
    before = CHARGE.replace("amount)", "amount, order_id)")
    after = before.replace("hold(payment_id)", "hold(order_id)")
    uses = {f"use{n}": ("print(payment_id)\n", "print(order_id)\n") for n in range(5)}
    assert told(shop, after, before=before, others=uses) == (True, True)


def test_the_watch_follows_the_new_name(shop):
    definition = "def hold(key):\n    return key\n"
    shop.commit(pay=CHARGE, locks=definition)
    shop.note(title=TITLE)
    renamed = CHARGE.replace("hold", "grab")
    shop.commit(pay=renamed, locks=definition.replace("hold", "grab"))
    shop.save(pay=renamed.replace("with grab(", "with take("))
    edit = shop.placed().edit
    assert (edit.claim, edit.reason) == (True, "`grab(payment_id)` is now `take(payment_id)`")
