"""Formats and parses the text of a draft: a header, the title, then the body.

The header consists of `key: value` lines between two `---` lines. It is not YAML, which would read
`#4812` as a comment; here a comment starts with two spaces and `#`.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chesterton.anchoring.claims.claim import may_watch
from chesterton.memory.visible_text import visible
from chesterton.memory.watch_text import NOTHING, words_of
from chesterton.model.note import WARNING_KINDS, Kind, Note, NoteContent, Words
from chesterton.model.watch import Watch

FENCE = "---"
FOOTER = (
    "<!-- First line: the title, shown in the editor. Below it, optionally, a few lines on why.\n"
    "     Save to keep. Leave empty and close to discard. Secrets are removed before saving. -->"
)
KINDS = (
    "pitfall: don't do this again · incident: what happened, when · decision · pattern · debt "
    "· question"
)
WATCH = "names, calls, numbers; empty: those in the title"
BAD_KIND = "kind must be pitfall, incident, decision, pattern, debt or question."
NO_TITLE = "Add a title on the first line."
NO_HEADER = "The header between the two --- lines is missing; restore it, or close without saving."

_COMMENT = re.compile(r"\s\s#")
_ITEM = re.compile(
    r"(?>(?:(?!\s\s#)\s)*)"
    r'(?:(?P<quoted>"(?>(?:[^"\\]|\\.)*)")\s*+(?=[,#]|\Z)|(?P<plain>(?>(?:(?!\s\s#)[^,])*)))'
)
_UNQUOTED = re.compile(r'(?!.*\s#)(?=\S)[^,"\t\r\n]*(?<=\S)')
"""An item that needs no quotes."""
_FIELD = re.compile(r"^(\w[\w-]*):(.*)$")
_SELECTED = re.compile(r":\d+-\d+$")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_FOOTER = re.compile(r"<!-- (?:First line: the title|Save to keep)(?:(?!-->).)*-->", re.DOTALL)
_LIST_LIMIT = 200_000
_LISTS = ("about", "watch", "links")
_KEYS = ("kind", "id", "base", *_LISTS)

EMPTY: NoteContent[str] = NoteContent(Kind.DECISION, "")
"""The content of a blank draft."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An error in a line of a draft or checklist."""

    line: int  #: 0-based
    message: str


def advice(draft: "ParsedDraft") -> Problem | None:
    """Says that a draft about code has nothing to watch; None if it has."""
    content, places = draft.content, [each for each in draft.about if "::" in each]
    if not places or not content.title or content.links or content.kind not in WARNING_KINDS:
        return None
    quote = next(filter(_SELECTED.search, places), None)
    watch = Watch(content.title, content.body, content.watch, quote)
    return None if may_watch(watch) else Problem(draft.title_line, NOTHING)


@dataclass(frozen=True, slots=True)
class ParsedDraft:
    """The fields of a draft as typed, before cleaning. A draft with problems cannot be stored."""

    content: NoteContent[str]
    about: tuple[str, ...] = ()  #: places, unparsed
    id: str | None = None  #: of the edited note; None for a new one
    base: int | None = None  #: the version the edit is based on
    problems: tuple[Problem, ...] = ()
    title_line: int = 0  #: 0-based

    @property
    def is_empty(self) -> bool:
        """Whether title and body are both empty, so that the draft can be discarded."""
        return not self.content.title and not self.content.body


def new_draft(content: NoteContent[str] = EMPTY, about: Sequence[str] = ()) -> str:
    """The draft of a new note."""
    return _draft(_header(content, about), content)


def draft_of(note: Note, about: Sequence[str] = ()) -> str:
    """The draft of an existing note; `about` lists the current places of its anchors."""
    places = about or [anchor.written for anchor in note.anchors]
    content = replace(note.content, watch=tuple(words_of(note)))
    header = _header(content, places)
    return _draft([*header, f"id: {note.id}", f"base: {note.version}"], note.content)


def title_line(text: str) -> int:
    """The 0-based line of the title, where the cursor is placed."""
    fences = [number for number, line in enumerate(text.split("\n")) if line.rstrip() == FENCE]
    return fences[1] + 1 if len(fences) > 1 else 0


