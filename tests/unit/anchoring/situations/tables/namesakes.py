"""A namesake far away is not preferred to what stands in line and is more alike."""

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
from tests.unit.anchoring.situations.tables.situation import Near, Situation

OTHERS = {"stop": BLOCK, "check": VERIFY}
NO_BASE = {".go": "no inheritance"}


def renamed(body, edit, far, name="settle", became="take", there="lib/y::Desk"):
    """A method is renamed in its class, while another class gets one of its old name."""
    path, _, owner = there.partition("::")
    before = {"x": {"Shop": {name: body} | OTHERS}}
    after = {"x": {"Shop": {became: edit} | OTHERS}}
    held = before if path == "x" else before | {path: {}}
    held[path] = held[path] | {owner: {"clean": CLEAN}}
    reached = after if path == "x" else after | {path: {}}
    reached[path] = reached[path] | {owner: {"clean": CLEAN, name: far}}
    return held, reached, {f"x::Shop.{name}": Near(f"x::Shop.{became}")}


FAR = but(PAY, -1, *REPORT)

SITUATIONS = [
    Situation("edited, the far one is a third alike", *renamed(PAY, but(PAY, 3, "return 1"), FAR)),
    Situation("unedited, the far one is a third alike", *renamed(PAY, PAY, FAR)),
    Situation("the far one is unlike", *renamed(LOAD, but(LOAD, 2, "reader.end()"), RETRY)),
    Situation(
        "the far one stands in the same file",
        *renamed(RETRY, but(RETRY, 0, "tries = 1"), but(RETRY, 1, *LOGIN), there="x::Desk"),
    ),
    Situation(
        "the far one is in the next file",
        *renamed(LOAD, plus(LOAD, 0, *HEAD), EXPORT, there="y::Desk"),
    ),
    Situation(
        "the new name has a word of the old one",
        *renamed(LOGIN, but(LOGIN, 3, "cookies.set(user)"), RENDER, "login", "login_user"),
    ),
    Situation(
        "the new name has no letter of the old one",
        *renamed(EXPORT, but(EXPORT, 0, "target = disk.home()"), CLEAN, "save", "dump"),
    ),
    Situation(
        "the body grows by half",
        *renamed(RETRY, (*RETRY[:2], *HEAD, *RETRY[2:]), ("tries = 0", *REPORT)),
    ),
    Situation(
        "two lines are lost", *renamed((*HEAD, *PAY, *VERIFY), (*PAY, *VERIFY), (*HEAD, *RENDER))
    ),
    Situation(
        "a short accessor",
        *renamed(
            ("return rows.count(card)",),
            ("return rows.total(card)",),
            ("return pages.first()",),
            "count",
            "total",
        ),
    ),
    Situation(
        "functions without a class",
        {"x": {"settle": RETRY} | OTHERS, "y": {"clean": CLEAN}},
        {
            "x": {"send_all": but(RETRY, 0, "tries = 1")} | OTHERS,
            "y": {"clean": CLEAN, "settle": but(RETRY, 1, *REPORT)},
        },
        {"x::settle": Near("x::send_all")},
    ),
    Situation(
        "two far namesakes arrive at once",
        {
            "x": {"Shop": {"settle": PAY} | OTHERS},
            "y": {"Desk": {"clean": CLEAN}},
            "z": {"Bank": {"save": EXPORT}},
        },
        {
            "x": {"Shop": {"take": but(PAY, 0, "total = amount")} | OTHERS},
            "y": {"Desk": {"clean": CLEAN, "settle": FAR}},
            "z": {"Bank": {"save": EXPORT, "settle": (*HEAD, *REPORT)}},
        },
        {"x::Shop.settle": Near("x::Shop.take")},
    ),
    Situation(
        "a whole new class has the old name among its members",
        {"x": {"Shop": {"open": LOGIN} | OTHERS}},
        {
            "x": {"Shop": {"sign_in": but(LOGIN, 3, "cookies.set(user)")} | OTHERS},
            "y": {"Store": {"open": LOAD, "close": REFUND, "clean": CLEAN}},
        },
        {"x::Shop.open": Near("x::Shop.sign_in")},
    ),
    Situation(
        "the far namesake stood there all the time",
        {"x": {"Shop": {"load": LOAD} | OTHERS}, "y": {"Store": {"load": EXPORT}}},
        {
            "x": {"Shop": {"read": but(LOAD, 2, "reader.end()")} | OTHERS},
            "y": {"Store": {"load": EXPORT}},
        },
        {"x::Shop.load": Near("x::Shop.read"), "y::Store.load": "y::Store.load"},
    ),
    Situation(
        "the far namesake was edited at the same time",
        {"x": {"Shop": {"load": LOAD} | OTHERS}, "y": {"Store": {"load": EXPORT}}},
        {
            "x": {"Shop": {"read": but(LOAD, 2, "reader.end()")} | OTHERS},
            "y": {"Store": {"load": (*HEAD, *EXPORT)}},
        },
        {"x::Shop.load": Near("x::Shop.read"), "y::Store.load": "y::Store.load"},
    ),
    Situation(
        "a test double has the old names",
        {
            "shop": {"Shop": {"load": LOAD, "send": RETRY} | OTHERS},
            "test_shop": {"Run": {"go": REPORT}},
        },
        {
            "shop": {"Shop": {"read": but(LOAD, 2, "reader.end()"), "send": RETRY} | OTHERS},
            "test_shop": {
                "Run": {"go": REPORT},
                "FakeShop": {"load": ("return 1",), "send": ("return 2",)},
            },
        },
        {"shop::Shop.load": Near("shop::Shop.read"), "shop::Shop.send": "shop::Shop.send"},
    ),
    Situation(
        "it moved far away under its name: the far one is the very same",
        {"x": {"Shop": {"load": LOAD} | OTHERS}, "lib/y": {"Desk": {"clean": CLEAN}}},
        {"x": {"Shop": OTHERS}, "lib/y": {"Desk": {"clean": CLEAN, "load": LOAD}}},
        {"x::Shop.load": "lib/y::Desk.load"},
    ),
    Situation(
        "it moved far away, an unlike one stands in its line",
        {"x": {"Shop": {"load": LOAD} | OTHERS}, "lib/y": {"Desk": {"clean": CLEAN}}},
        {
            "x": {"Shop": {"report": REPORT} | OTHERS},
            "lib/y": {"Desk": {"clean": CLEAN, "load": but(LOAD, 2, "reader.end()")}},
        },
        {"x::Shop.load": "lib/y::Desk.load"},
    ),
    Situation(
        "pulled up to the base, not to a namesake elsewhere",
        {
            "x": {"Shop(Base)": {"load": LOAD} | OTHERS},
            "y": {"Base": {"clean": CLEAN}},
            "z": {"Bank": {"save": EXPORT}},
        },
        {
            "x": {"Shop(Base)": OTHERS},
            "y": {"Base": {"clean": CLEAN, "load": but(LOAD, 2, "reader.end()")}},
            "z": {"Bank": {"save": EXPORT, "load": but(LOAD, 2, "reader.stop()")}},
        },
        {"x::Shop.load": "y::Base.load"},
        without=NO_BASE,
    ),
    Situation(
        "renamed in place while its class is renamed",
        {"x": {"Shop": {"load": LOAD} | OTHERS}, "y": {"Desk": {"clean": CLEAN}}},
        {
            "x": {"Store": {"read": but(LOAD, 2, "reader.end()")} | OTHERS},
            "y": {"Desk": {"clean": CLEAN, "load": but(LOAD, 1, *REPORT)}},
        },
        {"x::Shop.load": Near("x::Store.read")},
    ),
    Situation(
        "renamed with new parameters",
        {"x": {"Shop": {"load": LOAD} | OTHERS}, "y": {"clean": CLEAN}},
        {
            "x": {"Shop": {"load_rows": plus(LOAD, 0, "check(amount)")} | OTHERS},
            "y": {"clean": CLEAN, "load(path)": ("return files.read(path)",)},
        },
        {"x::Shop.load": Near("x::Shop.load_rows")},
    ),
]
