"""The text of a hover: what notes say about one piece of code, as Markdown or as plain text."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chesterton.lsp import markdown
from chesterton.memory.margin.margin import Entry
from chesterton.memory.sentences import counted, one_line, what_changed
from chesterton.memory.visible_text import cut
from chesterton.model.anchor import State
from chesterton.model.note import Note, Origin, Status
from chesterton.model.symbol import Symbol

LIMIT = 1200
"""Characters of a hover."""

BODY_LIMIT = 280
BODY_LINES = 3
_LINKS = 3
_URL_LIMIT = 200
_NAME_LIMIT = 40
_SHORT_HASH = 7

_FENCES = ("```", "~~~")
_ISSUE = re.compile(r"/(?:issues|pull|pulls|merge_requests|-/issues|-/merge_requests)/(\d+)/?$")
_COMMIT = re.compile(r"/(?:commit|commits|-/commit)/([0-9a-f]{7,64})/?$")
_NUMBER = re.compile(r"#(\d{1,9})")
_HASH = re.compile(r"[0-9a-f]{7,40}")
FORGES = ("github.com/", "gitlab.com/", "codeberg.org/")
_ORDERS = re.compile(
    r"ignore (?:all |any )?(?:previous|prior|above) |disregard (?:all|the|your) |you must now "
    r"|</?system>|\[/?INST\]|<\|im_(?:start|end)\|>|^\s*(?:system|human|assistant)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_WRITTEN_BY = {
    Origin.AGENT: "an agent",
    Origin.COMMIT: "from a commit",
    Origin.COMMENT: "from a comment",
    Origin.RECORD: "from a record",
    Origin.SESSION: "from a session",
    Origin.IMPORT: "imported",
    Origin.REPOSITORY: "from the repository",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of text is written."""

    strong: Callable[[str], str]
    aside: Callable[[str], str]  #: a remark behind a title
    line: Callable[[str], str]  #: one line of note text, as it is
    body: Callable[[str], str]
    link: Callable[[str, str], str]  #: a label and an address of others
    own_link: Callable[[str, str], str]  #: a label and an address of ours
    line_break: str


def _plain_link(label: str, url: str) -> str:
    """A label and its address, once where the one is a part of the other."""
    if not markdown.safe_url(url):
        return label
    return url if label.removesuffix("…") in url else f"{label} {url}"


MARKDOWN = Style(
    strong=lambda text: f"**{text}**",
    aside=lambda text: f"*({text})*",
    line=markdown.escaped,
    body=markdown.to_safe_markdown,
    link=markdown.safe_link,
    own_link=lambda label, url: f"[{label}]({url})",
    line_break="  \n",
)
PLAIN = Style(
    strong=str,
    aside=lambda text: f"({text})",
    line=one_line,
    body=markdown.to_plain_text,
    link=lambda label, url: _plain_link(one_line(label), url),
    own_link=lambda label, url: f"{label}: {url}",
    line_break="\n",
)


@dataclass(frozen=True, slots=True)
class Story:
    """What a hover is made of."""

    symbol: Symbol | None
    entries: Sequence[Entry]
    proposed: Sequence[Entry] = ()
    untitled: frozenset[str] = frozenset()  #: ids of notes whose title the editor shows already
    most: int = 3
    views: Mapping[str, str] | None = None
    origin: str | None = None  #: `host/path` of the repository


def tell(story: Story, style: Style) -> str:
    """The hover of a definition, within its limit."""
    entries = story.entries or story.proposed
    for shown in range(min(story.most, len(entries)), 0, -1):
        for bodies in range(shown, -1, -1):
            text = _told(story, style, shown, bodies)
            if len(text) <= LIMIT:
                return text
    return _told(story, style, 1, 0, with_links=False)


def tell_reference(name: str, entries: Sequence[Entry], style: Style) -> str:
    """The one line for a name used elsewhere."""
    note = entries[0].note
    more = f" … and {len(entries) - 1} more" if len(entries) > 1 else ""
    label = style.strong(note.kind.label)
    return f"{label} on {style.line(name)} — {style.line(note.title)}{more}"


def _told(story: Story, style: Style, shown: int, bodies: int, *, with_links: bool = True) -> str:
    entries = story.entries or story.proposed
    count = counted(len(entries), "note" if story.entries else "proposed note")
    parts = [_editing(story), f"{style.strong('Why this is here')} · {count}"]
    parts += [
        _note(story, entry, style, with_body=index < bodies, with_links=with_links)
        for index, entry in enumerate(entries[:shown])
    ]
    parts.append(_rest(story, style, len(entries) - shown))
    if story.entries and story.proposed:
        parts.append(f"{len(story.proposed)} proposed · review")
    return "\n\n".join(part for part in parts if part)


