"""`AnalysedText`: text with lazily derived data that several finders share."""

import re
from dataclasses import dataclass
from functools import cached_property

from chesterton.redact.decoded_view import View, excerpt
from chesterton.redact.secret_names import SensitiveName, keys

_LONG_WORD = re.compile(r"[\w+/=.:~$!|%@&?#*-]{16,}", re.ASCII)
_DIGIT = re.compile(r"[0-9]")
_NEAR, _FAR = 16, 400
_LONG_WITHOUT_DIGIT = 28
_PUBLIC = re.compile(
    r"-----BEGIN (?![A-Z0-9 ]{0,40}PRIVATE)(?P<label>[A-Z0-9 ]{3,60})-----(?:[^-]|-(?!----)"
    r"){0,100000}"
)
_JWK = re.compile(r"[\"'](?:n|x|y|kid|x5[ct](?:#S256)?)[\"'][ ]?:[ ]?[\"']$")
_JWK_MEMBER = re.compile(r"[\"'](?:kty|crv|e|x|y|alg|use|kid)[\"'][ ]?:")
_BLOCK_LINE = re.compile(r"[\s>#*|\"'+b(]*[A-Za-z0-9+/=_-]{40,}[\s\"',;+)\\nr]*")


@dataclass(frozen=True)
class AnalysedText:
    """Text with lazily derived data."""

    text: str

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, with the same length and offsets."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(char.lower() if char < "\u0100" else char for char in self.text)

    @cached_property
    def keys(self) -> tuple[SensitiveName, ...]:
        """The names in the text that indicate a secret, in order."""
        return tuple(keys(self.text, self.lowered))

    @cached_property
    def long_words(self) -> View:
        """The long words of the text, one per line; words without a digit must be longer still."""
        spans = (match.span() for match in _LONG_WORD.finditer(self.text))
        return excerpt(
            View(self.text),
            (
                (start, end)
                for start, end in spans
                if end - start >= _LONG_WITHOUT_DIGIT or _DIGIT.search(self.text, start, end)
            ),
        )

    def line(self, position: int) -> tuple[int, int]:
        """The span of the line at a position, without its newline."""
        end = self.text.find("\n", position)
        return self.text.rfind("\n", 0, position) + 1, len(self.text) if end < 0 else end

    @cached_property
    def _public_blocks(self) -> tuple[tuple[int, int], ...]:
        if "-----BEGIN" not in self.text:
            return ()
        return tuple(match.span() for match in _PUBLIC.finditer(self.text))

    def is_public(self, start: int, end: int) -> bool:
        """Whether a span is part of a certificate, a signature or a base64-encoded file."""
        if any(first <= start and end <= last for first, last in self._public_blocks):
            return True
        if _JWK.search(self.text, max(0, start - _NEAR), start):
            return any(
                _JWK_MEMBER.search(self.text, *span)
                for span in ((max(0, start - _FAR), start - _NEAR), (end, end + _FAR))
            )
        first, last = self.line(start)
        before = self.text[self.line(first - 1)[0] : first - 1] if first else ""
        after = self.text[last + 1 : self.line(last + 1)[1]] if last < len(self.text) else ""
        return bool(_BLOCK_LINE.fullmatch(self.text[first:last])) and bool(
            _BLOCK_LINE.fullmatch(before) or _BLOCK_LINE.fullmatch(after)
        )
