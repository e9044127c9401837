"""Size limits for notes. A note that exceeds one is rejected as a whole, never truncated."""

from chesterton.model.anchor import SOURCE_LIMIT
from chesterton.model.counted import counted
from chesterton.model.errors import UserError
from chesterton.model.note import ANCHOR_LIMIT, BODY_LIMIT, TITLE_LIMIT, Note
from chesterton.model.record import canonical
from chesterton.store.tables.image import later_fields, plain_note

LINK_LIMIT = 32
"""Maximum number of links of a note."""

LINE_LIMIT = 4096
"""Maximum length of a path, symbol, author or link in characters."""

QUOTE_LIMIT = SOURCE_LIMIT
"""Maximum size of a quote in bytes."""

MORE_LIMIT = 64 * 1024
"""Maximum size of all other fields in bytes, including those only a newer version knows."""

_HINT = "nothing was stored, and your text is unchanged"


def check(note: Note) -> None:
    """Raises UserError if a note exceeds a limit, naming the limit."""
    if not note.title.strip():
        raise UserError("a note needs a title", "summarise the note in one line")
    if len(note.title) > TITLE_LIMIT or "\n" in note.title:
        raise UserError(
            f"a title must be one line of at most {TITLE_LIMIT} characters; this one has "
            f"{len(note.title):,} characters on {counted(note.title.count(chr(10)) + 1, 'line')}",
            f"{_HINT}; move the rest into the body",
        )
    _check_size("a body", note.body, BODY_LIMIT)
    if more := later_fields(plain_note(note)):
        _check_size("a note's metadata", canonical(more), MORE_LIMIT)
    if not 1 <= len(note.anchors) <= ANCHOR_LIMIT:
        raise UserError(
            f"a note must have between 1 and {ANCHOR_LIMIT} linked places, not {len(note.anchors)}",
            _HINT,
        )
    if len(note.links) > LINK_LIMIT:
        raise UserError(f"a note can have at most {LINK_LIMIT} links, not {len(note.links)}", _HINT)
    _check_lines(note)
    for anchor in note.anchors:
        _check_size("the code stored with a note", anchor.source or "", SOURCE_LIMIT)
        _check_size("a quote", anchor.quote or "", QUOTE_LIMIT)


def _check_lines(note: Note) -> None:
    locations = [text for anchor in note.anchors for text in (anchor.path, anchor.symbol or "")]
    for text in (note.title, note.author, *note.links, *locations):
        if len(text) > LINE_LIMIT:
            raise UserError(
                f"a path, symbol, author or link can have at most {LINE_LIMIT:,} characters; "
                f"this one has {len(text):,}",
                _HINT,
            )
        _size(text)


def _check_size(what: str, text: str, limit: int) -> None:
    size = _size(text)
    if size > limit:
        raise UserError(
            f"{what} can be at most {limit // 1024} KB; this is {-(-size // 1024):,} KB",
            f"{_HINT}; shorten it",
        )


def _size(text: str) -> int:
    try:
        return len(text.encode())
    except UnicodeEncodeError:
        raise UserError("the text contains a lone surrogate (half a character)", _HINT) from None