def _editing(story: Story) -> str:
    """The first line, where the code is being edited."""
    edited = [entry for entry in story.entries if entry.edit is not None]
    if not edited:
        return ""
    touched = [entry for entry in edited if entry.touched]
    edit = (touched or edited)[0].edit
    changed = what_changed(edit.what) if edit else ""
    kind = story.symbol.kind.value if story.symbol else "file"
    first = "You are changing this." if touched else f"You are changing this {kind}."
    return f"{first} What changed: {changed}." if changed else first


def _note(story: Story, entry: Entry, style: Style, *, with_body: bool, with_links: bool) -> str:
    note = entry.note
    lines = [] if note.id in story.untitled else [_title(entry, style)]
    if entry.where.state is State.UNCERTAIN and entry.where.placement:
        was = style.line(entry.where.anchor.written)
        lines.append(f"Was on {was}: {style.line(entry.where.placement.evidence)}.")
    if with_body and (body := _body(note)):
        lines += style.body(body).split("\n")
    lines.append(_facts(story, note, style, with_links=with_links))
    return _joined(lines, style)


def _joined(lines: Sequence[str], style: Style) -> str:
    """Lines with hard ends; in and around a code block plain ones do."""
    text, is_code, was_fence = "", False, False
    for line in lines:
        is_fence = line.startswith(_FENCES)
        hard = style.line_break if not (is_code or is_fence or was_fence) else "\n"
        text += f"{hard if text else ''}{line}"
        is_code, was_fence = is_code != is_fence, is_fence
    return text


def _title(entry: Entry, style: Style) -> str:
    note = entry.note
    kind = note.kind.label
    if note.status is Status.PROPOSED:
        kind = f"Proposed {kind.lower()}"
    remarks = [*_changes(entry), *_warnings(note)]
    asides = "".join(f" {style.aside(remark)}" for remark in remarks)
    return f"{style.strong(kind)} — {style.line(note.title)}{asides}"


def _changes(entry: Entry) -> list[str]:
    change = entry.where.change
    if change is None or entry.edit is not None:
        return []
    since = f" {change.since[:_SHORT_HASH]}" if change.since else ""
    if entry.is_changed_since:
        what = what_changed(change.what)
        return [f"code changed since{since}{f': {what}' if what else ''}"]
    return [f"code changed since{since}, not in what this says"]


def _warnings(note: Note) -> list[str]:
    is_order = _ORDERS.search(f"{note.title}\n{note.body}")
    return ["looks like instructions"] if is_order else []


def _body(note: Note) -> str:
    lines = [line.rstrip() for line in note.body.split("\n") if line.strip()]
    shown = lines[:BODY_LINES]
    if len(lines) > BODY_LINES and shown[-1].startswith(_FENCES):
        shown.pop()  # a block of which nothing would be seen
    kept = "\n".join(shown)
    if len(kept) > BODY_LIMIT:
        return cut(kept, BODY_LIMIT)
    return f"{kept} …" if len(lines) > len(shown) and kept else kept


def _facts(story: Story, note: Note, style: Style, *, with_links: bool) -> str:
    """When, by whom, with what: `2026-03-14 · ana · #4812 · open note`."""
    facts = [(note.confirmed or note.created)[:10]]
    if note.author:
        facts.append(style.line(cut(note.author, _NAME_LIMIT)))
    if note.origin in _WRITTEN_BY:
        facts.append(_WRITTEN_BY[note.origin])
    links = note.links[:_LINKS] if with_links else ()
    facts += [_link(link, story.origin, style) for link in links]
    if story.views and note.id in story.views:
        facts.append(style.own_link("open note", story.views[note.id]))
    return " · ".join(facts)


def _link(link: str, origin: str | None, style: Style) -> str:
    if len(link) <= _URL_LIMIT and markdown.safe_url(link):
        return style.link(_label(link), link)
    known = origin if origin and origin.startswith(FORGES) else None
    if known and (number := _NUMBER.fullmatch(link)):
        return style.link(link, f"https://{known}/issues/{number[1]}")
    if known and _HASH.fullmatch(link):
        return style.link(link[:_SHORT_HASH], f"https://{known}/commit/{link}")
    return style.line(cut(link, 80))


def _label(url: str) -> str:
    if issue := _ISSUE.search(url):
        return f"#{issue[1]}"
    if commit := _COMMIT.search(url):
        return commit[1][:_SHORT_HASH]
    return cut(url.partition("://")[2].rstrip("/") or url, 40)


def _rest(story: Story, style: Style, left: int) -> str:
    if left <= 0:
        return ""
    more = counted(left, "more note")
    name = story.symbol.name if story.symbol else ""
    page = story.views.get(f"::{name}") if story.views else None
    return style.own_link(more, page) if page else more
