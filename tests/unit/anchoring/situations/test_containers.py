"""Containers and their members, relatives of a class, namesakes far away, and splits."""

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

OTHER = ("journal.open(card)", "journal.close(amount)", "return journal.pages()")
CLASSES = tuple(one for one in WRITERS if one is not GO)
"""In Go a type is not the place of its methods."""


@pytest.fixture(params=WRITERS, ids=lambda one: one.suffix)
def w(request):
    return request.param


@pytest.fixture(params=CLASSES, ids=lambda one: one.suffix)
def c(request):
    return request.param


METHODS = {"settle": PAY, "return_all": REFUND, "stop": BLOCK}


@pytest.mark.parametrize("more", [{}, {"draw": REPORT}, {"note": OTHER}])
def test_a_class_goes_where_most_of_its_members_went(c, more):
    """Renamed beyond recognition, moved, with members that were added."""
    here, there = f"x{c.suffix}", f"y{c.suffix}"
    before = {here: c.type("Till", METHODS) + "\n" + c.type("Rest", {"draw_all": REPORT})}
    after = {
        here: c.type("Rest", {"draw_all": REPORT}),
        there: c.type("Counter", METHODS | more, "Device"),
    }
    asked = [(here, "Till"), *((here, f"Till.{one}") for one in METHODS)]
    want = [f"{there}::Counter", *(f"{there}::Counter.{one}" for one in METHODS)]
    assert placed(before, after, *asked) == want


def test_a_class_goes_where_the_larger_part_of_a_split_went(c):
    here, one, two = f"x{c.suffix}", f"y{c.suffix}", f"z{c.suffix}"
    long = {"settle": (*HEAD, *PAY, *BLOCK), "return_all": (*REFUND, *OTHER)}
    before = {here: c.type("Till", long | {"draw": REPORT})}
    after = {one: c.type("Counter", long), two: c.type("Painter", {"draw": REPORT})}
    assert placed(before, after, (here, "Till"), (here, "Till.settle"), (here, "Till.draw")) == [
        f"{one}::Counter",
        f"{one}::Counter.settle",
        f"{two}::Painter.draw",
    ]


def test_a_method_pulled_up_goes_to_the_class_that_is_extended(c):
    """Another class gets a copy in the same change."""
    here, up, side = f"a/x{c.suffix}", f"b/y{c.suffix}", f"a/y{c.suffix}"
    stay = {"stop": BLOCK}
    before = {
        here: c.type("Till", stay | {"settle": PAY}, "Base"),
        up: c.type("Base", {"draw": REPORT}),
        side: c.type("Other", {"note": OTHER}),
    }
    after = {
        here: c.type("Till", stay, "Base"),
        up: c.type("Base", {"draw": REPORT, "settle": PAY}),
        side: c.type("Other", {"note": OTHER, "settle": PAY}),
    }
    assert placed(before, after, (here, "Till.settle")) == [f"{up}::Base.settle"]


def test_a_method_pushed_down_goes_to_the_class_that_extends(c):
    here, down, side = f"a/x{c.suffix}", f"b/y{c.suffix}", f"a/y{c.suffix}"
    stay = {"stop": BLOCK}
    before = {
        here: c.type("Base", stay | {"settle": PAY}),
        down: c.type("Till", {"draw": REPORT}, "Base"),
        side: c.type("Other", {"note": OTHER}),
    }
    after = {
        here: c.type("Base", stay),
        down: c.type("Till", {"draw": REPORT, "settle": PAY}, "Base"),
        side: c.type("Other", {"note": OTHER, "settle": PAY}),
    }
    assert placed(before, after, (here, "Base.settle")) == [f"{down}::Till.settle"]


@pytest.mark.parametrize("far", [(*OTHER, PAY[0]), (*PAY[:1], *BLOCK), OTHER])
def test_a_namesake_far_away_does_not_beat_a_rename_in_place(w, far):
    here, there = f"x{w.suffix}", f"lib/y{w.suffix}"
    edited = (*PAY[:3], "return card.send(total)")
    before = {
        here: w.type("Till", {"settle": PAY, "stop": BLOCK}),
        there: w.type("Shop", {"a": REFUND}),
    }
    after = {
        here: w.type("Till", {"take": edited, "stop": BLOCK}),
        there: w.type("Shop", {"a": REFUND, "settle": far}),
    }
    (where,) = placed(before, after, (here, "Till.settle"))
    assert where == f"{here}::Till.take" or (
        where[0] == "uncertain" and f"{here}::Till.take" in where[1]
    )


def test_the_parts_of_a_split_are_all_asked_about(w):
    """One function became four of one kind: none of them is certain."""
    path = f"x{w.suffix}"
    whole = (*HEAD, *PAY)
    parts = {f"settle_{n}": (*HEAD, *PAY[:3], f"return card.send_{n}(total)") for n in "abcd"}
    before = {path: w.file(written(w, "settle", whole), written(w, "stop", BLOCK))}
    after = {path: w.file(*(written(w, n, b) for n, b in parts.items()), written(w, "stop", BLOCK))}
    (where,) = placed(before, after, (path, w.name("settle")))
    assert where[0] == "uncertain"


def test_siblings_that_became_one_of_a_kind_each_are_all_alike(w):
    """Four near twins are renamed so that nothing tells which became which."""
    path = f"x{w.suffix}"
    before = {path: w.file(*(written(w, f"old_{n}", PAY) for n in "abcd"))}
    after = {path: w.file(*(written(w, f"new_{n}", PAY) for n in ("w", "x", "y", "z", "v")))}
    said = placed(before, after, *((path, w.name(f"old_{n}")) for n in "abcd"))
    assert {one[0] == "uncertain" for one in said} == {True}
