"""Twins and copies: the nearer folder decides, then nothing does, and a person is asked."""

import pytest

from tests.unit.anchoring.situations.code import BLOCK, PAY, REFUND, WRITERS, placed, written


@pytest.fixture(params=WRITERS, ids=lambda one: one.suffix)
def w(request):
    return request.param


def test_each_of_two_twins_goes_to_the_file_of_its_own_folder(w):
    x, y = f"x{w.suffix}", f"y{w.suffix}"
    other = written(w, "other", REFUND)
    full, rest = w.file(written(w, "pay", PAY), other), w.file(other)
    before = {f"{d}/{x}": full for d in "ab"}
    after = {f"{d}/{x}": rest for d in "ab"} | {
        f"{d}/{y}": w.file(written(w, "pay", PAY)) for d in "ab"
    }
    name = w.name("pay")
    assert placed(before, after, *((f"{d}/{x}", name) for d in "ab")) == [
        f"{d}/{y}::{name}" for d in "ab"
    ]


def test_twins_that_are_renamed_as_they_move_stay_in_their_own_folder(w):
    x, y = f"x{w.suffix}", f"y{w.suffix}"
    other = written(w, "other", REFUND)
    before = {f"{d}/{x}": w.file(written(w, "pay", PAY), other) for d in "abc"}
    after = {f"{d}/{x}": w.file(other) for d in "abc"} | {
        f"{d}/{y}": w.file(written(w, "settle", PAY)) for d in "abc"
    }
    asked = [(f"{d}/{x}", w.name("pay")) for d in "abc"]
    assert placed(before, after, *asked) == [f"{d}/{y}::{w.name('settle')}" for d in "abc"]


def test_nearly_equal_twins_stay_in_their_own_folder(w):
    x, y = f"x{w.suffix}", f"y{w.suffix}"
    other = written(w, "other", REFUND)
    edited = {"a": PAY, "b": (*PAY[:3], "return card.pay(total, 1)")}
    before = {f"app/{d}/{x}": w.file(written(w, "pay", PAY), other) for d in "ab"}
    after = {f"app/{d}/{x}": w.file(other) for d in "ab"} | {
        f"app/{d}/{y}": w.file(written(w, "pay", edited[d])) for d in "ab"
    }
    asked = [(f"app/{d}/{x}", w.name("pay")) for d in "ab"]
    assert placed(before, after, *asked) == [f"app/{d}/{y}::{w.name('pay')}" for d in "ab"]


def test_a_file_copied_to_two_folders_and_removed_is_asked_about(w):
    text = w.file(written(w, "pay", PAY), written(w, "refund", REFUND))
    before = {f"old/x{w.suffix}": text, "keep.py": "A = 1\n"}
    after = {f"one/x{w.suffix}": text, f"two/x{w.suffix}": text, "keep.py": "A = 2\n"}
    name = w.name("pay")
    both = {f"{d}/x{w.suffix}::{name}" for d in ("one", "two")}
    for renames in ({}, {f"old/x{w.suffix}": f"one/x{w.suffix}"}):
        assert placed(before, after, (f"old/x{w.suffix}", name), renames=renames) == [
            ("uncertain", both)
        ]


def test_a_copy_in_the_same_folder_tree_wins_over_one_far_away(w):
    text = w.file(written(w, "pay", PAY), written(w, "refund", REFUND))
    before = {f"lib/old/x{w.suffix}": text}
    after = {f"lib/new/x{w.suffix}": text, f"attic/x{w.suffix}": text}
    name = w.name("pay")
    for first in ("attic", "lib/new"):
        renames = {f"lib/old/x{w.suffix}": f"{first}/x{w.suffix}"}
        assert placed(before, after, (f"lib/old/x{w.suffix}", name), renames=renames) == [
            f"lib/new/x{w.suffix}::{name}"
        ]


def test_two_copies_under_new_names_in_the_same_file_are_both_named(w):
    path = f"x{w.suffix}"
    before = {path: w.file(written(w, "pay", PAY), written(w, "refund", REFUND))}
    after = {
        path: w.file(
            written(w, "settle", PAY), written(w, "refund", REFUND), written(w, "collect", PAY)
        )
    }
    both = {f"{path}::{w.name(one)}" for one in ("settle", "collect")}
    assert placed(before, after, (path, w.name("pay"))) == [("uncertain", both)]
    after[path] = w.file(
        written(w, "settle", PAY), written(w, "collect", PAY), written(w, "refund", REFUND)
    )
    assert placed(before, after, (path, w.name("pay"))) == [("uncertain", both)]


@pytest.mark.parametrize("name", ["pay", "settle"])
def test_copies_in_two_new_files_are_both_named(w, name):
    path = f"x{w.suffix}"
    other = written(w, "other", BLOCK)
    before = {path: w.file(written(w, "pay", PAY), other)}
    copies = {f"{d}/x{w.suffix}": w.file(written(w, name, PAY)) for d in "ab"}
    both = {f"{d}/x{w.suffix}::{w.name(name)}" for d in "ab"}
    assert placed(before, {path: w.file(other)} | copies, (path, w.name("pay"))) == [
        ("uncertain", both)
    ]


def test_a_copy_beside_the_original_changes_nothing(w):
    path = f"x{w.suffix}"
    before = {path: w.file(written(w, "pay", PAY))}
    after = {
        path: w.file(written(w, "pay", PAY), written(w, "pay_all", PAY)),
        f"b/x{w.suffix}": w.file(written(w, "pay", PAY)),
    }
    assert placed(before, after, (path, w.name("pay"))) == [f"{path}::{w.name('pay')}"]


def test_two_twins_of_which_one_goes_away_keep_apart(w):
    """The one that stays is where it was; the other one is lost, not at its twin."""
    x = f"x{w.suffix}"
    other = written(w, "other", REFUND)
    before = {f"{d}/{x}": w.file(written(w, "pay", PAY), other) for d in "ab"}
    after = {f"a/{x}": w.file(other), f"b/{x}": before[f"b/{x}"]}
    first, second = placed(before, after, *((f"{d}/{x}", w.name("pay")) for d in "ab"))
    assert first[0] == "lost"
    assert second == f"b/{x}::{w.name('pay')}"
