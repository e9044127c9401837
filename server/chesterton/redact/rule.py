"""`Rule`: a regular expression for one kind of secret, with examples that test it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from chesterton.redact.bigrams import bits_per_letter
from chesterton.redact.filler import is_filler

_STRANGE = 4.5
_STRANGE_CAPITALS = 4.1
_NUMBER = re.compile(r"\d+")
_JOINT = re.compile(r"[-_]")
_JOINTS = 3  #: minimum for a name of words with numbers in it: `0007-http2-behind-the-proxy`
_MOSTLY = 0.75
_DISTINCTIVE = 5  #: length from which a keyword is rare enough to search the whole text


class Hit(NamedTuple):
    """The span of a secret in text."""

    start: int
    end: int
    rule_id: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of secret that is recognised by its format alone.

    The group `secret` of the pattern is redacted, or the whole match if there is no such group.
    Patterns must match in linear time: use only bounded repeats, or repeats that cannot backtrack
    into each other.
    """

    id: str
    keyword: str  #: a literal the text must contain, or several separated by spaces
    source: str  #: of the pattern
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    spans_words: bool = False  #: may match across spaces and quotes, so single words do not suffice
    near: str = ""  #: a pattern that the text must contain if the format alone is ambiguous

    @property
    def keywords(self) -> tuple[str, ...]:
        """The keywords as a tuple."""
        return tuple(self.keyword.split())

    @property
    def is_wide(self) -> bool:
        """Whether the whole text is searched; with weak keywords, only its long words are."""
        return self.spans_words or bool(self.near) or min(map(len, self.keywords)) >= _DISTINCTIVE

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; compiled lazily, because most rules are rarely needed."""
        return _compiled(self.source)

    def find(self, text: str) -> Iterator[Hit]:
        """All secrets of this kind, in order, without placeholders such as `ghp_xxxx`."""
        if self.near and not _compiled(self.near).search(text):
            return
        pattern = self.pattern
        group = "secret" if "secret" in pattern.groupindex else 0
        for match in pattern.finditer(text):
            secret = match.group(group)
            if not is_filler(secret) and not self._is_name(secret):
                yield Hit(*match.span(group), self.id)

    def _is_name(self, text: str) -> bool:
        """Whether the match consists of words, and so is a name that only starts like a token."""
        start = next((word for word in self.keywords if text.startswith(word)), "")
        rest = text[len(start) :].strip("0123456789-_")
        letters = _NUMBER.sub("", rest)
        is_slug = len(_JOINT.findall(rest)) >= _JOINTS and len(letters) > _MOSTLY * len(rest)
        if letters != rest and not is_slug:
            return False
        if letters.isupper():  # the model would take random capitals for an abbreviation
            return bits_per_letter(letters.lower()) < _STRANGE_CAPITALS
        return bits_per_letter(letters) < _STRANGE


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
    near: str = "",
) -> Rule:
    """Shorthand for declaring a rule."""
    return Rule(rule_id, keyword, source, hits, misses, reaches, near)
