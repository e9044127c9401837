"""What a rule is: the shape of one kind of secret, with its own proof."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of text that is a secret."""

    start: int
    end: int
    rule_id: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A secret that is known by its shape alone.

    The group `secret` of the pattern is what goes; without such a group, the whole match.
    """

    id: str
    keyword: str  #: the pattern is tried only where this stands in the text, letter for letter
    pattern: re.Pattern[str]
    hits: tuple[str, ...]
    misses: tuple[str, ...]

    def find(self, text: str) -> Iterator[Hit]:
        """Every secret of this kind, in order."""
        if self.keyword not in text:
            return
        group = "secret" if "secret" in self.pattern.groupindex else 0
        for found in self.pattern.finditer(text):
            yield Hit(*found.span(group), self.id)
