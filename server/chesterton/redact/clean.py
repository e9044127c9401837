"""The one place through which every text goes before it is stored."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chesterton.model.clean import Clean
from chesterton.redact.finders import FINDERS
from chesterton.redact.reading import Reading
from chesterton.redact.rule import Hit
from chesterton.redact.value import has_letter_and_digit
from chesterton.redact.view import View, views
from chesterton.redact.visible import visible
from chesterton.redact.wraps import continued, wrapped

RULES_VERSION = 2
"""Grows with every change to what is found: rows written under a lower one are cleaned again."""

_PLACEHOLDER = re.compile(r"\[redacted:[a-z0-9-]{2,40}\]")
_MASK = "\u2588"
_ROUNDS = 6  #: what one round uncovers the next one finds; two are the rule
_ECHO_LENGTH = 6
_MOST_ECHOES = 200


@dataclass(frozen=True, slots=True)
class Removed:
    """How many secrets of one kind were taken out."""

    rule_id: str
    count: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text that may be stored. Two are equal when their text is."""

    text: Clean
    removed: tuple[Removed, ...] = field(default=(), compare=False)


def clean(text: str) -> Cleaned:
    """The text without secrets, each replaced by `[redacted:rule-id]`, and what was taken out.

    Cleaning what is clean changes nothing.
    """
    counts: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        hits = _secrets(text)
        text = visible(_without(text, hits))
        counts.update(hit.rule_id for hit in hits)
        if not hits:
            break
    removed = tuple(Removed(rule_id, count) for rule_id, count in sorted(counts.items()))
    return Cleaned(Clean(text), removed)


def clean_name(text: str) -> Clean:
    """A path, symbol or author's name without secrets, on one line."""
    return Clean(clean(text).text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r"))


def _secrets(text: str) -> list[Hit]:
    """Every secret, in order, none overlapping another."""
    masked = _PLACEHOLDER.sub(lambda found: _MASK * len(found.group()), text)
    found = [hit for view in views(masked) for hit in _in_view(view)]
    merged = _merged(found)
    return _merged([*merged, *_echoes(masked, merged)])


def _in_view(view: View) -> Iterator[Hit]:
    reading = Reading(view.text)
    for find in FINDERS:
        for hit in find(reading):
            yield view.traced(continued(view.text, hit))
    for hit in wrapped(view):
        yield view.traced(hit)


def _merged(hits: Iterable[Hit]) -> list[Hit]:
    """The hits in order; those that overlap as one, named by the one found first."""
    merged: list[tuple[int, Hit]] = []
    for rank, hit in sorted(enumerate(hits), key=lambda item: (item[1].start, item[0])):
        if merged and hit.start < merged[-1][1].end:
            best, last = merged[-1]
            name = hit.rule_id if rank < best else last.rule_id
            merged[-1] = min(best, rank), Hit(last.start, max(last.end, hit.end), name)
        elif hit.start < hit.end:
            merged.append((rank, hit))
    return [hit for _, hit in merged]


def _echoes(text: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Where a secret that was found stands a second time."""
    values = {text[hit.start : hit.end]: hit.rule_id for hit in hits}
    for value, rule_id in list(values.items())[:_MOST_ECHOES]:
        if len(value) >= _ECHO_LENGTH and has_letter_and_digit(value) and _MASK not in value:
            start = text.find(value)
            while start >= 0:
                yield Hit(start, start + len(value), rule_id)
                start = text.find(value, start + len(value))


def _without(text: str, hits: Iterable[Hit]) -> str:
    """The text with a placeholder for each hit."""
    parts: list[str] = []
    done = 0
    for hit in hits:
        parts += text[done : hit.start], f"[redacted:{hit.rule_id}]"
        done = hit.end
    parts.append(text[done:])
    return "".join(parts)
