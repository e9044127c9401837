"""Sample projects and notes, and shorthands to open a store and write to it."""

from itertools import count

from chesterton.model.anchor import Anchor
from chesterton.model.note import EventKind, Kind, Note, Origin, Scope, Snooze, Status
from chesterton.model.project import Project
from chesterton.model.symbol import SymbolKind
from chesterton.store.location import Location
from chesterton.store.store import Store
from tests.harness.notes import with_content

PROJECT = Project("0123456789abcdef", "shop", "git@x/shop", "c0ffee", ("/src/shop",))
AT = "2026-01-02T03:04:05Z"
BY = "Ada"
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_numbers = count(1)


def an_id(number=None):
    number = next(_numbers) if number is None else number
    letters = ""
    for _ in range(10):
        number, digit = divmod(number, 32)
        letters = LETTERS[digit] + letters
    return letters


def a_note(title="Retry exactly twice", **changes):
    fields = {
        "id": an_id(),
        "project": PROJECT.id,
        "kind": Kind.PITFALL,
        "title": title,
        "anchors": (
            Anchor("src/pay.py", "charge", SymbolKind.FUNCTION, source="def charge(): ..."),
        ),
        "author": BY,
        "origin": Origin.PERSON,
        "created": AT,
        "status": Status.CONFIRMED,
    }
    return Note(**with_content(fields | changes))


FULL = {
    "kind": Kind.DECISION,
    "title": "Lock on payment_id, not user_id",
    "anchors": (
        Anchor("src/pay.py", "P.charge", SymbolKind.METHOD, 1, 42, "ab12", "1:ff", "def…", "lock("),
        Anchor("src/pay.py"),
        Anchor("."),
    ),
    "origin": Origin.RECORD,
    "body": "A user may pay with two cards.\n\n```python\nlock(payment_id)\n```\n🔒",
    "links": ("https://example.org/1", "#4812"),
    "scope": Scope.DEVELOPER,
    "confirmed": AT,
    "snoozed": Snooze(AT, ("1:ff", "1:00")),
    "superseded_by": "aaaaaaaaaa",
    "status": Status.SUPERSEDED,
}  # fmt: skip


def opened(directory, **options):
    store = Store.open(Location(directory), **options)
    store.put_project(PROJECT)
    return store


def put(store, *notes, kind=EventKind.CREATED, **options):
    return store.save(notes or [a_note()], kind, by=BY, at=AT, **options)


def with_notices(directory):
    """A list that collects notices, and a function that opens a store with it."""
    notices = []
    return notices, lambda: opened(directory, notice=notices.append)


def everything(store):
    return store.notes(PROJECT.id, statuses=set(Status))
