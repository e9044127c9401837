"""One way to read a text, with what every finder needs from it."""

import re
from dataclasses import dataclass
from functools import cached_property

from chesterton.redact.keys import Key, keys
from chesterton.redact.view import View, excerpt

_LONG_WORD = re.compile(r"[\w+/=.:~$!|%@&?#*-]{16,}", re.ASCII)
_DIGIT = re.compile(r"[0-9]")
_LONG_WITHOUT_DIGIT = 28


@dataclass(frozen=True)
class Reading:
    """A text and what is known about it."""

    text: str

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, letter for letter."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(char.lower() if char < "\u0100" else char for char in self.text)

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """The names in it that announce a secret, in order."""
        return tuple(keys(self.text, self.lowered))

    @cached_property
    def long_words(self) -> View:
        """Its long words alone, one a line: most secrets are one.

        Without a digit they are longer still."""
        spans = (found.span() for found in _LONG_WORD.finditer(self.text))
        return excerpt(
            View(self.text),
            (
                (start, end)
                for start, end in spans
                if end - start >= _LONG_WITHOUT_DIGIT or _DIGIT.search(self.text, start, end)
            ),
        )

    def line(self, position: int) -> tuple[int, int]:
        """Where the line of a position begins and ends, without its terminator."""
        end = self.text.find("\n", position)
        return self.text.rfind("\n", 0, position) + 1, len(self.text) if end < 0 else end
