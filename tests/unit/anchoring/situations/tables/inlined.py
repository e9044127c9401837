"""A helper is inlined: its caller stays, and is named as nearest to the helper's note."""

from tests.unit.anchoring.situations.code import Each, When
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
)
from tests.unit.anchoring.situations.tables.situation import LOST, Lost, Near, Situation

CALL = "return settle(card, amount)"
OTHER = {"other": BLOCK}


def inlined(helper, own=(), beside=OTHER, call=CALL, edit=None):
    """The last line of a caller becomes the body of its helper."""
    before = {"x": {"settle": helper, "close_day": (*own, call)} | beside}
    after = {"x": {"close_day": (*own, *(edit or helper))} | beside}
    want = {"x::close_day": "x::close_day", "x::settle": Lost({"x::close_day"})}
    return before, after, want


SITUATIONS = [
    Situation("the caller did nothing else", *inlined(PAY)),
    Situation("the caller had a line of its own", *inlined(LOAD, HEAD[:1])),
    Situation("the caller had as many lines of its own", *inlined(PAY, (*HEAD, *BLOCK[:2]))),
    Situation("the helper has a loop", *inlined(RETRY, HEAD)),
    Situation("the helper is far longer than its caller", *inlined((*LOAD[:3], *RETRY), HEAD[:1])),
    Situation("alone in their file", *inlined(LOGIN, HEAD, beside={})),
    Situation("edited on the way", *inlined(LOAD, HEAD, edit=but(LOAD, 2, "reader.close(1)"))),
    Situation(
        "a variable is renamed on the way",
        *inlined(
            VERIFY,
            HEAD,
            edit=(
                "mark = hashes.of(card.token)",
                When("mark != card.digest", ('raise_error("forged")',)),
                "seen = nonces.contains(amount)",
                "return mark",
            ),
        ),
    ),
    Situation(
        "called in the middle of its caller",
        {"x": {"settle": PAY[:3], "close_day": (*HEAD, "settle(card, amount)", *REPORT)}},
        {"x": {"close_day": (*HEAD, *PAY[:3], *REPORT)}},
        {"x::close_day": "x::close_day", "x::settle": Lost({"x::close_day"})},
    ),
    Situation(
        "called inside a loop",
        {
            "x": {
                "settle": PAY[:3],
                "close_day": (
                    Each("card", "bank.cards()", ("settle(card, amount)",)),
                    "return day",
                ),
            }
        },
        {"x": {"close_day": (Each("card", "bank.cards()", PAY[:3]), "return day")}},
        {"x::close_day": "x::close_day", "x::settle": Lost({"x::close_day"})},
    ),
    Situation(
        "inlined into two callers",
        {"x": {"settle": PAY, "close_day": (HEAD[0], CALL), "close_week": (HEAD[1], CALL)}},
        {"x": {"close_day": (HEAD[0], *PAY), "close_week": (HEAD[1], *PAY)}},
        {
            "x::close_day": "x::close_day",
            "x::close_week": "x::close_week",
            "x::settle": Lost({"x::close_day", "x::close_week"}),
        },
    ),
    Situation(
        "two helpers inlined into one caller",
        {
            "x": {
                "first": PAY[:3],
                "second": VERIFY,
                "close_day": ("first(card, amount)", "return second(card, amount)"),
            }
        },
        {"x": {"close_day": (*PAY[:3], *VERIFY)}},
        {
            "x::close_day": "x::close_day",
            "x::first": Lost({"x::close_day"}),
            "x::second": Lost({"x::close_day"}),
        },
    ),
    Situation(
        "a method inlined into a method",
        {"x": {"Shop": {"settle": RETRY, "close_day": (HEAD[0], CALL), "open": LOGIN}}},
        {"x": {"Shop": {"close_day": (HEAD[0], *RETRY), "open": LOGIN}}},
        {
            "x::Shop.close_day": "x::Shop.close_day",
            "x::Shop.settle": Lost({"x::Shop.close_day"}),
            "x::Shop": "x::Shop",
        },
    ),
    Situation(
        "a function inlined into a method of another file",
        {
            "x": {"Shop": {"close_day": (HEAD[0], CALL), "open": LOGIN}},
            "y": {"settle": RETRY} | OTHER,
        },
        {"x": {"Shop": {"close_day": (HEAD[0], *RETRY), "open": LOGIN}}, "y": OTHER},
        {"x::Shop.close_day": "x::Shop.close_day", "y::settle": Lost({"x::Shop.close_day"})},
    ),
    Situation(
        "the helper's file is deleted",
        {"x": {"close_day": (HEAD[0], CALL)} | OTHER, "y": {"settle": EXPORT}},
        {"x": {"close_day": (HEAD[0], *EXPORT)} | OTHER},
        {"x::close_day": "x::close_day", "y::settle": Lost({"x::close_day"})},
    ),
    Situation(
        "inlined while an unlike function arrives",
        {"x": {"settle": PAY, "close_day": (*HEAD, CALL)}},
        {"x": {"close_day": (*HEAD, *PAY), "render": RENDER}},
        {"x::close_day": "x::close_day", "x::settle": Lost({"x::close_day"})},
    ),
    Situation(
        "only one of two callers takes the body, the helper stays",
        {"x": {"settle": PAY, "close_day": (*HEAD, CALL), "close_week": (*BLOCK[:2], CALL)}},
        {"x": {"settle": PAY, "close_day": (*HEAD, *PAY), "close_week": (*BLOCK[:2], CALL)}},
        {
            "x::settle": "x::settle",
            "x::close_day": "x::close_day",
            "x::close_week": "x::close_week",
        },
    ),
    Situation(
        "a body is extracted: the name stays where it was",
        {"x": {"close_day": (*HEAD, *PAY)} | OTHER},
        {"x": {"close_day": (*HEAD, CALL), "settle": PAY} | OTHER},
        {"x::close_day": "x::close_day"},
    ),
    Situation(
        "all but the call is extracted",
        {"x": {"close_day": RETRY} | OTHER},
        {"x": {"close_day": (CALL,), "settle": RETRY} | OTHER},
        {"x::close_day": Near("x::close_day")},
    ),
    Situation(
        "the body of a method is extracted to another file",
        {"x": {"Shop": {"close_day": (*HEAD, *CLEAN), "open": LOGIN}}, "y": OTHER},
        {
            "x": {"Shop": {"close_day": (*HEAD, CALL), "open": LOGIN}},
            "y": OTHER | {"settle": CLEAN},
        },
        {"x::Shop.close_day": "x::Shop.close_day"},
    ),
    Situation(
        "nothing of the body is left under the name",
        {"x": {"pay": PAY} | OTHER},
        {"x": {"pay": REFUND} | OTHER},
        {"x::pay": Near("x::pay")},
    ),
    Situation(
        "a stub is left under the name",
        {"x": {"Shop": {"pay": LOAD, "open": LOGIN}}},
        {"x": {"Shop": {"pay": ('raise_error("not here")',), "open": LOGIN}}},
        {"x::Shop.pay": Near("x::Shop.pay")},
    ),
    Situation(
        "the helper is deleted with its call",
        {"x": {"settle": PAY, "close_day": (*REPORT[:3], CALL)} | OTHER},
        {"x": {"close_day": (*REPORT[:3], "return 1")} | OTHER},
        {"x::close_day": "x::close_day", "x::settle": LOST},
    ),
]
