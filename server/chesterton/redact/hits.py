"""Finds all secrets in text: runs every finder on every view, then merges overlapping hits."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from chesterton.redact.decoded_view import View, views
from chesterton.redact.finders import FINDERS, GUESSES, Finder, shapes
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import has_letter_and_digit
from chesterton.redact.siblings import siblings
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.wraps import extended_over_wrap, wrapped

_PLACEHOLDER = re.compile(r"\[redacted:[a-z0-9-]{2,40}\]")
_MASK = "\u2588"
_ECHO_LENGTH = 6
_MOST_ECHOES = 200


def secrets(text: str) -> list[Hit]:
    """All secrets in text, in order and without overlap."""
    masked = _PLACEHOLDER.sub(lambda match: _MASK * len(match.group()), text)
    readings = [(view, AnalysedText(view.text)) for view in views(masked)]
    split = [view.to_original(hit) for view, _ in readings for hit in wrapped(view)]
    sure = _merged([*_found(FINDERS, readings), *split])
    guessed = [_from_secret(hit, sure) for hit in _found(GUESSES, readings)]
    merged = _merged([*sure, *guessed])
    merged = _merged([*merged, *siblings(masked, merged)])
    return _merged([*merged, *_echoes(masked, merged)])


def tokens(text: str) -> list[Hit]:
    """The secrets in text that a rule recognises by their format alone, in order."""
    if not any(word in text for word in shapes.KEYWORDS):
        return []
    masked = _PLACEHOLDER.sub(lambda match: _MASK * len(match.group()), text)
    return _merged(shapes.find(AnalysedText(masked)))


def _found(
    finders: Iterable[Finder], readings: Iterable[tuple[View, AnalysedText]]
) -> Iterator[Hit]:
    for view, reading in readings:
        for find in finders:
            for hit in find(reading):
                yield view.to_original(extended_over_wrap(view.text, hit))


def _from_secret(guess: Hit, sure: list[Hit]) -> Hit:
    """Trims an uncertain hit to start where a certain hit within it starts."""
    first = bisect_right(sure, guess.start, key=lambda hit: hit.end)
    if first < len(sure) and guess.start < sure[first].start < guess.end:
        return Hit(sure[first].start, guess.end, guess.rule_id)
    return guess


def _merged(hits: Iterable[Hit]) -> list[Hit]:
    """Sorts hits and merges overlapping ones, keeping the name of the first."""
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
    """Further occurrences of the secrets already found."""
    values = {text[hit.start : hit.end]: hit.rule_id for hit in hits}
    for value, rule_id in list(values.items())[:_MOST_ECHOES]:
        if len(value) >= _ECHO_LENGTH and has_letter_and_digit(value) and _MASK not in value:
            start = text.find(value)
            while start >= 0:
                yield Hit(start, start + len(value), rule_id)
                start = text.find(value, start + len(value))
