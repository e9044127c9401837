"""`clean`: redacts secrets in text. All text passes through here before it is stored."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from chesterton.model.clean import Clean, Removed
from chesterton.model.hidden_characters import visible, visible_name

if TYPE_CHECKING:
    from chesterton.redact.rule import Hit

RULES_VERSION = 7
"""Increment with every change to what is detected: rows stored under a lower version are redacted
again."""

_ROUNDS = 6  #: removing one secret may uncover another; usually two rounds suffice


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Redacted text. Compared by text alone."""

    text: Clean
    removed: tuple[Removed, ...] = field(default=(), compare=False)


class Keyed(NamedTuple):
    """The span of a configuration value, from the end of its key, with the whole key path."""

    path: str
    start: int
    end: int


def clean(text: str) -> Cleaned:
    """Replaces each secret by `[redacted:rule-id]` and counts what was removed. Idempotent."""
    from chesterton.redact.hits import secrets  # noqa: PLC0415 - 50 ms, not needed for reading

    counts: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        hits = secrets(text)
        counts.update(hit.rule_id for hit in hits)
        before, text = text, visible(_without(text, hits))
        if text == before:
            break
    removed = tuple(Removed(rule_id, count) for rule_id, count in sorted(counts.items()))
    return Cleaned(Clean(text), removed)


def clean_note(title: str, body: str) -> tuple[Clean, Clean, tuple[Removed, ...]]:
    """Redacts a one-line title and its body together; one may reveal a secret in the other."""
    cleaned = clean(f"{title}\n\n{body}" if body else title)
    first, _, rest = cleaned.text.partition("\n")
    return Clean(first), Clean(rest.removeprefix("\n")), cleaned.removed


def clean_part(context: str, start: int, end: int, paths: Iterable[Keyed] = ()) -> Clean:
    """Redacts part of a text; the rest of the text may reveal that a value in it is a secret.

    A key path may do so too: `paths` are values with their whole key paths.
    """
    from chesterton.redact.hits import secrets  # noqa: PLC0415 - 50 ms, not needed for reading

    hits = list(secrets(context))
    for keyed in paths:
        before = len(keyed.path) - keyed.start
        found = secrets(keyed.path + context[keyed.start : keyed.end])
        hits += (
            hit._replace(start=hit.start - before, end=hit.end - before)
            for hit in found
            if hit.start >= len(keyed.path)
        )
    inside = sorted(
        hit._replace(start=max(hit.start, start) - start, end=min(hit.end, end) - start)
        for hit in hits
        if hit.start < end and start < hit.end
    )
    apart = [hit for at, hit in enumerate(inside) if not at or hit.start >= inside[at - 1].end]
    return clean(_without(context[start:end], apart)).text


@lru_cache(maxsize=8)
def clean_lines(text: str) -> Clean:
    """Redacts a file but keeps its number of lines, so that lines can be compared one by one."""
    from chesterton.redact.hits import secrets  # noqa: PLC0415 - 50 ms, not needed for reading

    for _ in range(_ROUNDS):
        before, text = text, _without(text, secrets(text), keep_lines=True)
        if text == before:
            break
    return Clean(text)


def clean_name(text: str) -> Clean:
    """Redacts a symbol, project or author name, and escapes its line breaks and tabs."""
    return clean(visible_name(clean(text).text)).text


def clean_folder(path: PurePath) -> str:
    """An absolute path as stored: each part redacted, plus a digest if that changed it.

    The digest distinguishes folders that look alike once they are redacted.
    """
    cleaned = str(type(path)(*map(clean_name, path.parts)))
    if cleaned == str(path):
        return cleaned
    digest = hashlib.blake2b(str(path).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{cleaned}#{digest}"


def cleaned_json(value: Any) -> Any:  # noqa: ANN401  # JSON
    """Redacts all strings in a JSON value, including keys."""
    if isinstance(value, str):
        return clean(value).text
    if isinstance(value, list):
        return [cleaned_json(each) for each in value]
    if isinstance(value, dict):
        return {clean_name(key): cleaned_json(each) for key, each in value.items()}
    return value


def _without(text: str, hits: "Iterable[Hit]", *, keep_lines: bool = False) -> str:
    """The text with each hit replaced by a placeholder."""
    parts: list[str] = []
    end = 0
    for hit in hits:
        parts += text[end : hit.start], f"[redacted:{hit.rule_id}]"
        if keep_lines:
            parts += [f"\n[redacted:{hit.rule_id}]"] * text.count("\n", hit.start, hit.end)
        end = hit.end
    parts.append(text[end:])
    return "".join(parts)
