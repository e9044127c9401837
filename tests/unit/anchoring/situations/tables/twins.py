"""Twins and copies: the nearer folder decides; of equally near ones all are named."""

from tests.unit.anchoring.situations.tables.bodies import (
    BLOCK,
    CLEAN,
    EXPORT,
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
from tests.unit.anchoring.situations.tables.situation import Situation

STAYS = {"other": REFUND}


def pair(folders, moved, to, stays=STAYS, source="x", goal="y"):
    """Each folder's function moves to another file of its folder."""
    before = {f"{one}/{source}": moved | stays for one in folders}
    after = {f"{one}/{source}": stays for one in folders}
    return before, after | {f"{one}/{goal}": to for one in folders}


def homes(folders, name, became=None, source="x", goal="y"):
    return {f"{one}/{source}::{name}": f"{one}/{goal}::{became or name}" for one in folders}


AB, APPS = ("a", "b"), ("apps/shop", "apps/bank", "apps/mail")
PAYS, RETRIES, SHOP = {"pay": PAY}, {"retry": RETRY}, {"Shop": {"pay": PAY, "load": LOAD}}

SITUATIONS = [
    Situation("equal functions move within their folders", *pair(AB, PAYS, PAYS), homes(AB, "pay")),
    Situation(
        "three apps move their handler to a file of the same name",
        *pair(APPS, RETRIES, RETRIES, source="views", goal="jobs"),
        homes(APPS, "retry", source="views", goal="jobs"),
    ),
    Situation(
        "twins move to a sub-folder of their own",
        *pair(AB, PAYS, PAYS, goal="core/pay"),
        homes(AB, "pay", goal="core/pay"),
    ),
    Situation(
        "twins move one folder up",
        *pair(AB, PAYS, PAYS, source="inner/x"),
        homes(AB, "pay", source="inner/x"),
    ),
    Situation(
        "twins are renamed as they move",
        *pair(APPS, RETRIES, {"send_again": RETRY}),
        homes(APPS, "retry", "send_again"),
    ),
    Situation(
        "twins get the same edit as they move",
        *pair(AB, {"load": LOAD}, {"load": but(LOAD, 2, "reader.close(amount)")}),
        homes(AB, "load"),
    ),
    Situation(
        "twins are renamed, edited and moved",
        *pair(AB, {"load": LOAD}, {"load_all": but(LOAD, 2, "reader.close(amount)")}),
        homes(AB, "load", "load_all"),
    ),
    Situation(
        "only one twin moves, in its own folder",
        {"a/x": PAYS | STAYS, "b/x": PAYS | STAYS},
        {"a/x": STAYS, "a/y": PAYS, "b/x": PAYS | STAYS},
        {"a/x::pay": "a/y::pay", "b/x::pay": "b/x::pay"},
    ),
    Situation(
        "git pairs the files crosswise",
        {"a/x": PAYS | STAYS, "b/x": PAYS | STAYS},
        {"a/y": PAYS | STAYS, "b/y": PAYS | STAYS},
        {f"{d}/x::{name}": f"{d}/y::{name}" for d in AB for name in ("pay", "other")},
        renames={"a/x": "b/y", "b/x": "a/y"},
    ),
    Situation(
        "twin classes move with their members",
        *pair(AB, SHOP, SHOP),
        homes(AB, "Shop") | homes(AB, "Shop.pay") | homes(AB, "Shop.load"),
    ),
    Situation(
        "twin methods move to a class beside them",
        {f"{d}/x": SHOP for d in AB},
        {f"{d}/x": {"Shop": {"load": LOAD}} for d in AB}
        | {f"{d}/y": {"Desk": {"pay": PAY}} for d in AB},
        homes(AB, "Shop.pay", "Desk.pay") | homes(AB, "Shop.load", goal="x"),
    ),
    Situation(
        "a file is copied to three folders and removed",
        {"old/x": {"pay": PAY, "load": LOAD, "login": LOGIN}},
        {f"{d}/x": {"pay": PAY, "load": LOAD, "login": LOGIN} for d in ("eu", "us", "uk")},
        {
            f"old/x::{name}": {f"{d}/x::{name}" for d in ("eu", "us", "uk")}
            for name in ("pay", "load", "login")
        },
    ),
    Situation(
        "git sees a rename to one of two equal copies",
        {"old/x": {"pay": PAY, "load": LOAD}},
        {f"{d}/x": {"pay": PAY, "load": LOAD} for d in ("eu", "us")},
        {"old/x::load": {"eu/x::load", "us/x::load"}},
        renames={"old/x": "us/x"},
    ),
    Situation(
        "a copy in the same package wins over one in another",
        {"lib/old/x": {"pay": PAY, "load": LOAD}},
        {"lib/new/x": {"pay": PAY, "load": LOAD}, "attic/x": {"pay": PAY, "load": LOAD}},
        {"lib/old/x::pay": "lib/new/x::pay", "lib/old/x::load": "lib/new/x::load"},
        renames={"lib/old/x": "attic/x"},
    ),
    Situation(
        "copies are merged into one shared file",
        {"a/x": RETRIES | STAYS, "b/x": RETRIES | {"block": BLOCK}},
        {"a/x": STAYS, "b/x": {"block": BLOCK}, "shared/net": RETRIES},
        {"a/x::retry": "shared/net::retry", "b/x::retry": "shared/net::retry"},
    ),
    Situation(
        "set-up of two test folders moves to a file of each",
        *pair(
            ("tests/unit", "tests/slow"),
            {"login": LOGIN},
            {"login": LOGIN},
            {"run": REPORT},
            "test_shop",
            "conftest",
        ),
        homes(("tests/unit", "tests/slow"), "login", source="test_shop", goal="conftest"),
    ),
    Situation(
        "a third copy appears far away",
        {"app/a/x": PAYS | STAYS, "app/b/x": PAYS | STAYS},
        {"app/a/x": STAYS, "app/b/x": STAYS, "app/a/y": PAYS, "app/b/y": PAYS, "lib/y": PAYS},
        homes(("app/a", "app/b"), "pay"),
    ),
    Situation(
        "one version of an interface is reworked, the other one stands",
        {"v1/x": {"render": RENDER, "clean": CLEAN}, "v2/x": {"render": RENDER, "clean": CLEAN}},
        {
            "v1/x": {"clean": CLEAN},
            "v1/html": {"render": RENDER},
            "v2/x": {"render": RENDER, "clean": CLEAN},
        },
        {"v1/x::render": "v1/html::render", "v2/x::render": "v2/x::render"},
    ),
    Situation(
        "twins that differ in one literal",
        {
            "eu/x": {"send": plus(PAY, 0, "port = 1")} | STAYS,
            "us/x": {"send": plus(PAY, 0, "port = 2")} | STAYS,
        },
        {
            "eu/x": STAYS,
            "us/x": STAYS,
            "eu/y": {"send": plus(PAY, 0, "port = 1")},
            "us/y": {"send": plus(PAY, 0, "port = 2")},
        },
        homes(("eu", "us"), "send"),
    ),
    Situation(
        "two folders move below a new one",
        {f"{d}/files": {"save_all": EXPORT, "verify": VERIFY} for d in ("linux", "windows")},
        {f"os/{d}/files": {"save_all": EXPORT, "verify": VERIFY} for d in ("linux", "windows")},
        {
            f"{d}/files::{name}": f"os/{d}/files::{name}"
            for d in ("linux", "windows")
            for name in ("save_all", "verify")
        },
    ),
    Situation(
        "a file of twins is renamed in both folders",
        {f"{d}/pay": {"pay": PAY, "verify": VERIFY} for d in AB},
        {f"{d}/charge": {"pay": PAY, "verify": VERIFY} for d in AB},
        homes(AB, "pay", source="pay", goal="charge")
        | homes(AB, "verify", source="pay", goal="charge"),
    ),
    Situation(
        "a copy is added while the original stays",
        {"a/x": PAYS | STAYS},
        {"a/x": PAYS | STAYS, "b/x": PAYS | STAYS, "a/y": PAYS},
        {"a/x::pay": "a/x::pay", "a/x::other": "a/x::other"},
    ),
]
