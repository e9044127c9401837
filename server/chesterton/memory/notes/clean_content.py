"""Make typed note content storable: remove secrets and enforce size limits."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from chesterton.memory.visible_text import cut
from chesterton.model.clean import Clean, Removed
from chesterton.model.errors import UserError
from chesterton.model.note import BODY_LIMIT, TITLE_LIMIT, NoteContent
from chesterton.model.record import from_plain, to_plain
from chesterton.redact.clean import Cleaned, clean, cleaned_json

LINK_LIMIT = 20
"""Maximum number of links of a note."""

LINK_LENGTH = 2_000
"""Maximum length of a link in characters."""

_LIMITED = frozenset({"kind", "title", "body", "links"})

_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Unicode categories of characters that print nothing."""


@dataclass(frozen=True, slots=True)
class CleanContent:
    """Storable content, and which secrets were removed from it."""

    content: NoteContent[Clean]
    removed: tuple[Removed, ...] = ()


def clean_content(typed: NoteContent[str]) -> CleanContent:
    """The storable form. Raises UserError if the title is empty or a limit is exceeded.

    A title over the limit is cut after a word; the full title then starts the body.
    """
    one_line = " ".join(typed.title.split())
    if all(unicodedata.category(char) in _INVISIBLE for char in one_line):
        raise UserError("the title is empty", "give a title of one line: what is worth remembering")
    _refuse_long(typed.body)
    title_parts, body_parts = clean(one_line), clean(_trimmed(typed.body))
    title, body = _fitted(title_parts, body_parts)
    _refuse_long(body.text)
    links, link_parts = _links(typed.links)
    content = NoteContent(typed.kind, title, body=body.text, links=links)
    return CleanContent(
        _with_later_fields(content, typed), _sum((title_parts, body_parts, *link_parts))
    )


def _with_later_fields(content: NoteContent[Clean], typed: NoteContent[str]) -> NoteContent[Clean]:
    """Add the cleaned fields that have no limits of their own."""
    later_fields = to_plain(typed, without=_LIMITED)
    if not later_fields:
        return content
    return from_plain(NoteContent, to_plain(content, _LIMITED) | cleaned_json(later_fields))


def merged(stored: NoteContent[Clean], typed: NoteContent[str]) -> NoteContent[str]:
    """The typed content, with the stored fields that a draft or checklist does not show."""
    return from_plain(NoteContent, to_plain(stored, without=_LIMITED) | to_plain(typed, _LIMITED))


def _trimmed(body: str) -> str:
    lines = body.replace("\r\n", "\n").rstrip().split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    return "\n".join(lines)


def _fitted(title: Cleaned, body: Cleaned) -> tuple[Clean, Cleaned]:
    if len(title.text) <= TITLE_LIMIT:
        return title.text, body
    short = clean(cut(title.text, TITLE_LIMIT)).text
    if body.text.startswith(title.text):
        return short, body
    return short, clean(f"{title.text}\n\n{body.text}".rstrip())


def _refuse_long(body: str) -> None:
    size = len(body.encode("utf-8", "surrogatepass"))
    if size > BODY_LIMIT:
        raise UserError(
            f"the body has {size:,} bytes and a note holds at most {BODY_LIMIT:,}",
            "keep the essentials, and link to the rest with --link",
        )


def _links(links: Iterable[str]) -> tuple[tuple[Clean, ...], list[Cleaned]]:
    unique = list(dict.fromkeys(" ".join(link.split()) for link in links if link.strip()))
    if len(unique) > LINK_LIMIT:
        raise UserError(f"a note can have at most {LINK_LIMIT} links", "keep the important ones")
    if any(len(link) > LINK_LENGTH for link in unique):
        raise UserError(f"a link can have at most {LINK_LENGTH:,} characters", "give a shorter one")
    parts = [clean(link) for link in unique]
    return tuple(part.text for part in parts), parts


def _sum(parts: Iterable[Cleaned]) -> tuple[Removed, ...]:
    counts: dict[str, int] = {}
    for part in parts:
        for removed in part.removed:
            counts[removed.rule_id] = counts.get(removed.rule_id, 0) + removed.count
    return tuple(Removed(rule_id, count) for rule_id, count in sorted(counts.items()))
