"""What a rule is: the shape of one kind of secret, with its own proof."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from chesterton.redact.filler import is_filler
from chesterton.redact.letters import strangeness

_STRANGE = 5.0


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
    keyword: str  #: the pattern is tried only where this (or one of these, apart by |) stands
    pattern: re.Pattern[str]
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    is_wide: bool = False  #: it reaches over blanks; others see only words of 16 characters or more

    @property
    def keywords(self) -> tuple[str, ...]:
        """Each of the keywords."""
        return tuple(self.keyword.split("|"))

    def find(self, text: str) -> Iterator[Hit]:
        """Every secret of this kind, in order; examples such as `ghp_xxxx` are none."""
        group = "secret" if "secret" in self.pattern.groupindex else 0
        for found in self.pattern.finditer(text):
            if not is_filler(found.group(group)) and not _is_name(found.group(group)):
                yield Hit(*found.span(group), self.id)


def _is_name(text: str) -> bool:
    """Whether it is made of words alone, as a name that only begins like a token."""
    return not any(map(str.isdigit, text)) and strangeness(text) < _STRANGE


def shaped(
    rule_id: str,
    keyword: str,
    pattern: str,
    *,
    hits: tuple[str, ...],
    misses: tuple[str, ...],
    is_wide: bool = False,
) -> Rule:
    """A rule from the source of its pattern."""
    return Rule(rule_id, keyword, re.compile(pattern), hits, misses, is_wide)
