"""What is deleted does not settle on unrelated code, nor on code that is alike by being short."""

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
)
from tests.unit.anchoring.situations.tables.situation import GONE, LOST, Situation

BESIDE = {"other": BLOCK}


def replaced(old, new, beside=BESIDE, path="x"):
    """A definition is deleted, and another one is written."""
    (name,) = old
    want = {f"{path}::{name.partition('(')[0]}": GONE}
    return {path: old | beside}, {path: new | beside}, want


SITUATIONS = [
    Situation(
        "a predicate by a constant",
        *replaced({"is_even(n)": ("return n % 2 == 0",)}, {"limit": ("return 10",)}),
    ),
    Situation(
        "the same alone in its file",
        *replaced({"is_even(n)": ("return n % 2 == 0",)}, {"unrelated": ("return 0",)}, {}),
    ),
    Situation(
        "a calculation by a constant",
        *replaced(
            {"price(x)": ("y = x + 1", When("y > 2", ("return y * 3",)), "return y")},
            {"unrelated": ("return 1",)},
            {},
        ),
    ),
    Situation(
        "a getter by another getter",
        *replaced({"owner": ("return card.owner_name",)}, {"expires": ("return lease.end_date",)}),
    ),
    Situation(
        "a factory by another one",
        *replaced(
            {"make_client": ("return Client(config.url)",)},
            {"make_parser": ("return Parser(grammar.rules)",)},
        ),
    ),
    Situation(
        "a loop by a loop",
        *replaced(
            {"drain": (Each("job", "queue.jobs()", ("job.run()",)), "return queue")},
            {"paint": (Each("shape", "canvas.shapes()", ("shape.draw()",)), "return canvas")},
        ),
    ),
    Situation(
        "a guard by a guard",
        *replaced(
            {"check_age": (When("user.age < 18", ('raise_error("too young")',)),)},
            {"check_disk": (When("disk.free < 10", ('raise_error("disk is full")',)),)},
        ),
    ),
    Situation(
        "a formatter by a formatter",
        *replaced(
            {"title(name)": ('return "Dear " + name',)}, {"path(part)": ('return "/tmp/" + part',)}
        ),
    ),
    Situation("a long one by a long one", *replaced({"pay": PAY}, {"login": LOGIN})),
    Situation("a long one by one with the same shape", *replaced({"load": LOAD}, {"retry": RETRY})),
    Situation(
        "a long one by a short one", *replaced({"save": EXPORT}, {"now": ("return clock.time()",)})
    ),
    Situation(
        "a short one by a long one", *replaced({"now": ("return clock.time()",)}, {"save": EXPORT})
    ),
    Situation(
        "one of a class by a new member",
        {"x": {"Shop": {"size()": ("return rows.size()",), "load": LOAD}}},
        {"x": {"Shop": {"owner()": ("return card.name",), "load": LOAD}}},
        {"x::Shop.size": GONE, "x::Shop.load": "x::Shop.load"},
    ),
    Situation(
        "a class by another class",
        {"x": {"Shop": {"load": LOAD, "save": EXPORT}} | BESIDE},
        {"x": {"Page": {"render": RENDER, "report": REPORT}} | BESIDE},
        {"x::Shop": GONE, "x::Shop.load": GONE, "x::Shop.save": GONE},
    ),
    Situation(
        "a class of accessors by another one",
        {"x": {"Size": {"width()": ("return box.w",), "height()": ("return box.h",)}} | BESIDE},
        {
            "x": {"Login": {"user()": ("return form.user",), "secret()": ("return form.key",)}}
            | BESIDE
        },
        {"x::Size": GONE, "x::Size.width": GONE, "x::Size.height": GONE},
    ),
    Situation(
        "a file is deleted, another one is written",
        {"x": {"load": LOAD, "pay": PAY}, "z": BESIDE},
        {"y": {"render": RENDER, "clean": CLEAN}, "z": BESIDE},
        {"x::load": GONE, "x::pay": GONE, "z::other": "z::other"},
    ),
    Situation(
        "a file is emptied but for what stood beside it",
        {"x": {"load": LOAD} | BESIDE},
        {"x": BESIDE},
        {"x::load": LOST, "x::other": "x::other"},
    ),
    Situation(
        "a test by a test of something else",
        *replaced(
            {"test_reads": ("shop = shops.find(card)", "check(shop.rows)", "shop.close()")},
            {"test_mails": ("box = mail.box(amount)", "check(box.letters)", "box.close()")},
        ),
    ),
    Situation(
        "three are deleted, one is written",
        {"x": {"load": LOAD, "pay": PAY, "retry": RETRY} | BESIDE},
        {"x": {"render": RENDER} | BESIDE},
        {"x::load": GONE, "x::pay": GONE, "x::retry": GONE},
    ),
    Situation(
        "one is deleted, three are written",
        {"x": {"verify": VERIFY} | BESIDE},
        {"x": {"render": RENDER, "clean": CLEAN, "give_back": REFUND} | BESIDE},
        {"x::verify": GONE},
    ),
    Situation(
        "one with the same parameters in another file",
        {"x": {"rate(bank, day)": ("return bank.rate(day)",)} | BESIDE, "y": {"load": LOAD}},
        {"x": BESIDE, "y": {"load": LOAD, "page(book, number)": ("return book.leaf(number)",)}},
        {"x::rate": GONE},
    ),
    Situation(
        "a delegate by a delegate",
        *replaced(
            {"close_all": ("return pool.shutdown(amount)",)},
            {"draw_all": ("return canvas.repaint(card)",)},
        ),
    ),
    Situation(
        "a namesake with another body far away",
        {"x": {"run": (*HEAD, *LOAD)} | BESIDE, "y": {"save": EXPORT}},
        {"x": BESIDE, "y": {"save": EXPORT, "run": RENDER}},
        {"x::run": GONE},
        broken="a namesake with the same parameters counts as more likely it than not, at .64",
    ),
]
