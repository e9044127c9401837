"""A container and its members go together, a deleted file and its definitions as well."""

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

SHOP = {"settle": PAY, "give_back": REFUND, "load": LOAD}
REST = {"Rest": {"render": RENDER}}
NO_BASE = {".go": "no inheritance"}
NO_NESTING = {".go": "no types in types"}


def goes(members, source="x::Shop", goal="y::Counter", also=()):
    """The class and its members, each with its place."""
    places = {source: goal}
    return places | {f"{source}.{one}": f"{goal}.{one}" for one in (*members, *also)}


def edited(members):
    """Each member with a line of its own."""
    return {name: plus(body, 0, f"log.enter({name})") for name, body in members.items()}


SITUATIONS = [
    Situation(
        "it moves under a name that is nothing like the old one",
        {"x": {"Shop": SHOP} | REST},
        {"x": REST, "y": {"Counter": SHOP}},
        goes(SHOP),
    ),
    Situation(
        "the same while every member is edited",
        {"x": {"Shop": SHOP} | REST},
        {"x": REST, "y": {"Counter": edited(SHOP)}},
        goes(SHOP),
    ),
    Situation(
        "the same with as many new members",
        {"x": {"Shop": SHOP} | REST},
        {"x": REST, "y": {"Counter": SHOP | {"clean": CLEAN, "save": EXPORT, "check": VERIFY}}},
        goes(SHOP),
    ),
    Situation(
        "it is renamed where it is, with new members",
        {"x": {"Shop": SHOP} | REST},
        {"x": {"Counter": SHOP | {"clean": CLEAN, "save": EXPORT}} | REST},
        goes(SHOP, goal="x::Counter"),
    ),
    Situation(
        "it is renamed, and its members too",
        {"x": {"Shop": SHOP} | REST},
        {"x": {"Counter": {"settle_all": PAY, "give_it_back": REFUND, "load_all": LOAD}} | REST},
        {
            "x::Shop": "x::Counter",
            "x::Shop.settle": "x::Counter.settle_all",
            "x::Shop.give_back": "x::Counter.give_it_back",
            "x::Shop.load": "x::Counter.load_all",
        },
    ),
    Situation(
        "it is renamed and loses a member",
        {"x": {"Shop": SHOP | {"clean": CLEAN}} | REST},
        {"x": {"Counter": SHOP} | REST},
        goes(SHOP, goal="x::Counter") | {"x::Shop.clean": GONE},
    ),
    Situation(
        "the larger part of a split has its note",
        {"x": {"Shop": {"load": LOAD, "again": RETRY, "login": LOGIN, "render": RENDER}}},
        {
            "y": {"Counter": {"load": LOAD, "again": RETRY, "login": LOGIN}},
            "z": {"Page": {"render": RENDER}},
        },
        goes(["load", "again", "login"]) | {"x::Shop.render": "z::Page.render"},
    ),
    Situation(
        "a part is taken out, the class stays",
        {"x": {"Shop": SHOP | {"render": RENDER}}},
        {"x": {"Shop": SHOP}, "z": {"Page": {"render": RENDER}}},
        goes(SHOP, goal="x::Shop") | {"x::Shop.render": "z::Page.render"},
    ),
    Situation(
        "a method is pulled up to the class that is extended",
        {"x": {"Shop(Base)": SHOP}, "y": {"Base": {"check": VERIFY}, "Other": {"clean": CLEAN}}},
        {
            "x": {"Shop(Base)": {"give_back": REFUND, "load": LOAD}},
            "y": {"Base": {"check": VERIFY, "settle": PAY}, "Other": {"clean": CLEAN}},
        },
        {"x::Shop.settle": "y::Base.settle", "x::Shop": "x::Shop", "y::Base": "y::Base"},
        without=NO_BASE,
    ),
    Situation(
        "pulled up, while a class beside it gets a copy",
        {
            "a/x": {"Shop(Base)": SHOP},
            "b/y": {"Base": {"check": VERIFY}},
            "a/y": {"Other": {"clean": CLEAN}},
        },
        {
            "a/x": {"Shop(Base)": {"give_back": REFUND, "load": LOAD}},
            "b/y": {"Base": {"check": VERIFY, "settle": PAY}},
            "a/y": {"Other": {"clean": CLEAN, "settle": PAY}},
        },
        {"a/x::Shop.settle": "b/y::Base.settle"},
        without=NO_BASE,
    ),
    Situation(
        "a method of two classes is pulled up to their base",
        {
            "x": {
                "Base": {"check": VERIFY},
                "Shop(Base)": {"load": LOAD, "render": RENDER},
                "Desk(Base)": {"load": LOAD, "clean": CLEAN},
            }
        },
        {
            "x": {
                "Base": {"check": VERIFY, "load": LOAD},
                "Shop(Base)": {"render": RENDER},
                "Desk(Base)": {"clean": CLEAN},
            }
        },
        {"x::Shop.load": "x::Base.load", "x::Desk.load": "x::Base.load"},
        without=NO_BASE,
    ),
    Situation(
        "a method is pushed down to the class that extends",
        {
            "a/x": {"Base": SHOP},
            "b/y": {"Shop(Base)": {"check": VERIFY}},
            "a/y": {"Other": {"clean": CLEAN}},
        },
        {
            "a/x": {"Base": {"give_back": REFUND, "load": LOAD}},
            "b/y": {"Shop(Base)": {"check": VERIFY, "settle": PAY}},
            "a/y": {"Other": {"clean": CLEAN, "settle": PAY}},
        },
        {"a/x::Base.settle": "b/y::Shop.settle"},
        without=NO_BASE,
    ),
    Situation(
        "methods become functions of the file",
        {"x": {"Shop": {"load": LOAD, "again": RETRY, "check": VERIFY}}},
        {"x": {"Shop": {"check": VERIFY}, "load": LOAD, "again": RETRY}},
        {"x::Shop.load": "x::load", "x::Shop.again": "x::again", "x::Shop.check": "x::Shop.check"},
    ),
    Situation(
        "functions become methods of a new class",
        {"x": {"load": LOAD, "again": RETRY, "check": VERIFY}},
        {"x": {"Shop": {"load": LOAD, "again": RETRY}, "check": VERIFY}},
        {"x::load": "x::Shop.load", "x::again": "x::Shop.again", "x::check": "x::check"},
    ),
    Situation(
        "a file is deleted, its definitions go to one other file",
        {"x": {"load": LOAD, "again": RETRY, "Shop": SHOP}, "y": {"render": RENDER}},
        {"y": {"render": RENDER, "load": LOAD, "again": RETRY, "Shop": SHOP}},
        {"x::load": "y::load", "x::again": "y::again", "y::render": "y::render"}
        | goes(SHOP, goal="y::Shop"),
    ),
    Situation(
        "a file is split in two",
        {"x": {"load": LOAD, "again": RETRY, "render": RENDER, "save": EXPORT}},
        {"files": {"load": LOAD, "save": EXPORT}, "net": {"again": RETRY, "render": RENDER}},
        {
            "x::load": "files::load",
            "x::save": "files::save",
            "x::again": "net::again",
            "x::render": "net::render",
        },
    ),
    Situation(
        "two files are merged into one",
        {"files": {"load": LOAD, "save": EXPORT}, "net": {"again": RETRY, "render": RENDER}},
        {"x": {"load": LOAD, "save": EXPORT, "again": RETRY, "render": RENDER}},
        {
            "files::load": "x::load",
            "files::save": "x::save",
            "net::again": "x::again",
            "net::render": "x::render",
        },
    ),
    Situation(
        "two classes are merged into one of them",
        {"x": {"Shop": SHOP, "Page": {"render": RENDER, "clean": CLEAN}}},
        {"x": {"Shop": SHOP | {"render": RENDER, "clean": CLEAN}}},
        goes(SHOP, goal="x::Shop")
        | {"x::Page.render": "x::Shop.render", "x::Page.clean": "x::Shop.clean"},
    ),
    Situation(
        "two classes are merged under a new name",
        {"x": {"Shop": {"load": LOAD, "login": LOGIN, "again": RETRY}, "Page": {"render": RENDER}}},
        {"x": {"Site": {"load": LOAD, "login": LOGIN, "again": RETRY, "render": RENDER}}},
        goes(["load", "login", "again"], goal="x::Site") | {"x::Page.render": "x::Site.render"},
    ),
    Situation(
        "all but one member is new: it is another class",
        {"x": {"Shop": SHOP} | REST},
        {
            "x": REST,
            "y": {
                "Counter": {
                    "settle": PAY,
                    "again": RETRY,
                    "save": EXPORT,
                    "check": VERIFY,
                    "login": LOGIN,
                }
            },
        },
        {"x::Shop": GONE, "x::Shop.settle": "y::Counter.settle"},
    ),
    Situation(
        "a class and its package are renamed together",
        {"shop/desk": {"Shop": SHOP}, "shop/page": {"Page": {"render": RENDER, "show": REPORT}}},
        {"till/desk": {"Till2": SHOP}, "till/page": {"Page": {"render": RENDER, "show": REPORT}}},
        goes(SHOP, "shop/desk::Shop", "till/desk::Till2")
        | goes(["render", "show"], "shop/page::Page", "till/page::Page"),
        renames={"shop/desk": "till/desk", "shop/page": "till/page"},
    ),
    Situation(
        "a member is renamed as its class moves",
        {"x": {"Shop": SHOP} | REST},
        {"x": REST, "y": {"Shop": {"settle_all": PAY, "give_back": REFUND, "load": LOAD}}},
        {
            "x::Shop": "y::Shop",
            "x::Shop.settle": "y::Shop.settle_all",
            "x::Shop.load": "y::Shop.load",
        },
    ),
    Situation(
        "short members go along with their class",
        {
            "x": {
                "Shop": {
                    "size()": ("return rows.size",),
                    "name()": ("return owner.name",),
                    "load": LOAD,
                }
            }
            | REST
        },
        {
            "x": REST,
            "y": {
                "Counter": {
                    "size()": ("return rows.size",),
                    "name()": ("return owner.name",),
                    "load": LOAD,
                }
            },
        },
        goes(["size", "name", "load"]),
    ),
    Situation(
        "the moved class is edited at head and members",
        {"x": {"Shop": SHOP | {"block": BLOCK}} | REST},
        {
            "x": REST,
            "y": {
                "Counter": {
                    "settle": but(PAY, 0, "total = amount"),
                    "give_back": but(REFUND, 3, "return order"),
                    "load": plus(LOAD, 0, *HEAD),
                    "block": BLOCK,
                }
            },
        },
        goes([*SHOP, "block"]),
    ),
]
