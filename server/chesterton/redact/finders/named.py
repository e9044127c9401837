"""Values that belong to a telling name, by any of the ways that name and value relate."""

from collections.abc import Callable, Iterator

from chesterton.redact.finders import assignments, fallbacks, flags, markup, prose
from chesterton.redact.rule import Hit
from chesterton.redact.secret_names import Key
from chesterton.redact.text_reading import Reading
from chesterton.redact.value_span import Literal

_BEFORE = 130  #: as far as any step looks back
_AFTER = 700  #: and ahead
_MOST_KEPT = 500  #: surroundings remembered: text that repeats is read once

_STEPS: tuple[Callable[[Reading, Key], Literal | None], ...] = (
    assignments.value_of,
    fallbacks.value_of,
    flags.value_of,
    markup.value_of,
    prose.value_of,
)


def find(reading: Reading) -> Iterator[Hit]:
    """The value of each name; a name inside another's value is part of it."""
    done = 0
    known: dict[tuple[str, int, int], tuple[int, int] | None] = {}
    for key in reading.keys:
        if key.start < done:
            continue
        before = max(0, key.start - _BEFORE)
        around = (reading.text[before : key.end + _AFTER], key.start - before, key.end - before)
        if around in known:
            place = known[around]
        else:
            place = _place(reading, key)
            if len(known) < _MOST_KEPT:
                known[around] = place
        if place:
            done = key.start + place[1]
            yield Hit(key.start + place[0], done, key.rule_id)


def _place(reading: Reading, key: Key) -> tuple[int, int] | None:
    """Where the value stands, counted from the start of its name."""
    value = next((value for step in _STEPS if (value := step(reading, key))), None)
    return (value.start - key.start, value.end - key.start) if value else None
