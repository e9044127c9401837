"""What a person typed, made fit to be stored: cleaned, cut to its limits, nothing lost."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from chesterton.model.clean import Clean
from chesterton.model.errors import UserError
from chesterton.model.note import BODY_LIMIT, TITLE_LIMIT
from chesterton.redact.clean import Cleaned, Removed, clean

LINK_LIMIT = 20
"""Links of a note."""

LINK_LENGTH = 2_000
"""Characters of a link."""


_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Categories of characters that leave a line empty to the eye."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Title, body and links as they are stored, and which secrets were taken out of them."""

    title: Clean
    body: Clean
    links: tuple[Clean, ...]
    removed: tuple[Removed, ...]


def worded(title: str, body: str, links: Iterable[str] = ()) -> Wording:
    """The storable form. Raises UserError for an empty title and for what is too long.

    A title over the limit is cut at a word and stands whole at the start of the body.
    """
    one_line = " ".join(title.split())
    if all(unicodedata.category(char) in _UNSEEN for char in one_line):
        raise UserError("the title is empty", "say in one line what is worth remembering")
    _refuse_long(body)
    title_parts, body_parts = clean(one_line), clean(_trimmed(body))
    short, whole = _fitted(title_parts, body_parts)
    _refuse_long(whole.text)
    kept, link_parts = _links(links)
    return Wording(short, whole.text, kept, _sum((title_parts, body_parts, *link_parts)))


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
