"""Names of functions that are swapped, passed on or taken over: the body decides."""

from tests.unit.anchoring.situations.tables.bodies import (
    BLOCK,
    CLEAN,
    EXPORT,
    HEAD,
    LOAD,
    LOGIN,
    PAY,
    REFUND,
    RENDER,
    REPORT,
    RETRY,
    VERIFY,
    but,
    plus,
)
from tests.unit.anchoring.situations.tables.situation import GONE, Situation

SIGNED = plus(PAY, 2, "audit.sign(card, total)")
"""Nearly `PAY`."""
TWICE = but(RETRY, 2, 'log.error("gave up", tries)', "alarm.ring(card)")
"""Nearly `RETRY`."""


def turned(names, bodies, path="x", inside="", edits=None):
    """Both sides of a file in which each body gets the name that the second row says."""
    old, new = (row.split() for row in names)
    before = dict(zip(old, bodies, strict=True))
    after = dict(zip(new, edits or bodies, strict=True))
    dot = f"{inside}." if inside else ""
    want = {f"{path}::{dot}{a}": f"{path}::{dot}{b}" for a, b in zip(old, new, strict=True)}
    wrap = (lambda one: {inside: one}) if inside else dict
    return {path: wrap(before)}, {path: wrap(after)}, want


SITUATIONS = [
    Situation("passed on between near twins", *turned(("pay take", "settle pay"), [PAY, SIGNED])),
    Situation("the same in reverse", *turned(("take pay", "pay settle"), [PAY, SIGNED])),
    Situation("passed on between unlike ones", *turned(("pay load", "take pay"), [PAY, LOAD])),
    Situation("swapped between near twins", *turned(("pay take", "take pay"), [RETRY, TWICE])),
    Situation("swapped between unlike ones", *turned(("load save", "save load"), [LOAD, EXPORT])),
    Situation(
        "three names go round",
        *turned(("one two three", "two three one"), [LOAD, EXPORT, RENDER]),
    ),
    Situation(
        "four names go round among near twins",
        *turned(("one two three four", "two three four one"), [PAY, SIGNED, RETRY, TWICE]),
    ),
    Situation(
        "a chain: the last one gets a name of its own",
        *turned(("one two three", "two three four"), [LOAD, EXPORT, RENDER]),
    ),
    Situation(
        "methods swap their names",
        *turned(("read write", "write read"), [LOAD, EXPORT], inside="Store"),
    ),
    Situation(
        "a method's name is passed on to its near twin",
        *turned(("send post close", "push send close"), [RETRY, TWICE, REFUND], inside="Client"),
    ),
    Situation(
        "passed on while the first is edited",
        *turned(
            ("pay take", "settle pay"), [RETRY, LOAD], edits=[but(RETRY, 0, "tries = 1"), LOAD]
        ),
    ),
    Situation(
        "passed on while both are edited",
        *turned(
            ("pay take", "settle pay"),
            [RETRY, LOAD],
            edits=[but(RETRY, 0, "tries = 1"), but(LOAD, 2, "reader.close(amount)")],
        ),
    ),
    Situation(
        "swapped while both are edited",
        *turned(
            ("login verify", "verify login"),
            [LOGIN, VERIFY],
            edits=[but(LOGIN, 3, "cookies.set(session)"), but(VERIFY, 0, "digest = sum_of(card)")],
        ),
    ),
    Situation(
        "a version 2 replaces the first, which is kept as legacy",
        {"x": {"render": RENDER, "render_two": (*HEAD, *RENDER, "return page")}},
        {"x": {"render_legacy": RENDER, "render": (*HEAD, *RENDER, "return page")}},
        {"x::render": "x::render_legacy", "x::render_two": "x::render"},
    ),
    Situation(
        "a version 2 replaces the first, which is deleted",
        {"x": {"render": RENDER, "render_two": LOAD, "other": BLOCK}},
        {"x": {"render": LOAD, "other": BLOCK}},
        {"x::render": GONE, "x::render_two": "x::render", "x::other": "x::other"},
    ),
    Situation(
        "the old one goes to a file for what is obsolete",
        {"x": {"render": RENDER, "render_two": LOAD}},
        {"x": {"render": LOAD}, "compat": {"render": RENDER}},
        {"x::render": "compat::render", "x::render_two": "x::render"},
    ),
    Situation(
        "one from another file takes the name",
        {"x": {"render": RENDER}, "y": {"draw": LOAD, "other": BLOCK}},
        {"x": {"render_page": RENDER, "render": LOAD}, "y": {"other": BLOCK}},
        {"x::render": "x::render_page", "y::draw": "x::render"},
    ),
    Situation(
        "functions of two files swap their files",
        {"x": {"run": LOAD, "stop": BLOCK}, "y": {"run": EXPORT, "halt": VERIFY}},
        {"x": {"run": EXPORT, "stop": BLOCK}, "y": {"run": LOAD, "halt": VERIFY}},
        {"x::run": "y::run", "y::run": "x::run"},
    ),
    Situation(
        "two tests pass a name on",
        {"x": {"test_pays": plus(PAY, 4, "check(card)"), "test_pays_twice": plus(PAY, 2, *HEAD)}},
        {"x": {"test_pays_once": plus(PAY, 4, "check(card)"), "test_pays": plus(PAY, 2, *HEAD)}},
        {"x::test_pays": "x::test_pays_once", "x::test_pays_twice": "x::test_pays"},
    ),
    Situation(
        "a wrapper under the old name calls the body under a new one",
        {"x": {"pay": PAY, "other": BLOCK}},
        {
            "x": {
                "pay": ("lock.acquire(card)", "return pay_locked(card, amount)"),
                "pay_locked": PAY,
                "other": BLOCK,
            }
        },
        {"x::pay": "x::pay"},
    ),
    Situation(
        "a body rewritten under its name, with nothing else that is new",
        {"x": {"report": REPORT, "other": BLOCK}},
        {"x": {"report": but(REPORT, 1, "chart = plot(rows)", "chart.sort()"), "other": BLOCK}},
        {"x::report": "x::report"},
    ),
    Situation(
        "a new function beside it is a little like it",
        {"x": {"clean": CLEAN, "other": BLOCK}},
        {
            "x": {
                "clean": but(CLEAN, 0, "stale = cache.older_than(1)"),
                "clean_all": ("cache.clear()", 'metrics.count("dropped")'),
                "other": BLOCK,
            }
        },
        {"x::clean": "x::clean", "x::other": "x::other"},
    ),
]