def read_draft(text: str) -> ParsedDraft:
    """Parses a draft. Never raises: errors are returned as problems."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    end = _end_of_header(lines)
    if end is None:
        return _without_header(lines)
    values, problems = _read_header(lines[1:end])
    kind = _kind(values.get("kind", ""))
    if kind is None:
        problems.append(Problem(_line_of(lines, "kind"), BAD_KIND))
    title, body = _content(lines[end + 1 :])
    if body and not title:
        problems.append(Problem(end + 1, NO_TITLE))
    links = tuple(_items(values.get("links", "")))
    watch = tuple(_items(values.get("watch", ""))) or None
    return ParsedDraft(
        NoteContent(kind or Kind.DECISION, title, body=body, links=links, watch=watch),
        tuple(_items(values.get("about", ""))),
        values.get("id") or None,
        int(values["base"]) if values.get("base", "").isdecimal() else None,
        tuple(problems),
        end + 1,
    )


def _draft(header: Sequence[str], content: NoteContent[Words]) -> str:
    title, body = visible(content.title), visible(content.body)
    title = f"# {title}" if _HEADING.match(title) else title  # reading removes one
    why = f"{body}\n\n" if body else "\n"
    return "\n".join((FENCE, *header, FENCE, title, "", f"{why}{FOOTER}", ""))


def _header(content: NoteContent[Words], about: Sequence[str]) -> list[str]:
    return [
        _field("kind", content.kind, KINDS),
        _field("about", _joined(about), "one or more places, comma-separated"),
        _field("watch", _joined(content.watch or ()), WATCH),
        _field(
            "links", _joined(content.links), "PR, issue, commit or URL, comma-separated (optional)"
        ),
    ]


def _field(key: str, value: str, comment: str) -> str:
    return f"{f'{key}: {value}':<24}  # {comment}"


def _joined(items: Sequence[str]) -> str:
    return ", ".join(map(_item, items))


def _item(item: str) -> str:
    """An item as it is, or as a JSON string if it has separators or hidden characters."""
    if _UNQUOTED.fullmatch(item) and visible(item) == item:
        return item
    quoted = json.dumps(item, ensure_ascii=False)
    return "".join(char if visible(char) == char else json.dumps(char)[1:-1] for char in quoted)


def _items(value: str) -> Iterator[str]:
    end = -1
    while end < 0 or value[end : end + 1] == ",":
        found = _ITEM.match(value, end + 1, _LIST_LIMIT)
        if found is None:
            return
        item = _unquoted(found["quoted"]) if found["quoted"] else found["plain"].strip()
        if item.strip():
            yield item
        end = found.end()


def _unquoted(quoted: str) -> str:
    try:
        return str(json.loads(quoted, strict=False))
    except ValueError:  # backslashes that a person typed
        return quoted[1:-1]


def _end_of_header(lines: Sequence[str]) -> int | None:
    if not lines or lines[0].rstrip() != FENCE:
        return None
    rest = (number for number, line in enumerate(lines) if number and line.rstrip() == FENCE)
    return next(rest, None)


def _without_header(lines: Sequence[str]) -> ParsedDraft:
    title, body = _content(lines)
    problems = (Problem(0, NO_HEADER),) if title or body else ()
    return ParsedDraft(NoteContent(Kind.DECISION, title, body=body), problems=problems)


def _read_header(lines: Sequence[str]) -> tuple[dict[str, str], list[Problem]]:
    values: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        field = _FIELD.match(line)
        key = field[1].lower() if field else ""
        if field and key in _KEYS:
            values[key] = field[2] if key in _LISTS else _COMMENT.split(field[2])[0].strip()
        elif line.strip() and not line.lstrip().startswith("#"):
            problems.append(Problem(number, "Not a header field; use kind, about, watch or links."))
    return values, problems


def _kind(value: str) -> Kind | None:
    word = value.lower() or Kind.DECISION
    return Kind(word) if word in list(Kind) else None


def _line_of(lines: Sequence[str], key: str) -> int:
    return next((n for n, line in enumerate(lines) if line.lower().startswith(f"{key}:")), 0)


def _content(lines: Sequence[str]) -> tuple[str, str]:
    text = _without_footer("\n".join(lines).rstrip())
    title, _, body = text.partition("\n")
    return _HEADING.sub("", title, count=1).strip(), body.strip("\n").rstrip()


def _without_footer(text: str) -> str:
    """The text without its last comment, if that is ours; a person may have reflowed it."""
    start = text.rfind("<!--")
    is_ours = text.endswith(FOOTER) or (start >= 0 and _FOOTER.fullmatch(text, start))
    return text[:start] if is_ours else text
