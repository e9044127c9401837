"""Finds unlabelled secrets: long strings of random characters."""

import re
from collections.abc import Iterator

from chesterton.redact.bigrams import bits_per_letter
from chesterton.redact.finders.encoded import decoded
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import is_plainly_random
from chesterton.redact.text_reading import AnalysedText

_CANDIDATE = re.compile(
    r"(?<![\w+/.@%#~$&?!-])[A-Za-z0-9+/_-]{32,256}={0,2}(?![\w+/=@-]|\.[a-z]{2,4}\b)"
)
_GIVEN = re.compile(r"(?m)(?:^|[^\w&?/%#.=:-])[\w.-]{1,40}=$")
"""A name that reveals nothing about its value: `x=`."""

_NAMED = re.compile(
    r"(?i)(?:sha-?\d|\bmd5|digest|fingerprint|public|pubkey|signature|checksum|integrity|"
    r"thumbprint|"
    r"hash|etag|nonce|cipher|certificate|site[ _-]?key|publishable|anon|known_hosts|base64,|\bssh-|"
    r"verification|domainkey|\bp=|\bcommit|\bids?\b|id[\"'`]?\s{0,2}[:=]|_id)[^\n]*$"
)
"""Names of random values that are public."""

_BEFORE = 60
_DIGITS = 3  #: minimum if there is a slash, to exclude paths
_STRANGE = 6.6


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Words of at least 32 characters that mix digits and both cases at random."""
    words = reading.long_words
    for candidate in _CANDIDATE.finditer(words.text):
        word = candidate[0]
        if not _is_free(words.text, candidate.start()):
            continue
        if _mixes(word) and bits_per_letter(word) > _STRANGE and is_plainly_random(word):
            hit = words.to_original(Hit(*candidate.span(), "random-string"))
            if not (
                decoded(word)
                or _NAMED.search(reading.text, max(0, hit.start - _BEFORE), hit.start)
                or reading.is_public(hit.start, hit.end)
            ):
                yield hit


def _is_free(text: str, start: int) -> bool:
    """Whether the word stands alone or is assigned to a name, and is not part of an address."""
    if not start or text[start - 1] not in "=:":
        return True
    return _GIVEN.search(text, max(0, start - _BEFORE), start) is not None


def _mixes(word: str) -> bool:
    return (
        sum(map(str.isdigit, word)) >= (_DIGITS if "/" in word else 1)
        and any(char.islower() for char in word)
        and any(char.isupper() for char in word)
    )
