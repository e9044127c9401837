"""Remember why: a draft that the editor opens, or a text or comment that becomes a note at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp

from chesterton.anchoring.text.line_mapping import line_today
from chesterton.lsp.arguments import NUMBER, RANGE, TEXT, one_of, to_range
from chesterton.lsp.convert import from_range, line_span
from chesterton.lsp.convert import to_range as range_of
from chesterton.lsp.document.contents import difference
from chesterton.lsp.document.table import shifted_span
from chesterton.lsp.feature import Command
from chesterton.lsp.projects import Home
from chesterton.lsp.session import Session
from chesterton.memory.drafts import draft_files, draft_text, saving
from chesterton.memory.exchange.portable import Json, to_json
from chesterton.memory.notes import show
from chesterton.memory.notes.content import clean_content
from chesterton.memory.notes.places import Documents, Place, write_place
from chesterton.memory.notes.remember import Birth, remember
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import Kind, NoteContent, Origin, Status
from chesterton.model.placed import Placed
from chesterton.model.symbol import Span
from chesterton.syntax.comments import Comment, comment_at
from chesterton.syntax.outline import Parsed
from chesterton.syntax.positions import Encoding
from chesterton.syntax.text import Text

SELECTION_LINES = 40
"""More selected lines than these are quoted by the draft, but not copied into it."""

Arguments = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is to be remembered, in the text as it is typed."""

    home: Home
    documents: Documents
    line: int | None = None  #: 1-based; None for the file
    span: Span | None = None  #: what is selected

    @property
    def parsed(self) -> Parsed | None:
        """The document, else the file."""
        path = self.home.path
        return self.documents.get(path) or self.home.workspace.parsed(path)


async def run_remember(session: Session, arguments: Arguments) -> Json:
    """Opens a draft; with `text`, stores it directly."""
    spot = await _spot(session, arguments)
    kind = Kind(arguments.get("kind", Kind.DECISION))
    if "text" in arguments:
        placed = await session.run(_store, spot, kind, arguments["text"], session.author)
        await session.show_changes()
        return to_json(placed)
    path, line = await session.run(_write, spot, kind)
    old = arguments.get("supersedes")
    if old is not None:
        old = (await session.run(show.one, spot.home.workspace, old)).note.id
    session.drafting.watch(path, spot.home.workspace, supersedes=old)
    return await session.drafting.show(path, line)


async def run_remember_comment(session: Session, arguments: Arguments) -> Json:
    """Stores the comment at the range as a note on the code it stands at."""
    spot = await _spot(session, arguments)
    document = session.document(arguments["uri"])
    settings = document.settings if document else session.options.shared
    placed, comment = await session.run(
        _store_comment, spot, settings.comment_markers, session.author
    )
    if not settings.keep_comment and spot.parsed is not None:
        await _take_out(session, arguments["uri"], comment, spot.parsed)
    await session.show_changes()
    return to_json(placed)


async def run_edit(session: Session, arguments: Arguments) -> Json:
    """Opens the draft of a note that exists."""
    workspace = await session.run(session.roots.workspace_with, arguments["id"])
    documents = await session.parsed_documents(workspace)

    def write() -> tuple[Path, int]:
        path = saving.open_draft(workspace, show.one(workspace, arguments["id"], documents))
        return path, draft_text.title_line(draft_files.read(path))

    path, line = await session.run(write)
    session.drafting.watch(path, workspace)
    return await session.drafting.show(path, line)


_KIND = one_of(*Kind)

OFFERS = (
    Command(
        "chesterton.remember",
        "Opens a draft for the place; with `text`, stores that at once.",
        run_remember,
        {
            "uri": TEXT,
            "range": RANGE,
            "line": NUMBER,
            "kind": _KIND,
            "text": TEXT,
            "supersedes": TEXT,
        },
        ("uri",),
    ),
    Command(
        "chesterton.rememberComment",
        "Stores the comment at the range as a note on its code.",
        run_remember_comment,
        {"uri": TEXT, "range": RANGE},
        ("uri", "range"),
    ),
    Command(
        "chesterton.edit",
        "Opens the draft of a note.",
        run_edit,
        {"id": TEXT},
        ("id",),
    ),
)


async def _spot(session: Session, arguments: Arguments) -> Spot:
    document = session.document(arguments["uri"])
    meant = document.text if document else None  # more may be typed until it is looked at
    home = await session.home_of(arguments["uri"])
    spot = Spot(home, await session.parsed_documents(home.workspace))
    return await session.run(_aimed, spot, arguments, meant, session.client.encoding)


def _aimed(spot: Spot, arguments: Arguments, meant: Text | None, encoding: Encoding) -> Spot:
    """With the line or range that was given in the text as `meant`, as they stand today."""
    if spot.parsed is None or not {"range", "line"} & arguments.keys():
        return spot
    now = spot.parsed.text
    meant = meant or now
    given = to_range(arguments["range"]) if "range" in arguments else None
    line = given.start.line if given else arguments["line"]
    span = from_range(given, meant, encoding) if given else line_span(line, meant)
    if meant.value != now.value:
        span = _span_today(span, meant, now)
        line = now.position(span.start)[0]
    return replace(spot, line=line + 1, span=span if given else None)


def _span_today(span: Span, meant: Text, now: Text) -> Span:
    """Where the one edit since then pushed it; amid several, where its lines are."""
    typed = difference(meant.value, now.value)
    if typed is None or typed.end <= span.start or span.end <= typed.start:
        return shifted_span(span, [typed] if typed else [])
    start = _point_today(span.start, meant, now)
    return Span(start, max(start, _point_today(span.end, meant, now)))


