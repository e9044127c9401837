"""Builders of notes, entries and rows for tests of tables, diagnostics and sentences."""

from chesterton.memory.margin.margin import Entry
from chesterton.memory.margin.table import Row, ShownNote
from chesterton.model.anchor import Anchor, Change, Placement, State, Whereabouts
from chesterton.model.note import Kind, Note, Origin, Status
from chesterton.model.symbol import Span, Symbol, SymbolKind
from tests.harness.notes import with_content

CODE = "def charge(card):\n    return card.pay()\n"
PAY = f"{CODE}\n\ndef refund(card):\n    return card.back()\n"
MOMENT = "2026-03-14T09:26:53Z"
CHARGE = Symbol("charge", SymbolKind.FUNCTION, 0, Span(0, 39), Span(4, 10), 1, 1, 2)


def note(title="Retries must stay at 3", **changes):
    return Note(
        **with_content(
            {
                "id": "aaaaaaaaaa",
                "project": "0123456789abcdef",
                "kind": Kind.PITFALL,
                "title": title,
                "anchors": (Anchor("pay.py", "charge", SymbolKind.FUNCTION),),
                "author": "ana",
                "origin": Origin.PERSON,
                "created": "2026-03-14T12:00:00Z",
                "status": Status.CONFIRMED,
                "confirmed": "2026-03-14T12:00:00Z",
                **changes,
            }
        )
    )


def entry(of=None, *, state=State.CURRENT, change=None, edit=None, **changes):
    """One note at its anchor; with an `edit`, its code is being changed."""
    of = of or note()
    is_certain = state is not State.UNCERTAIN
    placement = Placement("pay.py", CHARGE, 1, 2, 0.9, "same body", certain=is_certain)
    if edit is not None:
        state, change = State.CHANGED, change or edit
    where = Whereabouts(of.anchors[0], placement, state, change, edit)
    return Entry(of, where, **changes)


def row(*entries, symbol=CHARGE, proposed=(), **of_shown):
    name_span = symbol.name_span if symbol else Span(0, 17)
    span = symbol.span if symbol else Span(0, len(CODE))
    return Row(
        symbol,
        span,
        name_span,
        tuple(ShownNote(each, **of_shown) for each in entries or (entry(),)),
        tuple(ShownNote(each) for each in proposed),
    )


def changed(*what, claim=True, since=None, reason=""):
    labels = what or ("literal",)
    return Change(labels, claim=claim, mechanical=False, line=2, since=since, reason=reason)
