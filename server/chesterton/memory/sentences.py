"""The wording of code lenses, hints, diagnostics and code actions, within their length limits."""

from collections import Counter
from collections.abc import Callable, Sequence

from chesterton.memory.margin.margin import Entry
from chesterton.memory.margin.table import Row
from chesterton.memory.visible_text import one_line, truncated
from chesterton.model.anchor import State
from chesterton.model.counted import counted
from chesterton.model.note import Kind, Note
from chesterton.model.symbol import Symbol, SymbolKind

LENS_LIMIT = 60
MESSAGE_LIMIT = 140
_SHORTEST_TITLE = 8
_OLD_NAME_LIMIT = 16

_CALLABLE = frozenset({SymbolKind.FUNCTION, SymbolKind.METHOD, SymbolKind.MACRO})


def lens_title(row: Row) -> str:
    """The lens of a row: `3 notes · Pitfall: Retries must stay at 3`."""
    before, first = _standing(row)
    if row.symbol is None:
        return f"{before}{counted(len(row.entries), 'note')} about this file"
    return _counted_title(first.note, len(row.entries), before)


def deleted_lens(entries: Sequence[Entry]) -> str:
    """The lens at the former position of a deleted symbol."""
    return _counted_title(entries[0].note, len(entries), "")


def hint(row: Row) -> str:
    """The Hint diagnostic of a row, for editors without lenses."""
    if row.symbol is None:
        return lens_title(row)
    before, first = _standing(row)
    return _titled(before, first.note, _more(len(row.entries)), MESSAGE_LIMIT)


def touched(notes: Sequence[Note], confirmed: str | None, reason: str = "") -> str:
    """The message for an edit that affects a note's claim, with the reason where it fits.

    `confirmed` is the day the note was last confirmed.
    """
    first, more = notes[0], _more(len(notes))
    since = f" Last confirmed {confirmed}." if confirmed else ""
    short, full = (
        f". You are changing this code{said}.{since}{more}"
        for said in ("", f": {one_line(reason)}" if reason else "")
    )
    title = f"{first.kind.label}: {one_line(first.title).removesuffix('.')}"
    after = full if len(title) + len(full) <= MESSAGE_LIMIT else short
    return _titled("", first, after, MESSAGE_LIMIT, full_stop=False)


def deleted(name: str, notes: Sequence[Note]) -> str:
    """The message for a deleted symbol that has notes."""
    kinds = Counter(note.kind for note in notes)
    had = joined_with_and([counted(kinds[kind], kind.value) for kind in Kind if kinds[kind]])
    pronoun = "it" if len(notes) == 1 else "them"
    after = f" is gone; it had {had}. Keep, move or retire {pronoun}."
    return truncated(one_line(name), MESSAGE_LIMIT - len(after)) + after


def uncertain_link(old_name: str, symbol: Symbol | None) -> str:
    """The message for code that a note with an uncertain link may belong to."""
    call = "()" if symbol is not None and symbol.kind in _CALLABLE else ""
    before, after = "This note was written for ", f"{call}; confirm that it belongs here."
    room = MESSAGE_LIMIT - len(before) - len(after)
    return f"{before}{truncated(one_line(old_name), room)}{after}"


def lost_line() -> str:
    """The message for a note whose line in this file was not found."""
    return "The line this note is about is gone; confirm that the note belongs here."


def note_location(name: str) -> str:
    """Related information: the definition of a note whose diagnostic is elsewhere in its body."""
    return f"The note is on {one_line(name)}."


def belongs_here(name: str, path: str | None) -> str:
    """The action that links a note to a definition, in another file if `path` is given."""
    elsewhere = "" if path is None else f" in {one_line(path)}"
    return f"It belongs here: {one_line(name)}{elsewhere}"


def back_to(name: str) -> str:
    """The action that undoes a note's last move."""
    return f"Wrong place: move back to {one_line(name)}"


def action_title(answer: str, note: Note) -> str:
    """The title of an action if several notes are at the cursor."""
    return f"{answer}: {one_line(note.title)}"


def joined_with_and(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


_STANDINGS: tuple[tuple[str, Callable[[Entry], bool]], ...] = (
    ("You are changing this", lambda entry: entry.touched),
    ("Code changed", lambda entry: entry.is_changed_since),
    ("Link uncertain", lambda entry: entry.where.state is State.UNCERTAIN),
)


def _standing(row: Row) -> tuple[str, Entry]:
    """The first prefix that applies to a note of a row, with that note; else the first note."""
    entries = [shown.entry for shown in row.entries]
    for prefix, applies in _STANDINGS:
        if first := next(filter(applies, entries), None):
            return f"{prefix} · ", first
    followed = next((entry for entry in entries if entry.followed_from), None)
    if followed is None or followed.followed_from is None:
        return "", entries[0]
    old_name = truncated(one_line(followed.followed_from), _OLD_NAME_LIMIT)
    return f"Moved from {old_name} · ", followed


def _titled(before: str, note: Note, after: str, limit: int, *, full_stop: bool = True) -> str:
    title = one_line(note.title)
    if not full_stop:
        title = title.removesuffix(".")
    before = f"{before}{note.kind.label}: "
    room = max(limit - len(before) - len(after), _SHORTEST_TITLE)
    shown = truncated(title, room)
    ending = after.removeprefix(".") if shown.endswith("…") else after
    return truncated(f"{before}{shown}{ending}", limit)


def _counted_title(note: Note, count: int, before: str) -> str:
    several = f"{counted(count, 'note')} · " if count > 1 else ""
    return _titled(f"{before}{several}", note, "", LENS_LIMIT)


def _more(count: int) -> str:
    return f" … and {count - 1} more" if count > 1 else ""
