"""`clean`: redact a text. Every text goes through here before it is stored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chesterton.model.clean import Clean, Removed
from chesterton.redact.hidden_characters import visible

if TYPE_CHECKING:
    from chesterton.redact.rule import Hit

RULES_VERSION = 2
"""Grows with every change to what is found: rows written under a lower one are cleaned again."""

_ROUNDS = 6  #: what one round uncovers the next one finds; two are the rule


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text that may be stored. Two are equal when their text is."""

    text: Clean
    removed: tuple[Removed, ...] = field(default=(), compare=False)


def clean(text: str) -> Cleaned:
    """The text without secrets, each replaced by `[redacted:rule-id]`, and what was taken out.

    Cleaning what is clean changes nothing.
    """
    from chesterton.redact.hits import secrets  # noqa: PLC0415 - 50 ms that reading does without

    counts: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        hits = secrets(text)
        counts.update(hit.rule_id for hit in hits)
        before, text = text, visible(_without(text, hits))
        if text == before:
            break
    removed = tuple(Removed(rule_id, count) for rule_id, count in sorted(counts.items()))
    return Cleaned(Clean(text), removed)


def clean_name(text: str) -> Clean:
    """A path, symbol or author's name without secrets, on one line."""
    line = clean(text).text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return clean(line).text


def cleaned_json(value: Any) -> Any:  # noqa: ANN401  # JSON
    """A JSON value with every text in it, keys included, free of secrets."""
    if isinstance(value, str):
        return clean(value).text
    if isinstance(value, list):
        return [cleaned_json(each) for each in value]
    if isinstance(value, dict):
        return {clean_name(key): cleaned_json(each) for key, each in value.items()}
    return value


def _without(text: str, hits: "Iterable[Hit]") -> str:
    """The text with a placeholder for each hit."""
    parts: list[str] = []
    done = 0
    for hit in hits:
        parts += text[done : hit.start], f"[redacted:{hit.rule_id}]"
        done = hit.end
    parts.append(text[done:])
    return "".join(parts)
