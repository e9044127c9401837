"""The content of a note as typed, made fit to be stored: cleaned, within its limits."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from chesterton.model.clean import Clean, Removed
from chesterton.model.errors import UserError
from chesterton.model.note import BODY_LIMIT, TITLE_LIMIT, NoteContent
from chesterton.model.record import from_plain, to_plain
from chesterton.redact.clean import Cleaned, clean, cleaned_json

LINK_LIMIT = 20
"""Links of a note."""

LINK_LENGTH = 2_000
"""Characters of a link."""


_LIMITED = frozenset({"kind", "title", "body", "links"})

_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Categories of characters that leave a line empty to the eye."""


@dataclass(frozen=True, slots=True)
class CleanContent:
    """Content that may be stored, and which secrets were removed from it."""

    content: NoteContent[Clean]
    removed: tuple[Removed, ...] = ()


def clean_content(typed: NoteContent[str]) -> CleanContent:
    """The storable form. Raises UserError for an empty title and for what is too long.

    A title over the limit is cut at a word and kept whole at the start of the body.
    """
    one_line = " ".join(typed.title.split())
    if all(unicodedata.category(char) in _UNSEEN for char in one_line):
        raise UserError("the title is empty", "say in one line what is worth remembering")
    _refuse_long(typed.body)
    title_parts, body_parts = clean(one_line), clean(_trimmed(typed.body))
    short, whole = _fitted(title_parts, body_parts)
    _refuse_long(whole.text)
    kept, link_parts = _links(typed.links)
    content = NoteContent(typed.kind, short, body=whole.text, links=kept)
    return CleanContent(
        _with_later_fields(content, typed), _sum((title_parts, body_parts, *link_parts))
    )


def _with_later_fields(content: NoteContent[Clean], typed: NoteContent[str]) -> NoteContent[Clean]:
    """With the fields that have no limits of their own: only cleaned."""
    later = to_plain(typed, without=_LIMITED)
    if not later:
        return content
    return from_plain(NoteContent, to_plain(content, _LIMITED) | cleaned_json(later))


def said_over(known: NoteContent[Clean], typed: NoteContent[str]) -> NoteContent[str]:
    """What was typed, with the fields of `known` that a person was not shown."""
    return from_plain(NoteContent, to_plain(known, without=_LIMITED) | to_plain(typed, _LIMITED))


def cut(title: str, limit: int = TITLE_LIMIT) -> str:
    """At most `limit` characters, ended at a word with `…` where something is left out."""
    if len(title) <= limit:
        return title
    head = title[: limit - 1]
    at_word = head.rsplit(" ", 1)[0].rstrip() if " " in head and title[limit - 1] != " " else head
    return f"{at_word.rstrip() or head}…"


def _trimmed(body: str) -> str:
    lines = body.replace("\r\n", "\n").rstrip().split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    return "\n".join(lines)


def _fitted(title: Cleaned, body: Cleaned) -> tuple[Clean, Cleaned]:
    if len(title.text) <= TITLE_LIMIT:
        return title.text, body
    short = clean(cut(title.text)).text
    if body.text.startswith(title.text):
        return short, body
    return short, clean(f"{title.text}\n\n{body.text}".rstrip())


def _refuse_long(body: str) -> None:
    size = len(body.encode("utf-8", "surrogatepass"))
    if size > BODY_LIMIT:
        raise UserError(
            f"the body has {size:,} bytes and a note holds at most {BODY_LIMIT:,}",
            "keep what somebody must know, and link to the rest with --link",
        )


def _links(links: Iterable[str]) -> tuple[tuple[Clean, ...], list[Cleaned]]:
    wanted = list(dict.fromkeys(" ".join(link.split()) for link in links if link.strip()))
    if len(wanted) > LINK_LIMIT:
        raise UserError(f"a note holds at most {LINK_LIMIT} links", "keep those that matter most")
    if any(len(link) > LINK_LENGTH for link in wanted):
        raise UserError(f"a link holds at most {LINK_LENGTH:,} characters", "give a shorter one")
    parts = [clean(link) for link in wanted]
    return tuple(part.text for part in parts), parts


def _sum(parts: Iterable[Cleaned]) -> tuple[Removed, ...]:
    counts: dict[str, int] = {}
    for part in parts:
        for removed in part.removed:
            counts[removed.rule_id] = counts.get(removed.rule_id, 0) + removed.count
    return tuple(Removed(rule_id, count) for rule_id, count in sorted(counts.items()))
