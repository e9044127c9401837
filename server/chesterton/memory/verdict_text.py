"""What is said of a note's code at one moment: one clause, the same on every surface."""

from chesterton.memory.visible_text import one_line
from chesterton.model.anchor import Change, State, Whereabouts
from chesterton.model.note import Placed

_SHORT_HASH = 7


def is_touched(where: Whereabouts) -> bool:
    """Whether the uncommitted edit is worth a warning."""
    return where.edit is not None and where.edit.claim


def is_being_edited(where: Whereabouts) -> bool:
    """Whether an uncommitted edit is among what changed since a person confirmed the note."""
    return where.state is State.CHANGED and where.edit is not None


def is_changed_since(where: Whereabouts) -> bool:
    """Whether what the note watches changed, other than by an edit that is warned about."""
    return where.change is not None and where.change.claim and not is_touched(where)


def clause(where: Whereabouts) -> str:
    """What became of an anchor's code, in words of the code; empty if it is as confirmed."""
    match where.state:
        case State.LOST:
            return f"lost: {(where.edit and where.edit.reason) or 'code not found'}"
        case State.UNCERTAIN:
            evidence = where.placement.evidence if where.placement else "code not found"
            return one_line(f"not sure; it was on {where.anchor.written}: {evidence}")
        case State.CURRENT:
            return ""
    return one_line(_changed(where))


def clause_of(placed: Placed) -> str:
    """The clause of the anchor with the worst state; a warning takes precedence."""
    first = max(
        placed.whereabouts,
        key=lambda each: (each.state.rank, is_touched(each), is_changed_since(each)),
    )
    return clause(first)


def sentence(said: str) -> str:
    """A clause with a capital and a full stop; empty if it is."""
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _changed(where: Whereabouts) -> str:
    """The clause for code that differs from what was confirmed."""
    edit, change = where.edit, where.change
    if edit is not None and edit.claim:
        return _with_reason("you are changing this", edit)
    symbol = where.placement.symbol if where.placement else None
    editing = f"you are changing this {symbol.kind.value if symbol else 'file'}" if edit else ""
    if change is None:
        return editing
    since = f"code changed since {change.since[:_SHORT_HASH]}" if change.since else "code changed"
    if change.claim:
        return "; ".join(filter(None, (_with_reason(since, change), editing)))
    mechanical = " (looks mechanical)" if change.mechanical else ""
    return editing or f"{since}, but not the part this note is about{mechanical}"


def _with_reason(said: str, change: Change) -> str:
    return f"{said}: {change.reason}" if change.reason else said
