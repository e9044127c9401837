"""The wording of code lenses, hints, diagnostics and code actions, within their length limits."""

from collections import Counter
from collections.abc import Iterable, Sequence

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
_CHANGE_PHRASES = {
    "signature": "the signature",
    "body": "the body",
    "literal": "a literal",
    "call": "a call",
    "decorator": "a decorator",
    "member": "a member",
    "text": "the text",
}


def lens_title(row: Row) -> str:
    """The lens of a row: `3 notes · Pitfall: Retries must stay at 3`."""
    if row.symbol is None:
        return f"{counted(len(row.entries), 'note')} about this file"
    return _counted_titles([shown.entry.note for shown in row.entries], _prefix(row))


def deleted_lens(entries: Sequence[Entry]) -> str:
    """The lens at the former position of a deleted symbol."""
    return _counted_titles([entry.note for entry in entries], "")


def hint(row: Row) -> str:
    """The Hint diagnostic of a row, for editors without lenses."""
    if row.symbol is None:
        return lens_title(row)
    after = _more(len(row.entries))
    return _titled(_prefix(row), row.entries[0].entry.note, after, MESSAGE_LIMIT)


def touched(notes: Sequence[Note], confirmed: str | None) -> str:
    """The message for an edit that affects a note's claim.

    `confirmed` is the day the note was last confirmed.
    """
    first = notes[0]
    since = f" Last confirmed {confirmed}." if confirmed else ""
    after = f". You are changing this code.{since}{_more(len(notes))}"
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


def what_changed(what: Iterable[str]) -> str:
    """The changed parts as a phrase: `the signature and a literal`."""
    return joined_with_and([_CHANGE_PHRASES.get(word, word) for word in what])


def joined_with_and(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _prefix(row: Row) -> str:
    """The first prefix that applies to a row: changed, uncertain or moved."""
    entries = [shown.entry for shown in row.entries]
    if any(entry.is_changed_since for entry in entries):
        return "Code changed · "
    if any(entry.where.state is State.UNCERTAIN for entry in entries):
        return "Link uncertain · "
    old_name = next((entry.followed_from for entry in entries if entry.followed_from), None)
    return f"Moved from {truncated(one_line(old_name), _OLD_NAME_LIMIT)} · " if old_name else ""


def _titled(before: str, note: Note, after: str, limit: int, *, full_stop: bool = True) -> str:
    title = one_line(note.title)
    if not full_stop:
        title = title.removesuffix(".")
    before = f"{before}{note.kind.label}: "
    room = max(limit - len(before) - len(after), _SHORTEST_TITLE)
    shown = truncated(title, room)
    ending = after.removeprefix(".") if shown.endswith("…") else after
    return truncated(f"{before}{shown}{ending}", limit)


def _counted_titles(notes: Sequence[Note], before: str) -> str:
    several = f"{counted(len(notes), 'note')} · " if len(notes) > 1 else ""
    return _titled(f"{before}{several}", notes[0], "", LENS_LIMIT)


def _more(count: int) -> str:
    return f" … and {count - 1} more" if count > 1 else ""
