"""Turns a comment in the code into a note on the definition that the comment describes."""

from collections.abc import Sequence

from chesterton.memory.margin.target import Target
from chesterton.memory.notes import show
from chesterton.memory.notes.places import Documents, Place
from chesterton.memory.notes.remember import Creation, clean_content, remember
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import Kind, NoteContent, Origin, Placed, Status
from chesterton.model.symbol import Span
from chesterton.syntax.comments import Comment, comment_at
from chesterton.syntax.outline import Parsed


def remember_comment(
    workspace: Workspace,
    target: Target,
    markers: Sequence[str],
    *,
    by: Author,
    documents: Documents,
) -> tuple[Placed, Comment]:
    """Stores the comment at the cursor as a note, or finds the note already made from it.

    Returns the note and the comment. Raises UserError if there is no comment.
    """
    parsed, span = target.parsed, target.span
    comment = comment_at(parsed, span.start) if parsed and span else None
    if parsed is None or comment is None:
        raise UserError("there is no comment here", "put the cursor on a comment")
    title, _, body = _without_marker(comment.text, markers).partition("\n")
    place = place_of_comment(target.path, parsed, comment)
    typed: NoteContent[str] = NoteContent(Kind.DECISION, title, body=body)
    existing = _existing_note(workspace, place, typed, documents)
    if existing is not None:
        return existing, comment
    birth = Creation(origin=Origin.COMMENT)
    stored = remember(workspace, typed, [place], by=by, creation=birth, documents=documents)
    return show.find_note(workspace, stored.note.id, documents), comment


def place_of_comment(path: str, parsed: Parsed, comment: Comment) -> Place:
    """The definition directly below the comment, else the one around it, else the file."""
    around = parsed.outline.at_line(comment.line)
    below = parsed.text.position(comment.span.end)[0] + 2
    following = [symbol for symbol in parsed.outline.symbols if symbol.first_line == below]
    starts_symbol = around is not None and around.first_line == comment.line
    symbol = following[0] if following and not starts_symbol else around
    return Place(path, symbol.line, symbol.name) if symbol else Place(path)


def whole_lines(comment: Comment, parsed: Parsed) -> Span:
    """The whole lines of the comment; only the comment if other text is on them."""
    text = parsed.text
    first, last = text.position(comment.span.start)[0], text.position(comment.span.end)[0]
    before = text.value[text.line_start(first) : comment.span.start]
    after = text.value[comment.span.end : text.line_start(last + 1)]
    if before.strip() or after.strip():
        return comment.span
    return Span(text.line_start(first), text.line_start(last + 1))


def _without_marker(text: str, markers: Sequence[str]) -> str:
    text = text.strip()
    marker = next((marker for marker in markers if text.startswith(marker)), "")
    return text.removeprefix(marker).lstrip(" \t:")


def _existing_note(
    workspace: Workspace, place: Place, typed: NoteContent[str], documents: Documents
) -> Placed | None:
    """The confirmed note made earlier from this comment."""
    content = clean_content(typed).content
    for placed in show.notes(workspace, at=place, documents=documents):
        is_same = (placed.note.title, placed.note.body) == (content.title, content.body)
        if is_same and placed.note.status is Status.CONFIRMED:
            return placed
    return None
