"""Bodies of functions as they stand in ordinary programs, and small edits of them."""

from collections.abc import Sequence

from tests.unit.anchoring.situations.code import BLOCK, HEAD, PAY, REFUND, REPORT, Each, When
from tests.unit.anchoring.situations.code import Statement as _Statement

__all__ = ["BLOCK", "HEAD", "PAY", "REFUND", "REPORT"]

RETRY = (
    "tries = 0",
    Each(
        "delay",
        "backoff.delays(amount)",
        (
            "answer = gateway.post(card.url)",
            When("answer.ok", ("return answer",)),
            "clock.sleep(delay)",
        ),
    ),
    'log.error("no answer", tries)',
    "return tries",
)
LOAD = (
    "reader = files.open(card.path)",
    Each(
        "row",
        "reader.rows(amount)",
        ("item = parse_row(row)", When("item.is_valid()", ("stock.add(item)",))),
    ),
    "reader.close()",
    "return stock.size()",
)
RENDER = (
    'page = templates.load("invoice")',
    "page.fill(card.owner, amount)",
    When("card.is_company", ('page.show("vat")',)),
    "return page.to_html()",
)
LOGIN = (
    "user = users.by_mail(card.mail)",
    When("user.is_locked", ("audit.refuse(user)", "return guest")),
    "session = sessions.start(user, amount)",
    "cookies.set(session.id)",
    "return session",
)
EXPORT = (
    "target = disk.folder(card.owner)",
    Each(
        "month",
        "calendar.months(amount)",
        ("sheet = sheets.of(month)", "target.save(sheet, month)"),
    ),
    "return target.path",
)
CLEAN = (
    "stale = cache.older_than(amount)",
    Each("key", "stale.keys()", ("cache.drop(key)", 'metrics.count("dropped")')),
    "return stale.size()",
)
VERIFY = (
    "digest = hashes.of(card.token)",
    When("digest != card.digest", ('raise_error("forged")',)),
    "seen = nonces.contains(amount)",
    "return digest",
)


def but(body: Sequence[_Statement], n: int, *lines: _Statement) -> tuple[_Statement, ...]:
    """The body with other lines in the place of the n-th one."""
    n %= len(body)
    return (*body[:n], *lines, *body[n + 1 :])


def plus(body: Sequence[_Statement], n: int, *lines: _Statement) -> tuple[_Statement, ...]:
    """The body with lines inserted before the n-th one."""
    return (*body[:n], *lines, *body[n:])
