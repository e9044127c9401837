"""What one definition was split into, or several became without distinction, is asked about."""

from tests.unit.anchoring.situations.tables.bodies import (
    BLOCK,
    CLEAN,
    EXPORT,
    HEAD,
    LOAD,
    LOGIN,
    PAY,
    RENDER,
    REPORT,
    RETRY,
    VERIFY,
    but,
    plus,
)
from tests.unit.anchoring.situations.tables.situation import Situation

ASKED: set[str] = set()
OTHER = {"other": BLOCK}


def parts(whole, names, line, others=OTHER, name="settle", path="x"):
    """A function becomes several; each has a line of its own in the place of the last one."""
    became = {one: but(whole, -1, line.format(one)) for one in names}
    return {path: {name: whole} | others}, {path: became | others}, {f"{path}::{name}": ASKED}


ABC, ABCD = ["first", "second", "third"], ["north", "south", "east", "west"]
GET = "return desk.{}(total)"

SITUATIONS = [
    Situation("into two", *parts((*HEAD, *PAY), ["morning", "evening"], GET)),
    Situation("into three", *parts((*HEAD, *PAY), ABC, GET)),
    Situation("into four", *parts((*HEAD, *PAY), ABCD, GET)),
    Situation("with a loop", *parts(RETRY, ABC, GET)),
    Situation("with a loop, into two", *parts(LOAD, ["rows", "cells"], "return stock.{}()")),
    Situation(
        "names that keep the old one", *parts(EXPORT, ["save_year", "save_week"], GET, name="save")
    ),
    Situation("alone in the file", *parts(LOGIN, ABC, GET, others={})),
    Situation("among unlike ones", *parts(VERIFY, ABC, GET, others={"load": LOAD, "clean": CLEAN})),
    Situation(
        "a test that is split by what it checks",
        *parts(
            (*PAY[:3], "check(card)"), ["test_total", "test_ledger"], "check({})", name="test_pay"
        ),
    ),
    Situation(
        "methods of a class",
        {"x": {"Shop": {"settle": RETRY, "stop": BLOCK}}},
        {
            "x": {
                "Shop": {f"settle_{one}": but(RETRY, 3, f"return {one}(tries)") for one in ABC}
                | {"stop": BLOCK}
            }
        },
        {"x::Shop.settle": ASKED},
    ),
    Situation(
        "equal siblings become more of a kind",
        {"x": {f"old_{n}": RETRY for n in "abcd"}},
        {"x": {f"new_{n}": RETRY for n in "vwxyz"}},
        {f"x::old_{n}": ASKED for n in "abcd"},
    ),
    Situation(
        "each part has a number of its own in the middle",
        {"x": {"settle": plus(LOAD, 1, "reader.skip(1)")} | OTHER},
        {"x": {f"settle_{one}": plus(LOAD, 1, f"reader.skip({len(one)})") for one in ABC} | OTHER},
        {"x::settle": ASKED},
    ),
    Situation(
        "into two classes",
        {"x": {"Shop": {"load": LOAD, "stop": BLOCK}}},
        {"x": {"Web": {"load": LOAD, "render": RENDER}, "Desk": {"load": LOAD, "report": REPORT}}},
        {"x::Shop.load": ASKED, "x::Shop": ASKED},
        without={".go": "a type is its fields, which tell the two apart"},
        broken="the class whose other members are a little more alike is found, at .51",
    ),
    Situation(
        "into two files",
        {"x": {"retry": RETRY} | OTHER},
        {
            "x": OTHER,
            "y": {"retry": but(RETRY, 0, "tries = 1")},
            "z": {"retry": but(RETRY, 0, "tries = 2")},
        },
        {"x::retry": {"y::retry", "z::retry"}},
    ),
    Situation(
        "into two files under new names",
        {"x": {"retry": RETRY} | OTHER},
        {
            "x": OTHER,
            "y": {"send_mail": but(RETRY, 0, "tries = 1")},
            "z": {"send_text": but(RETRY, 0, "tries = 2")},
        },
        {"x::retry": {"y::send_mail", "z::send_text"}},
    ),
    Situation(
        "both halves of a body become functions of their own",
        {"x": {"run": (*CLEAN, *VERIFY)} | OTHER},
        {"x": {"tidy": CLEAN, "prove": VERIFY} | OTHER},
        {"x::run": {"x::tidy", "x::prove"}},
        broken="the half that stands in the line of the old name is found, at .55",
    ),
    Situation(
        "a flag becomes two functions",
        {"x": {"draw": (*RENDER[:3], "return page.out(amount)")} | OTHER},
        {
            "x": {
                "draw_html": (*RENDER[:3], "return page.to_html()"),
                "draw_text": (*RENDER[:3], "return page.to_text()"),
            }
            | OTHER
        },
        {"x::draw": {"x::draw_html", "x::draw_text"}},
    ),
    Situation(
        "the old name stays as a door to the parts",
        {"x": {"save": EXPORT} | OTHER},
        {
            "x": {
                "save": ("save_year(card)", "return save_week(card, amount)"),
                "save_year": but(EXPORT, 2, "return year"),
                "save_week": but(EXPORT, 2, "return week"),
            }
            | OTHER
        },
        {"x::save": "x::save"},
    ),
    Situation(
        "the old name stays with a part, the other part is new",
        {"x": {"run": (*LOAD, *RETRY)} | OTHER},
        {"x": {"run": (*LOAD[:3], "return send(card)"), "send": RETRY} | OTHER},
        {"x::run": "x::run", "x::other": "x::other"},
    ),
    Situation(
        "one part is nearly all of it: no split",
        {"x": {"run": (*LOAD, *RETRY)} | OTHER},
        {
            "x": {
                "run_all": (*LOAD, *RETRY[:3], "return last(tries)"),
                "last": ("return tries + 1",),
            }
            | OTHER
        },
        {"x::run": "x::run_all"},
    ),
    Situation(
        "parts in a new class beside it",
        {"x": {"settle": RETRY} | OTHER},
        {"x": {"Desk": {one: but(RETRY, 3, f"return {one}(tries)") for one in ABC}} | OTHER},
        {"x::settle": ASKED},
    ),
]
