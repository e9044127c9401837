"""A class moves away or is renamed, and a sibling takes its name: its members follow the class."""

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

SYNC = {"open": LOGIN, "send": PAY, "close": REFUND}
ASYNC = {"open": (*HEAD, *LOGIN), "send": REPORT, "close": REFUND}
FILE = {"open": LOAD, "send": EXPORT, "close": CLEAN}
NO_BASE = {".go": "no inheritance"}


def all_of(source, name, goal, became, members=SYNC):
    """The class and its members, each with its place."""
    places = {f"{source}::{name}": f"{goal}::{became}"}
    return places | {f"{source}::{name}.{one}": f"{goal}::{became}.{one}" for one in members}


MOVED = all_of("x", "Client", "y", "SyncClient")
RENAMED = all_of("x", "Client", "x", "SyncClient")
TAKEN = all_of("x", "AsyncClient", "x", "Client", ASYNC)
BOTH = {"x": {"Client": SYNC, "AsyncClient": ASYNC}}

SITUATIONS = [
    Situation(
        "it moves to another file, the sibling takes its name",
        BOTH,
        {"x": {"Client": ASYNC}, "y": {"SyncClient": SYNC}},
        MOVED | TAKEN,
    ),
    Situation(
        "it is renamed in its file, the sibling takes its name",
        BOTH,
        {"x": {"SyncClient": SYNC, "Client": ASYNC}},
        RENAMED | TAKEN,
    ),
    Situation(
        "the sibling that took the name stands first",
        BOTH,
        {"x": {"Client": ASYNC, "SyncClient": SYNC}},
        RENAMED | TAKEN,
    ),
    Situation(
        "it moves under its name to another file, the sibling takes the name",
        BOTH,
        {"x": {"Client": ASYNC}, "y": {"Client": SYNC}},
        all_of("x", "Client", "y", "Client") | TAKEN,
    ),
    Situation(
        "a class of another file takes the name",
        {"x": {"Client": SYNC}, "z": {"AsyncClient": ASYNC}},
        {"x": {"Client": ASYNC}, "y": {"SyncClient": SYNC}},
        MOVED | all_of("z", "AsyncClient", "x", "Client", ASYNC),
    ),
    Situation(
        "two classes swap their names",
        BOTH,
        {"x": {"AsyncClient": SYNC, "Client": ASYNC}},
        all_of("x", "Client", "x", "AsyncClient") | TAKEN,
    ),
    Situation(
        "two classes swap their files",
        {"x": {"Client": SYNC}, "y": {"Client": ASYNC}},
        {"x": {"Client": ASYNC}, "y": {"Client": SYNC}},
        all_of("x", "Client", "y", "Client") | all_of("y", "Client", "x", "Client", ASYNC),
        broken="a shortcut takes what kept its name and most of its words without a look elsewhere",
    ),
    Situation(
        "three classes pass their names round",
        {"x": {"First": SYNC, "Second": ASYNC, "Third": FILE}},
        {"x": {"Second": SYNC, "Third": ASYNC, "First": FILE}},
        all_of("x", "First", "x", "Second")
        | all_of("x", "Second", "x", "Third", ASYNC)
        | all_of("x", "Third", "x", "First", FILE),
    ),
    Situation(
        "a chain: first to second, second to third",
        {"x": {"First": SYNC, "Second": ASYNC}},
        {"x": {"Second": SYNC, "Third": ASYNC}},
        all_of("x", "First", "x", "Second") | all_of("x", "Second", "x", "Third", ASYNC),
    ),
    Situation(
        "both are edited by a line",
        BOTH,
        {
            "x": {"Client": ASYNC | {"send": but(REPORT, 1, 'chart = draw(rows, "daily")')}},
            "y": {"SyncClient": SYNC | {"send": but(PAY, 2, "card.reserve(total, 1)")}},
        },
        MOVED | TAKEN,
    ),
    Situation(
        "the sibling grows as it takes the name",
        BOTH,
        {"x": {"Client": ASYNC | {"check": VERIFY}, "SyncClient": SYNC}},
        RENAMED | TAKEN,
    ),
    Situation(
        "it loses a member as it moves",
        {"x": {"Client": SYNC | {"render": RENDER}, "AsyncClient": ASYNC}},
        {"x": {"Client": ASYNC}, "y": {"SyncClient": SYNC}},
        MOVED | TAKEN | {"x::Client.render": GONE},
    ),
    Situation(
        "it is deleted, the sibling takes its name",
        BOTH,
        {"x": {"Client": ASYNC}},
        TAKEN | {"x::Client.open": GONE, "x::Client.send": GONE},
    ),
    Situation(
        "classes of one method",
        {"x": {"Job": {"run": RETRY}, "FileJob": {"run": LOAD}}},
        {"x": {"Job": {"run": LOAD}, "NetJob": {"run": RETRY}}},
        all_of("x", "Job", "x", "NetJob", ["run"]) | all_of("x", "FileJob", "x", "Job", ["run"]),
    ),
    Situation(
        "the generated name goes to a class written anew",
        {"x": {"Client": SYNC}},
        {"x": {"Client": FILE | {"flush": VERIFY}}, "y": {"LegacyClient": SYNC}},
        all_of("x", "Client", "y", "LegacyClient"),
    ),
    Situation(
        "it becomes a base class, a sub-class takes its name",
        {"x": {"Client": SYNC, "Web(Client)": {"fetch": RENDER}}},
        {"x": {"Base": SYNC, "Client(Base)": {"fetch": RENDER}}},
        all_of("x", "Client", "x", "Base") | all_of("x", "Web", "x", "Client", ["fetch"]),
        without=NO_BASE,
    ),
    Situation(
        "its file is renamed, and in the new file the sibling has its name",
        {"x": BOTH["x"] | {"other": BLOCK}},
        {"y": {"SyncClient": SYNC, "Client": ASYNC, "other": BLOCK}},
        MOVED | all_of("x", "AsyncClient", "y", "Client", ASYNC) | {"x::other": "y::other"},
        renames={"x": "y"},
    ),
    Situation(
        "nothing but members that both have tells them apart by two lines",
        {
            "x": {
                "Client": {"open": LOGIN, "send": PAY, "close": REFUND},
                "AsyncClient": {
                    "open": plus(LOGIN, 0, "loop.enter(card)", "loop.yield_to(amount)"),
                    "send": plus(PAY, 0, "loop.enter(card)", "loop.yield_to(amount)"),
                    "close": REFUND,
                },
            }
        },
        {
            "x": {
                "SyncClient": {"open": LOGIN, "send": PAY, "close": REFUND},
                "Client": {
                    "open": plus(LOGIN, 0, "loop.enter(card)", "loop.yield_to(amount)"),
                    "send": plus(PAY, 0, "loop.enter(card)", "loop.yield_to(amount)"),
                    "close": REFUND,
                },
            }
        },
        RENAMED | TAKEN,
    ),
    Situation(
        "the interface keeps the name, what did the work is renamed",
        {"x": {"Store": {"read": LOAD, "write": EXPORT, "trim": CLEAN}}},
        {
            "x": {
                "Store": {
                    "read": ("return self_files.read(card)",),
                    "write": ("return self_files.write(card)",),
                },
                "FileStore": {"read": LOAD, "write": EXPORT, "trim": CLEAN},
            }
        },
        {"x::Store.trim": "x::FileStore.trim"},
    ),
    Situation(
        "a class that only grew keeps its members",
        {"x": {"Client": SYNC}},
        {"x": {"Client": SYNC | {"check": VERIFY, "again": RETRY}}},
        all_of("x", "Client", "x", "Client"),
    ),
    Situation(
        "an unlike class arrives beside it and changes nothing",
        {"x": {"Client": SYNC}},
        {"x": {"Client": SYNC | {"send": but(PAY, 0, "total = amount")}, "Files": FILE}},
        all_of("x", "Client", "x", "Client"),
    ),
    Situation(
        "it moves away, the sibling keeps its own name",
        BOTH,
        {"x": {"AsyncClient": ASYNC}, "y": {"Client": SYNC}},
        all_of("x", "Client", "y", "Client")
        | all_of("x", "AsyncClient", "x", "AsyncClient", ASYNC),
    ),
]