def _point_today(offset: int, meant: Text, now: Text) -> int:
    line, column = meant.position(offset)
    today = line_today(meant, now, line + 1) - 1
    return now.line_start(today) + min(column, len(now.line(today)))


async def _take_out(session: Session, uri: str, comment: Comment, parsed: Parsed) -> None:
    """Removes a comment; in a text that was typed in meanwhile its lines may be others."""
    document = session.document(uri)
    if document is not None and document.text == parsed.text:
        place = range_of(_whole_lines(comment, parsed), parsed.text, session.client.encoding)
        await session.edit("Remember this comment", document, [lsp.TextEdit(place, "")])


def _store(spot: Spot, kind: Kind, text: str, by: Author) -> Placed:
    title, _, body = text.strip().partition("\n")
    typed: NoteContent[str] = NoteContent(kind, title, body.strip("\n"))
    stored = remember(spot.home.workspace, typed, [_place(spot)], by=by, documents=spot.documents)
    return show.one(spot.home.workspace, stored.note.id, spot.documents)


def _write(spot: Spot, kind: Kind) -> tuple[Path, int]:
    """The draft's file, and the 0-based line on which a person types first."""
    typed = NoteContent(kind, "", _selected(spot))
    text = draft_text.new_draft(typed, [write_place(_place(spot))])
    return draft_files.create(spot.home.workspace, text), draft_text.title_line(text)


def _place(spot: Spot) -> Place:
    """The innermost definition at the line, else the file; selected lines are quoted."""
    path, parsed, line = spot.home.path, spot.parsed, spot.line
    symbol = parsed.outline.at_line(line) if parsed and line else None
    quote = _quoted_lines(spot)
    if parsed is None or symbol is None:
        return Place(path, quote[0] if quote else None, quote=quote)
    is_only_one = len(parsed.outline.named(symbol.name)) == 1
    first = quote[0] if quote else None
    return Place(path, first if quote or is_only_one else symbol.line, symbol.name, quote)


def _quoted_lines(spot: Spot) -> tuple[int, int] | None:
    parsed, span = spot.parsed, spot.span
    if parsed is None or span is None:
        return None
    selected = parsed.text.value[span.start : span.end].strip()
    if not selected or selected.isidentifier():  # Emacs sends the word under the cursor
        return None
    last = max(span.start, span.end - 1)  # a selection of whole lines ends on the next one
    return parsed.text.position(span.start)[0] + 1, parsed.text.position(last)[0] + 1


def _selected(spot: Spot) -> str:
    lines, parsed = _quoted_lines(spot), spot.parsed
    if lines is None or parsed is None or lines[1] - lines[0] >= SELECTION_LINES:
        return ""
    code = "\n".join(parsed.text.line(number - 1) for number in range(lines[0], lines[1] + 1))
    language = parsed.language.id if parsed.language else ""
    return f"```{language}\n{code}\n```" if "```" not in code else code


def _store_comment(spot: Spot, markers: tuple[str, ...], by: Author) -> tuple[Placed, Comment]:
    parsed, span, workspace = spot.parsed, spot.span, spot.home.workspace
    comment = comment_at(parsed, span.start) if parsed and span else None
    if parsed is None or comment is None:
        raise UserError("there is no comment here", "put the cursor into a comment")
    title, _, body = _without_marker(comment.text, markers).partition("\n")
    place = _place_of_comment(spot.home.path, parsed, comment)
    typed: NoteContent[str] = NoteContent(Kind.DECISION, title, body)
    known = _known(spot, place, typed)
    if known is not None:
        return known, comment
    birth = Birth(origin=Origin.COMMENT)
    stored = remember(workspace, typed, [place], by=by, birth=birth, documents=spot.documents)
    return show.one(workspace, stored.note.id, spot.documents), comment


def _without_marker(text: str, markers: tuple[str, ...]) -> str:
    text = text.strip()
    marker = next((marker for marker in markers if text.startswith(marker)), "")
    return text.removeprefix(marker).lstrip(" \t:")


def _place_of_comment(path: str, parsed: Parsed, comment: Comment) -> Place:
    """What the comment stands directly above, else what it stands in, else the file."""
    around = parsed.outline.at_line(comment.line)
    below = parsed.text.position(comment.span.end)[0] + 2
    following = [symbol for symbol in parsed.outline.symbols if symbol.first_line == below]
    is_its_own = around is not None and around.first_line == comment.line
    symbol = following[0] if following and not is_its_own else around
    return Place(path, symbol.line, symbol.name) if symbol else Place(path)


def _known(spot: Spot, place: Place, typed: NoteContent[str]) -> Placed | None:
    """The note that this comment became already."""
    said = clean_content(typed).content
    for placed in show.notes(spot.home.workspace, at=place, documents=spot.documents):
        same = (placed.note.title, placed.note.body) == (said.title, said.body)
        if same and placed.note.status is Status.CONFIRMED:
            return placed
    return None


def _whole_lines(comment: Comment, parsed: Parsed) -> Span:
    """The comment with its lines where nothing else stands on them."""
    text = parsed.text
    first, last = text.position(comment.span.start)[0], text.position(comment.span.end)[0]
    before = text.value[text.line_start(first) : comment.span.start]
    after = text.value[comment.span.end : text.line_start(last + 1)]
    if before.strip() or after.strip():
        return comment.span
    return Span(text.line_start(first), text.line_start(last + 1))
