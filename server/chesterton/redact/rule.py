"""`Rule`: a regular expression for one kind of secret, with examples that prove it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from chesterton.redact.filler import is_filler
from chesterton.redact.letters import strangeness

_STRANGE = 4.5
_TELLING = 5  #: characters of a keyword that stands in hardly any text


class Hit(NamedTuple):
    """A stretch of text that is a secret."""

    start: int
    end: int
    rule_id: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A secret that is known by its shape alone.

    The group `secret` of the pattern is what goes; without such a group, the whole match.
    Patterns must be linear: bounded repeats, or a repeat that cannot be entered twice.
    """

    id: str
    keyword: str  #: the pattern is tried only where this (or one of these, apart by blanks) stands
    source: str  #: of the pattern
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    reaches: bool = False  #: over blanks and quotes, so that single words do not suffice

    @property
    def keywords(self) -> tuple[str, ...]:
        """Each of the keywords."""
        return tuple(self.keyword.split())

    @property
    def is_wide(self) -> bool:
        """Whether the whole text is searched; for weaker keywords, only its long words are."""
        return self.reaches or min(map(len, self.keywords)) >= _TELLING

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first needed: there are many, and few are."""
        return _compiled(self.source)

    def find(self, text: str) -> Iterator[Hit]:
        """Every secret of this kind, in order; examples such as `ghp_xxxx` are none."""
        pattern = self.pattern
        group = "secret" if "secret" in pattern.groupindex else 0
        for found in pattern.finditer(text):
            secret = found.group(group)
            if not is_filler(secret) and not self._is_name(secret):
                yield Hit(*found.span(group), self.id)

    def _is_name(self, text: str) -> bool:
        """Whether it is made of words alone, as a name that only begins like a token."""
        if any(map(str.isdigit, text)):
            return False
        start = next((word for word in self.keywords if text.startswith(word)), "")
        return strangeness(text[len(start) :]) < _STRANGE


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def shaped(
    rule_id: str,
    keyword: str,
    source: str,
    *,
    hits: tuple[str, ...],
    misses: tuple[str, ...],
    reaches: bool = False,
) -> Rule:
    """A rule as it is written down in the families."""
    return Rule(rule_id, keyword, source, hits, misses, reaches)
