"""`Rule`: a regular expression for one kind of secret, with examples that test it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from chesterton.redact.bigrams import bits_per_letter
from chesterton.redact.filler import is_filler

_STRANGE = 4.5
_DISTINCTIVE = 5  #: length from which a keyword is rare enough to search the whole text


class Hit(NamedTuple):
    """The span of a secret in a text."""

    start: int
    end: int
    rule_id: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of secret that is recognised by its shape alone.

    The group `secret` of the pattern is redacted, or else the whole match. Patterns must match in
    linear time: only bounded repeats, or repeats that cannot backtrack into each other.
    """

    id: str
    keyword: str  #: a literal the text must contain, or several separated by spaces
    source: str  #: of the pattern
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    spans_words: bool = False  #: may match across spaces and quotes, so single words do not suffice

    @property
    def keywords(self) -> tuple[str, ...]:
        """The keywords as a tuple."""
        return tuple(self.keyword.split())

    @property
    def is_wide(self) -> bool:
        """Whether the whole text is searched; with weak keywords, only its long words are."""
        return self.spans_words or min(map(len, self.keywords)) >= _DISTINCTIVE

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; compiled lazily, since most rules are rarely needed."""
        return _compiled(self.source)

    def find(self, text: str) -> Iterator[Hit]:
        """All secrets of this kind, in order, without placeholders such as `ghp_xxxx`."""
        pattern = self.pattern
        group = "secret" if "secret" in pattern.groupindex else 0
        for match in pattern.finditer(text):
            secret = match.group(group)
            if not is_filler(secret) and not self._is_name(secret):
                yield Hit(*match.span(group), self.id)

    def _is_name(self, text: str) -> bool:
        """Whether it consists of words, hence is a name that only starts like a token."""
        if any(map(str.isdigit, text)):
            return False
        start = next((word for word in self.keywords if text.startswith(word)), "")
        return bits_per_letter(text[len(start) :]) < _STRANGE


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
    """Shorthand for declaring a rule."""
    return Rule(rule_id, keyword, source, hits, misses, reaches)
