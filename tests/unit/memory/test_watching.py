"""What a note watches: filled when it is made, edited, silenced by answers, and kept."""

import contextlib
from dataclasses import replace

import pytest

from chesterton.memory.drafts.draft_text import advice, draft_of, new_draft, read_draft
from chesterton.memory.exchange.portable import to_json
from chesterton.memory.notes import show
from chesterton.memory.notes.activity import Activity
from chesterton.memory.notes.confirm import confirm
from chesterton.memory.notes.places import Place
from chesterton.memory.notes.remember import Edit, clean_content, edit, remember
from chesterton.memory.notes.undo import undo
from chesterton.memory.review.apply_review import apply_checklist, checklist
from chesterton.memory.review.review import SHOWN_IN_VAIN, review
from chesterton.memory.watch_text import NOTHING, silenced, warns_when
from chesterton.model.note import EventKind, Kind, NoteContent
from chesterton.store.tables.image import from_note, to_note
from tests.harness.notes import PERSON
from tests.unit.memory.shop import Shop

CHARGE = """\
def charge(card, payment_id):
    with hold(payment_id):
        for attempt in range(3):
            card.pay("eur")
        return attempt
"""


@pytest.fixture
def shop(tmp_path):
    made = Shop(tmp_path)
    made.git("init", "-q", "-b", "main")
    made.git("config", "user.email", "ana@example.org")
    made.git("config", "user.name", "Ana")
    made.commit(pay=CHARGE)
    yield made
    made.store.close()


def made(shop, title, *, quote=None, **content):
    with contextlib.closing(shop.opened()) as workspace:
        typed = NoteContent(Kind.PITFALL, title, **content)
        place = Place("pay.py", 1, "charge", quote)
        return remember(workspace, typed, [place], by=PERSON).note


def edited(shop, **files):
    shop.save(**files)
    return shop.placed().edit


def still_true(shop):
    with contextlib.closing(shop.opened()) as workspace:
        return confirm(workspace, [shop.placed().note.id], by=PERSON)[0]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Lock on payment_id, never on user_id", ("payment_id", "user_id")),
        ("`hold()` before card.pay()", ("hold()", "card.pay()")),
        ("Retries stay at 3: the provider bans us", ("3",)),
        ('Always "eur"', ('"eur"',)),
        ("Keyed on the payment id", ("payment_id",)),
        ("Nobody knows why", ()),
    ],
)
def test_the_watch_is_filled_from_the_title(shop, title, words):
    assert words == made(shop, title).content.watch


def test_words_that_a_person_gave_are_kept(shop):
    note = made(shop, "Lock on payment_id", watch=("`attempt`", "pay()", "attempt"))
    assert note.content.watch == ("attempt", "pay()")
    assert warns_when(note, "`{}`".format) == "Warns when `attempt` or `pay()` changes."


def test_a_selection_decides_instead_of_the_title(shop):
    note = made(shop, "3 attempts on payment_id, no user_id", quote=(4, 4))
    assert note.content.watch == ("user_id",)
    assert not edited(shop, pay=CHARGE.replace("range(3)", "range(4)")).claim
    assert edited(shop, pay=CHARGE.replace('"eur"', '"usd"')).claim


def test_the_lines_that_a_linked_commit_wrote_are_watched(shop):
    fixed = CHARGE.replace('"eur"', '"eur", key=payment_id')
    shop.commit(pay=fixed)
    note = made(shop, "change", links=("HEAD", _head(shop)))
    assert (note.content.watch, note.anchors[0].commit_lines) == ((), (3,))
    assert warns_when(note, str) == "Warns when the line that its commit wrote changes."
    assert not edited(shop, pay=fixed.replace("range(3)", "range(4)")).claim
    assert edited(shop, pay=fixed.replace(", key=payment_id", "").replace("pay(", "bill(")).claim


def test_still_true_keeps_the_lines_of_the_commit(shop):
    fixed = CHARGE.replace('"eur"', '"eur", key=payment_id')
    shop.commit(pay=fixed)
    made(shop, "change", links=(_head(shop),))
    shop.save(pay="# first\n" + fixed.replace("    with hold", "    note(card)\n    with hold"))
    assert still_true(shop).anchors[0].commit_lines == (5,)


def test_a_person_who_writes_the_title_has_its_words_watched_beside_the_lines(shop):
    shop.commit(pay=CHARGE.replace('"eur"', '"eur", key=payment_id'))
    assert made(shop, "Lock on payment_id", links=(_head(shop),)).content.watch == ("payment_id",)


