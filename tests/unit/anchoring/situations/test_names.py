"""Names that are swapped, passed on or taken over, by functions and by whole classes."""

import pytest

from tests.unit.anchoring.situations.code import (
    BLOCK,
    GO,
    HEAD,
    PAY,
    REFUND,
    REPORT,
    WRITERS,
    placed,
    written,
)  # fmt: skip

TAIL = (*PAY[:2], "audit.sign(card, total)", "card.reserve(total)", PAY[3])
"""Nearly `PAY`."""


@pytest.fixture(params=WRITERS, ids=lambda one: one.suffix)
def w(request):
    return request.param


def test_a_name_passed_on_to_a_similar_function(w):
    """`a` becomes `b`, `c` becomes `a`; the bodies of `a` and `c` are much alike."""
    path = f"x{w.suffix}"
    for first, second in ((PAY, TAIL), (TAIL, PAY), ((*HEAD, *PAY), (*HEAD, *TAIL))):
        before = {path: w.file(written(w, "a", first), written(w, "c", second))}
        after = {path: w.file(written(w, "b", first), written(w, "a", second))}
        assert placed(before, after, (path, w.name("a")), (path, w.name("c"))) == [
            f"{path}::{w.name('b')}",
            f"{path}::{w.name('a')}",
        ]


def test_a_name_passed_on_between_different_functions(w):
    path = f"x{w.suffix}"
    before = {path: w.file(written(w, "pay", PAY), written(w, "refund", REFUND))}
    after = {path: w.file(written(w, "settle", PAY), written(w, "pay", REFUND))}
    assert placed(before, after, (path, w.name("pay")), (path, w.name("refund"))) == [
        f"{path}::{w.name('settle')}",
        f"{path}::{w.name('pay')}",
    ]


def test_two_similar_functions_swap_their_names(w):
    path = f"x{w.suffix}"
    one, two = (*HEAD, *PAY), (*HEAD, *TAIL)
    before = {path: w.file(written(w, "pay", one), written(w, "settle", two))}
    after = {path: w.file(written(w, "settle", one), written(w, "pay", two))}
    assert placed(before, after, (path, w.name("pay")), (path, w.name("settle"))) == [
        f"{path}::{w.name('settle')}",
        f"{path}::{w.name('pay')}",
    ]


def test_three_functions_pass_their_names_round(w):
    path = f"x{w.suffix}"
    bodies, names = (PAY, REFUND, BLOCK), ("one", "two", "three")
    before = {path: w.file(*(written(w, n, b) for n, b in zip(names, bodies, strict=True)))}
    turned = (*names[1:], names[0])
    after = {path: w.file(*(written(w, n, b) for n, b in zip(turned, bodies, strict=True)))}
    assert placed(before, after, *((path, w.name(one)) for one in names)) == [
        f"{path}::{w.name(one)}" for one in turned
    ]


def test_a_name_passed_on_while_the_body_is_edited(w):
    path = f"x{w.suffix}"
    edited = (*PAY[:3], "return card.pay(total, 1)")
    before = {path: w.file(written(w, "pay", PAY), written(w, "settle", (*HEAD, *PAY)))}
    after = {path: w.file(written(w, "charge", edited), written(w, "pay", (*HEAD, *PAY)))}
    assert placed(before, after, (path, w.name("pay")), (path, w.name("settle"))) == [
        f"{path}::{w.name('charge')}",
        f"{path}::{w.name('pay')}",
    ]


SCALAR = {"mean": PAY, "sample": (*HEAD, *PAY), "close": REFUND}
JOINT = {"mean": REPORT, "sample": (*HEAD, *REPORT), "close": REFUND}


def test_a_class_moves_away_and_its_sibling_takes_its_name(w):
    here, there = f"x{w.suffix}", f"y{w.suffix}"
    before = {here: w.type("Law", SCALAR) + "\n\n" + w.type("JointLaw", JOINT)}
    after = {here: w.type("Law", JOINT), there: w.type("ScalarLaw", SCALAR)}
    asked = [
        (here, f"{c}{m}") for c in ("Law", "JointLaw") for m in ("", ".mean", ".sample", ".close")
    ]
    want = [f"{there}::ScalarLaw{m}" for m in ("", ".mean", ".sample", ".close")]
    want += [f"{here}::Law{m}" for m in ("", ".mean", ".sample", ".close")]
    assert placed(before, after, *asked) == want


def test_a_class_is_renamed_and_its_sibling_takes_its_name_in_the_same_file(w):
    here = f"x{w.suffix}"
    before = {here: w.type("Law", SCALAR) + "\n\n" + w.type("JointLaw", JOINT)}
    after = {here: w.type("ScalarLaw", SCALAR) + "\n\n" + w.type("Law", JOINT)}
    asked = [(here, f"{c}{m}") for c in ("Law", "JointLaw") for m in ("", ".mean", ".close")]
    want = [f"{here}::{c}{m}" for c in ("ScalarLaw", "Law") for m in ("", ".mean", ".close")]
    assert placed(before, after, *asked) == want


def test_two_classes_swap_their_names(w):
    here = f"x{w.suffix}"
    before = {here: w.type("Law", SCALAR) + "\n\n" + w.type("JointLaw", JOINT)}
    after = {here: w.type("JointLaw", SCALAR) + "\n\n" + w.type("Law", JOINT)}
    asked = [(here, f"{c}{m}") for c in ("Law", "JointLaw") for m in ("", ".mean", ".close")]
    want = [f"{here}::{c}{m}" for c in ("JointLaw", "Law") for m in ("", ".mean", ".close")]
    assert placed(before, after, *asked) == want


@pytest.mark.parametrize("w", [one for one in WRITERS if one is not GO], ids=lambda one: one.suffix)
def test_a_new_class_takes_the_name_of_one_that_moved_away(w):
    here, there = f"x{w.suffix}", f"y{w.suffix}"
    fresh = {"mean": BLOCK, "close": REFUND, "open": (*HEAD, *BLOCK)}
    before = {here: w.type("Law", SCALAR)}
    after = {here: w.type("Law", fresh), there: w.type("ScalarLaw", SCALAR)}
    asked = [(here, f"Law{m}") for m in ("", ".mean", ".sample", ".close")]
    assert placed(before, after, *asked) == [
        f"{there}::ScalarLaw{m}" for m in ("", ".mean", ".sample", ".close")
    ]


def test_a_class_that_only_grew_keeps_its_members(w):
    here = f"x{w.suffix}"
    before = {here: w.type("Law", SCALAR)}
    after = {here: w.type("Law", SCALAR | {"open": BLOCK, "draw": (*HEAD, *REPORT)})}
    asked = [(here, f"Law{m}") for m in ("", ".mean", ".sample", ".close")]
    assert placed(before, after, *asked) == [f"{here}::{name}" for _, name in asked]
