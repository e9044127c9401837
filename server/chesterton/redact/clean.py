"""The one place through which every text goes before it is stored."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from chesterton.model.clean import Clean
from chesterton.redact.rule import Hit
from chesterton.redact.rules import RULES
from chesterton.redact.visible import visible

RULES_VERSION = 1
"""Grows with every change to what is found: rows written under a lower one are cleaned again."""

_PRIVATE = re.compile(r"<private\b[^<>]{0,200}>.*?(?:</private\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_ASSIGNED = re.compile(
    r"(?i)(?:password|passwd|pwd|secret|token|api[_-]?key)[\"']?\s*[:=]\s*"
    r"(?P<quote>[\"'])(?P<secret>(?!\[redacted:)[^\s\"']{6,})(?P=quote)"
)


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
    """The text without secrets, each replaced by `[redacted:rule-id]`, and what was taken out."""
    counts: Counter[str] = Counter()
    text, number = _PRIVATE.subn("[redacted:private]", text)
    if number:
        counts["private"] = number
    hits = sorted(_hits(text), key=lambda hit: (hit.start, -hit.end))
    parts: list[str] = []
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        parts += text[done : hit.start], f"[redacted:{hit.rule_id}]"
        done = hit.end
        counts[hit.rule_id] += 1
    parts.append(text[done:])
    removed = tuple(Removed(rule_id, count) for rule_id, count in sorted(counts.items()))
    return Cleaned(Clean(visible("".join(parts))), removed)


def clean_name(text: str) -> Clean:
    """A path, symbol or author's name without secrets, on one line."""
    return Clean(clean(text).text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r"))


def _hits(text: str) -> Iterator[Hit]:
    for rule in RULES:
        yield from rule.find(text)
    for found in _ASSIGNED.finditer(text):
        yield Hit(*found.span("secret"), "password")
