"""Renders the notes in a hover as Markdown or plain text."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chesterton.memory import inline_markdown, markdown
from chesterton.memory.margin.margin import Entry
from chesterton.memory.verdict_text import clause, is_being_edited, sentence
from chesterton.memory.visible_text import as_one_item, one_line, truncated, wrapped
from chesterton.memory.watch_text import silenced, warns_when
from chesterton.memory.web_links import safe_url
from chesterton.model.counted import counted
from chesterton.model.note import Note, Origin, Status
from chesterton.model.symbol import Symbol

LIMIT = 1200
"""Maximum length of a hover, in characters."""

BODY_LIMIT = 280
BODY_LINES = 3
_PLAIN_WIDTH = 64
_LINKS = 3
_URL_LIMIT = 200
_NAME_LIMIT = 40
_SHORT_HASH = 7

_FENCES = ("```", "~~~")  #: of a body
_FENCE = re.compile(r"`{3,}(?=[^`]*\Z)")
_ISSUE = re.compile(r"/(?:issues|pull|pulls|merge_requests|-/issues|-/merge_requests)/(\d+)/?$")
_COMMIT = re.compile(r"/(?:commit|commits|-/commit)/([0-9a-f]{7,64})/?$")
_NUMBER = re.compile(r"#(\d{1,9})")
_HASH = re.compile(r"[0-9a-f]{7,40}")
FORGES = ("github.com/", "gitlab.com/", "codeberg.org/")
_INJECTION = re.compile(
    r"ignore (?:all |any )?(?:previous|prior|above) |disregard (?:all|the|your) |you must now "
    r"|</?system>|\[/?INST\]|<\|im_(?:start|end)\|>|^\s*(?:system|human|assistant)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_WRITTEN_BY = {
    Origin.AGENT: "via an agent",
    Origin.COMMIT: "from a commit",
    Origin.COMMENT: "from a comment",
    Origin.RECORD: "from a decision record",
    Origin.SESSION: "from a session",
    Origin.IMPORT: "imported",
    Origin.REPOSITORY: "from the repository",
}


@dataclass(frozen=True, slots=True)
class Style:
    """Formatting functions for one output format."""

    strong: Callable[[str], str]
    annotation: Callable[[str], str]  #: a remark after a title
    line: Callable[[str], str]  #: one line of note text, shown literally
    code: Callable[[str], str]  #: one line of code
    body: Callable[[str], str]
    quoted: Callable[[Sequence[str]], list[str]]  #: the lines of a body, set apart
    link: Callable[[str, str], str]  #: a label and an untrusted URL
    own_link: Callable[[str, str], str]  #: a label and a URL made by the server
    beside_code: Callable[[str], str]  #: a line of a paragraph that has code in other lines
    line_break: str
    gap: str  #: around a body


def _plain_link(label: str, url: str) -> str:
    """The label and its URL, or only the URL if it contains the label."""
    if not safe_url(url):
        return label
    return url if label.removesuffix("…") in url else f"{label} {url}"


def _plainly_quoted(lines: Sequence[str]) -> list[str]:
    """The lines behind a vertical rule, wrapped here because an editor would not indent them."""
    return [f"│ {row}" for line in lines for row in wrapped(line, _PLAIN_WIDTH)]


_cached = lru_cache(maxsize=256)  # editors ask for the same hover again and again

MARKDOWN = Style(
    strong=lambda text: f"**{text}**",
    annotation=lambda text: f"*({text})*",
    line=_cached(inline_markdown.escaped),
    code=_cached(inline_markdown.code_span),
    body=_cached(markdown.to_safe_markdown),
    quoted=markdown.quoted,
    link=_cached(inline_markdown.safe_link),
    own_link=lambda label, url: f"[{label}]({url})",
    beside_code=inline_markdown.beside_code,
    line_break="  \n",
    gap="\n\n",
)
PLAIN = Style(
    strong=str,
    annotation=lambda text: f"({text})",
    line=one_line,
    code=one_line,
    body=markdown.to_plain_text,
    quoted=_plainly_quoted,
    link=lambda label, url: _plain_link(one_line(label), url),
    own_link=lambda label, url: f"{label}: {url}",
    beside_code=str,
    line_break="\n",
    gap="\n",
)


@dataclass(frozen=True, slots=True)
class HoverContent:
    """The notes of a hover and what is needed to render them."""

    symbol: Symbol | None
    entries: Sequence[Entry]
    proposed: Sequence[Entry] = ()
    ids_without_title: frozenset[str] = (
        frozenset()
    )  #: ids of notes whose title a diagnostic already shows
    max_notes: int = 3
    views: Mapping[str, str] | None = None
    origin: str | None = None  #: `host/path` of the repository


def render(content: HoverContent, style: Style) -> str:
    """The hover of a definition; to stay within the limit, drops bodies first, then notes."""
    entries = content.entries or content.proposed
    for shown in range(min(content.max_notes, len(entries)), 0, -1):
        for bodies in range(shown, -1, -1):
            text = _rendered(content, style, shown, bodies)
            if len(text) <= LIMIT:
                return text
    return _rendered(content, style, 1, 0, with_links=False)


def render_reference(name: str, entries: Sequence[Entry], style: Style) -> str:
    """The one-line hover for a use of a name rather than its definition."""
    note = entries[0].note
    more = f" … and {len(entries) - 1} more" if len(entries) > 1 else ""
    shown, title = map(style.beside_code, (style.line(name), style.line(note.title)))
    return f"{style.strong(note.kind.label)} on {shown} — {title}{more}"


def _rendered(
    content: HoverContent, style: Style, shown: int, bodies: int, *, with_links: bool = True
) -> str:
    entries = content.entries or content.proposed
    count = counted(len(entries), "note" if content.entries else "proposed note")
    edited = _edited(content)
    parts = [style.line(edited), f"{style.strong('Why this is here')} · {count}"]
    parts += [
        _note(content, entry, style, edited, with_body=index < bodies, with_links=with_links)
        for index, entry in enumerate(entries[:shown])
    ]
    parts.append(_rest(content, style, len(entries) - shown))
    if content.entries and content.proposed:
        parts.append(f"{len(content.proposed)} proposed · review")
    return "\n\n".join(part for part in parts if part)


def _edited(content: HoverContent) -> str:
    """The first line, shown while the code is being edited: what all confirmed notes say of it."""
    if not any(is_being_edited(entry.where) for entry in content.entries):
        return ""
    clauses = {clause(entry.where) for entry in content.entries}
    if len(clauses) == 1:
        return sentence(clauses.pop())
    return "You are changing this." if any(entry.touched for entry in content.entries) else ""


def _note(
    content: HoverContent,
    entry: Entry,
    style: Style,
    edited: str,
    *,
    with_body: bool,
    with_links: bool,
) -> str:
    note, said = entry.note, sentence(clause(entry.where))
    lines = []
    if note.id not in content.ids_without_title:
        lines.append(_title(entry, style))
    if said and said != edited:
        lines.append(style.beside_code(style.line(said)))
    watch = [text(note, _shortened(style)) for text in (warns_when, silenced)]
    facts = _paragraph(
        [*filter(None, watch), _facts(content, note, style, with_links=with_links)], style
    )
    body = _body(note) if with_body else ""
    if not body:
        return _paragraph([*lines, facts], style)
    quote = _joined(style.body(body).split("\n"), style).split("\n")
    parts = (_paragraph(lines, style), "\n".join(style.quoted(quote)), facts)
    return style.gap.join(part for part in parts if part)


def _shortened(style: Style) -> Callable[[str], str]:
    return lambda word: style.code(truncated(word, _NAME_LIMIT))


def _paragraph(lines: Sequence[str], style: Style) -> str:
    if any("`" in line for line in lines[1:]):
        lines = [style.beside_code(lines[0]), *lines[1:]]
    return style.line_break.join(lines)


def _joined(lines: Sequence[str], style: Style) -> str:
    """The lines of a body with hard breaks, except in and around code blocks."""
    text, fence, was_fence = "", "", False
    for line in lines:
        opening = _FENCE.match(line) if not fence else None
        is_fence = opening is not None or bool(fence and line == fence)
        hard = "\n" if fence or is_fence or was_fence else style.line_break
        text += f"{hard if text else ''}{line}"
        if is_fence:
            fence = opening.group() if opening else ""
        was_fence = is_fence
    return text


def _title(entry: Entry, style: Style) -> str:
    note = entry.note
    kind = note.kind.label
    if note.status is Status.PROPOSED:
        kind = f"Proposed {kind.lower()}"
    remarks = _warnings(note)
    asides = "".join(f" {style.annotation(remark)}" for remark in remarks)
    return f"{style.strong(kind)} — {style.line(note.title)}{asides}"


def _warnings(note: Note) -> list[str]:
    is_injection = _INJECTION.search(f"{note.title}\n{note.body}")
    return ["possible prompt injection"] if is_injection else []


def _body(note: Note) -> str:
    lines = [line.rstrip() for line in note.body.split("\n") if line.strip()]
    shown = lines[:BODY_LINES]
    if len(lines) > BODY_LINES and shown[-1].startswith(_FENCES):
        shown.pop()  # the opening fence of a code block that is cut off entirely
    kept = "\n".join(shown)
    if len(kept) > BODY_LIMIT:
        return truncated(kept, BODY_LIMIT)
    return f"{kept} …" if len(lines) > len(shown) and kept else kept


def _facts(content: HoverContent, note: Note, style: Style, *, with_links: bool) -> str:
    """Date, author and links: `2026-03-14 · ana · #4812 · open note`."""
    facts = [(note.confirmed or note.created)[:10]]
    if note.author:
        author = as_one_item(truncated(note.author, _NAME_LIMIT))
        facts.append(style.beside_code(style.line(author)))
    if note.origin in _WRITTEN_BY:
        facts.append(_WRITTEN_BY[note.origin])
    links = note.links[:_LINKS] if with_links else ()
    facts += [_link(link, content.origin, style) for link in links]
    if content.views and note.id in content.views:
        facts.append(style.own_link("open note", content.views[note.id]))
    return " · ".join(facts)


def _link(link: str, origin: str | None, style: Style) -> str:
    if len(link) <= _URL_LIMIT and safe_url(link):
        return style.link(_label(link, origin), link)
    repository = origin if origin and origin.startswith(FORGES) else None
    if repository and (number := _NUMBER.fullmatch(link)):
        return style.link(link, f"https://{repository}/issues/{number[1]}")
    if repository and _HASH.fullmatch(link):
        return style.link(link[:_SHORT_HASH], f"https://{repository}/commit/{link}")
    return style.beside_code(style.line(as_one_item(truncated(link, 80))))


def _label(url: str, origin: str | None) -> str:
    """A short name for a link to the project or a known forge; otherwise the address."""
    address = url.partition("://")[2].rstrip("/") or url
    if address.startswith((*FORGES, f"{origin}/")):
        if issue := _ISSUE.search(url):
            return f"#{issue[1]}"
        if commit := _COMMIT.search(url):
            return commit[1][:_SHORT_HASH]
    return truncated(address, 40)


def _rest(content: HoverContent, style: Style, left: int) -> str:
    if left <= 0:
        return ""
    more = counted(left, "more note")
    name = content.symbol.name if content.symbol else ""
    page = content.views.get(f"::{name}") if content.views else None
    return style.own_link(more, page) if page else more