def test_an_unedited_watch_follows_the_title_and_an_edited_one_stays(shop):
    note = made(shop, "Lock on payment_id")
    typed = clean_content(replace(note.content, title="Call hold()"))
    with contextlib.closing(shop.opened()) as workspace:
        note = edit(workspace, note.id, Edit(typed, note.anchors, note.version), by=PERSON).note
        assert note.content.watch == ("hold()",)
        typed = clean_content(replace(note.content, watch=("range",)))
        note = edit(workspace, note.id, Edit(typed, note.anchors, note.version), by=PERSON).note
        typed = clean_content(replace(note.content, title="Lock on payment_id"))
        note = edit(workspace, note.id, Edit(typed, note.anchors, note.version), by=PERSON).note
    assert note.content.watch == ("range",)


def test_a_draft_shows_the_watch_and_reads_it_back(shop):
    note = made(shop, "Lock on payment_id", watch=("a.b()", '"x, y"'))
    assert read_draft(draft_of(note)).content.watch == ("a.b()", '"x, y"')
    assert read_draft(new_draft()).content.watch is None


def test_a_draft_with_nothing_to_watch_says_so():
    def said(title, about="pay.py::charge", **more):
        content = NoteContent(Kind.PITFALL, title, **more)
        problem = advice(read_draft(new_draft(content, [about])))
        return problem and problem.message

    assert said("Nobody knows why") == NOTHING
    assert said("Nobody knows why", about="pay.py::charge:2-3") is None
    assert said("Nobody knows why", watch=("hold",)) is None
    assert said("Call `hold`") is None
    assert said("Retries stay at 3") is None
    assert said("Nobody knows why", about="pay.py") is None
    assert said("") is None


def test_still_true_twice_on_a_word_silences_it_and_undo_takes_that_back(shop):
    made(shop, "Lock on payment_id, 3 attempts")
    for n in (4, 5):
        assert edited(shop, pay=CHARGE.replace("range(3)", f"range({n})")).word
        note = still_true(shop)
        shop.commit()
    assert note.silenced
    assert silenced(note, "`{}`".format).startswith(f"No longer warns about `{note.silenced[0]}`")
    with contextlib.closing(shop.opened()) as workspace:
        assert undo(workspace, note.id, by=PERSON).silenced == ()


def test_a_silenced_word_does_not_warn_and_another_does(shop):
    made(shop, "`hold` and `pay` in this order")
    for name in ("take", "seize"):
        shop.save(pay=CHARGE.replace("hold(payment_id)", f"hold({name})"))
        assert shop.placed().edit.word == "hold"
        note = still_true(shop)
        shop.save(pay=CHARGE)
        still_true(shop)
    assert note.silenced == ("hold",)
    assert not edited(shop, pay=CHARGE.replace("hold(payment_id)", "hold(other)")).claim
    assert edited(shop, pay=CHARGE.replace("card.pay(", "card.bill(")).claim


def test_code_as_a_person_confirmed_it_before_is_current(shop):
    made(shop, "3 attempts")
    shop.save(pay=CHARGE.replace("range(3)", "range(4)"))
    still_true(shop)
    shop.save(pay=CHARGE)
    placed = shop.placed()
    assert (placed.state.value, placed.change, placed.edit) == ("current", None, None)


def test_json_has_the_edit_and_its_reason(shop):
    made(shop, "3 attempts")
    shop.save(pay=CHARGE.replace("range(3)", "range(4)"))
    told = to_json(shop.placed())
    assert told["watch"] == ["3"]
    assert told["edit"]["claim"] is True
    assert told["edit"]["reason"] == "`range(3)` is now `range(4)`"
    shop.commit()
    assert to_json(shop.placed())["edit"] is None


def test_deleting_the_symbol_is_told(shop):
    made(shop, "Nobody knows why")
    shop.save(pay="LIMIT = 1\n")
    told = to_json(shop.placed())["edit"]
    assert (told["claim"], told["reason"]) == (True, "`charge` was deleted")


def test_an_older_version_keeps_the_fields_of_the_watch(shop):
    note = made(shop, "Lock on payment_id")
    assert to_note(from_note(note)) == note


def test_a_note_that_is_never_heeded_is_offered_for_retirement_until_it_is_kept(shop):
    note = made(shop, "3 attempts")
    with contextlib.closing(shop.opened()) as workspace:
        for number in range(SHOWN_IN_VAIN):
            assert not review(workspace).ignored
            workspace.singleton(Activity).add(note.id, EventKind.TOUCHED, f"{number}")
            workspace.singleton(Activity).flush()
        assert [each.note.id for each in review(workspace).ignored] == [note.id]
        text = checklist(workspace).replace("- [ ]", "- [x]")
        assert apply_checklist(workspace, text, by=PERSON).kept == 1
        assert not review(workspace).ignored
        assert show.find_note(workspace, note.id).note.status.is_open


def _head(shop):
    with contextlib.closing(shop.opened()) as workspace:
        return workspace.head()
