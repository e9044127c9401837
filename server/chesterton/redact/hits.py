"""Every secret of a text, by all that looks for them."""

import re
from collections.abc import Iterable, Iterator

from chesterton.redact.finders import FINDERS
from chesterton.redact.reading import Reading
from chesterton.redact.rule import Hit
from chesterton.redact.value import has_letter_and_digit
from chesterton.redact.view import View, views
from chesterton.redact.wraps import continued, wrapped

_PLACEHOLDER = re.compile(r"\[redacted:[a-z0-9-]{2,40}\]")
_MASK = "\u2588"
_ECHO_LENGTH = 6
_MOST_ECHOES = 200


def secrets(text: str) -> list[Hit]:
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
