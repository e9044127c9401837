"""Forms of a title that name code: each is told where it should be, and nowhere else."""

import pytest

from chesterton.anchoring.claims.claim import claim_of
from chesterton.anchoring.claims.relevance import compare
from chesterton.model.watch import Watch
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

SOURCE = """\
def charge(card, user_id, force=False):
    pool = Pool(size=8)
    lock = redis.lock(card.payment_id, timeout=30)
    for attempt in range(3):
        delay = pause(500, 0.25)
        run("deploy", "--no-verify", "-q")
        status = client.session.send(card.token, "X-Request-Id")
        if status == "card declined":
            return total(card) * RATE
    os.environ["PAY_URL"] = card.url
    audit(7)
"""

# an argument belongs to its call, and a condition governs what it guards
EDITS = {
    "retries": ("range(3)", "range(4)"),
    "lock": ("redis.lock(card.payment_id", "redis.lock(card.order_key"),
    "timeout": ("timeout=30", "timeout=31"),
    "millis": ("500", "900"),
    "jitter": ("0.25", "0.75"),
    "flag": ('"--no-verify", ', ""),
    "short flag": (', "-q"', ""),
    "send": ("session.send(", "session.post("),
    "header": ('"X-Request-Id"', '"X-Trace"'),
    "text": ('"card declined"', '"refused"'),
    "rate": ("* RATE", "* FEE"),
    "setting": ('environ["PAY_URL"]', 'environ["URL"]'),
    "size": ("size=8", "size=9"),
    "audit": ("audit(7)", "audit(9)"),
    "user": ("audit(7)", "audit(user_key)"),
}

TITLES = [
    ("stay at 3: the provider bans us", {"retries"}),
    ("Stay at 3: never more", {"retries"}),
    ("Attempts (3)", {"retries"}),
    ("Retries are capped (3), by contract", {"retries"}),
    ("Retry 3x", {"retries"}),
    ("3x at most", {"retries"}),
    ("Retry three times", {"retries"}),
    ("Three, and no more", {"retries"}),
    ("thrice is enough", {"retries"}),
    ("Retries: 3", {"retries"}),
    ("Retries = 3, as agreed", {"retries"}),
    ("Keep `range(3)`", {"retries"}),
    ("Wait 0.5 s before the next attempt", {"millis"}),
    ("Wait 500 ms", {"millis"}),
    ("Half a second is 500", {"millis"}),
    ("A jitter of 0.25 is enough", {"jitter"}),
    ("25 % jitter", {"jitter"}),
    ("30 seconds is what the provider allows", {"timeout"}),
    ("Expires after 30s", {"timeout"}),
    ("Half a minute: `timeout`", {"timeout"}),
    ("8 connections, as licensed", {"size"}),
    ("eight connections", {"size"}),
    ("Lock on payment_id", {"lock"}),
    ("Lock on the payment id", {"lock"}),
    ("Keyed on `payment_id`", {"lock"}),
    ("Keyed on card.payment_id", {"lock"}),
    ("client.session.send() is not idempotent", {"send", "header"}),
    ("send() is not idempotent", {"send", "header"}),
    ("`client.session.send` answers late", {"send", "header"}),
    ("Never drop --no-verify", {"flag"}),
    ("`--no-verify` is needed on the build machine", {"flag"}),
    ("-q hides the token", {"short flag"}),
    ('The text "card declined" is parsed downstream', {"text"}),
    ("'card declined' is parsed downstream", {"text"}),
    ('`"card declined"` is parsed downstream', {"text"}),
    ('The header is "X-Request-Id"', {"header", "send"}),
    ("RATE is the rate of the day", {"rate", "text"}),
    ("PAY_URL is read by the sidecar", {"setting"}),
    ("payment_id, never user_key", {"lock", "user"}),
    ("audit() comes last", {"audit", "user"}),
    ("See issue #30 and https://example.org/30, 2024-03-30", set()),
    ("Nobody may change the total or the status", set()),
    ("Works since 3.11.2 and v8.3.0", set()),
]


def shape(source):
    parsed = parse(source, language_for("a.py"))
    return parsed.shape(parsed.outline.symbols[0])


BEFORE = shape(SOURCE)
AFTER = {name: shape(SOURCE.replace(*edit, 1)) for name, edit in EDITS.items()}


@pytest.mark.parametrize(("title", "told"), TITLES, ids=[title for title, _ in TITLES])
def test_a_title_is_told_where_its_words_are_and_nowhere_else(title, told):
    claim = claim_of(Watch(title), BEFORE)
    changes = {name: compare(BEFORE, after, claim) for name, after in AFTER.items()}
    assert told == {name for name, change in changes.items() if change.claim}


def test_each_edit_of_the_table_changes_the_code():
    assert all(SOURCE.count(old) == 1 for old, _ in EDITS.values())
