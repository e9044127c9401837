"""Equal copies: where nothing tells them apart, a person is asked and all are named."""

from tests.unit.anchoring.situations.tables.bodies import (
    BLOCK,
    CLEAN,
    EXPORT,
    HEAD,
    LOAD,
    LOGIN,
    PAY,
    RETRY,
    VERIFY,
    but,
)
from tests.unit.anchoring.situations.tables.situation import Near, Situation

BESIDE = {"other": BLOCK}


def doubled(body, names, name="pay", beside=BESIDE, edit=None):
    """One function is gone, and stands several times under new names."""
    copies = dict.fromkeys(names, edit or body)
    want = {f"x::{name}": {f"x::{one}" for one in names}}
    return {"x": {name: body} | beside}, {"x": copies | beside}, want


def spread(body, places, name="pay", beside=BESIDE):
    """One function is gone from its file, and stands in several others."""
    after: dict = {}
    for place in places:
        path, _, became = place.partition("::")
        after[path] = after.get(path, {}) | {became: body}
    return {"x": {name: body} | beside}, {"x": beside} | after, {f"x::{name}": set(places)}


SITUATIONS = [
    Situation("two in the same file", *doubled(PAY, ["settle", "collect"])),
    Situation("three in the same file", *doubled(PAY, ["settle", "collect", "gather"])),
    Situation("two alone in their file", *doubled(LOAD, ["read", "fetch"], beside={})),
    Situation(
        "two around what stood beside it",
        {"x": {"pay": RETRY} | BESIDE},
        {"x": {"settle": RETRY} | BESIDE | {"collect": RETRY}},
        {"x::pay": {"x::settle", "x::collect"}},
    ),
    Situation(
        "two before what stood before it",
        {"x": BESIDE | {"pay": RETRY}},
        {"x": {"settle": RETRY, "collect": RETRY} | BESIDE},
        {"x::pay": {"x::settle", "x::collect"}},
    ),
    Situation(
        "both edited alike",
        *doubled(EXPORT, ["store", "write"], edit=but(EXPORT, 2, "return target")),
    ),
    Situation("unchanged in two new files", *spread(PAY, ["a/x::pay", "b/x::pay"])),
    Situation("unchanged in three new files", *spread(LOGIN, ["a/x::pay", "b/x::pay", "c/x::pay"])),
    Situation("under one new name in two files", *spread(LOAD, ["a/x::read", "b/x::read"])),
    Situation("under two new names in two files", *spread(LOAD, ["a/y::read", "b/y::fetch"])),
    Situation(
        "in two files that stood there",
        {"x": {"pay": RETRY} | BESIDE, "a/y": {"clean": CLEAN}, "b/y": {"verify": VERIFY}},
        {
            "x": BESIDE,
            "a/y": {"clean": CLEAN, "pay": RETRY},
            "b/y": {"verify": VERIFY, "pay": RETRY},
        },
        {"x::pay": {"a/y::pay", "b/y::pay"}},
    ),
    Situation(
        "in two classes of another file",
        {"x": {"pay": RETRY} | BESIDE, "y": {"Desk": {"clean": CLEAN}, "Bank": {"verify": VERIFY}}},
        {
            "x": BESIDE,
            "y": {"Desk": {"clean": CLEAN, "pay": RETRY}, "Bank": {"verify": VERIFY, "pay": RETRY}},
        },
        {"x::pay": {"y::Desk.pay", "y::Bank.pay"}},
    ),
    Situation(
        "methods under two new names",
        {"x": {"Shop": {"pay": LOAD, "stop": BLOCK}}},
        {"x": {"Shop": {"read": LOAD, "fetch": LOAD, "stop": BLOCK}}},
        {"x::Shop.pay": {"x::Shop.read", "x::Shop.fetch"}, "x::Shop": "x::Shop"},
    ),
    Situation(
        "a class in two new files",
        {"x": {"Shop": {"load": LOAD, "pay": PAY}} | BESIDE},
        {
            "x": BESIDE,
            "a/y": {"Shop": {"load": LOAD, "pay": PAY}},
            "b/y": {"Shop": {"load": LOAD, "pay": PAY}},
        },
        {"x::Shop": {"a/y::Shop", "b/y::Shop"}, "x::Shop.pay": {"a/y::Shop.pay", "b/y::Shop.pay"}},
    ),
    Situation(
        "a class under two new names",
        {"x": {"Shop": {"load": LOAD, "pay": PAY}} | BESIDE},
        {"x": {"Desk": {"load": LOAD, "pay": PAY}, "Bank": {"load": LOAD, "pay": PAY}} | BESIDE},
        {"x::Shop": {"x::Desk", "x::Bank"}, "x::Shop.pay": {"x::Desk.pay", "x::Bank.pay"}},
    ),
    Situation(
        "a whole file twice, git sees one as renamed",
        {"x": {"load": LOAD, "pay": PAY}},
        {"a/x": {"load": LOAD, "pay": PAY}, "b/x": {"load": LOAD, "pay": PAY}},
        {"x::load": {"a/x::load", "b/x::load"}, "x::pay": {"a/x::pay", "b/x::pay"}},
        renames={"x": "b/x"},
    ),
    Situation(
        "two fixtures for one",
        *doubled((*HEAD, *PAY), ["new_card", "old_card"], name="card_for_test"),
    ),
    Situation(
        "a copy beside the original changes nothing",
        {"x": {"pay": PAY} | BESIDE},
        {"x": {"pay": PAY, "settle": PAY} | BESIDE, "y": {"pay": PAY}},
        {"x::pay": "x::pay"},
    ),
    Situation(
        "an equal one that stood there all the time is not it",
        {"x": {"pay": PAY, "settle": PAY} | BESIDE},
        {"x": {"settle": PAY} | BESIDE},
        {"x::settle": "x::settle"},
    ),
    Situation(
        "of two copies one is edited: the very one is it",
        {"x": {"pay": LOAD} | BESIDE},
        {"x": {"read": LOAD, "fetch": but(LOAD, 1, "reader.skip(amount)")} | BESIDE},
        {"x::pay": "x::read"},
    ),
    Situation(
        "of two copies one has the old name",
        {"x": {"pay": LOAD} | BESIDE},
        {"x": BESIDE, "a/y": {"pay": LOAD}, "b/y": {"fetch": LOAD}},
        {"x::pay": "a/y::pay"},
    ),
    Situation(
        "two originals and two copies pair by their order",
        {"x": {"first": RETRY, "second": RETRY} | BESIDE},
        {"x": {"third": RETRY, "fourth": RETRY} | BESIDE},
        {"x::first": Near("x::third"), "x::second": Near("x::fourth"), "x::other": "x::other"},
    ),
]
