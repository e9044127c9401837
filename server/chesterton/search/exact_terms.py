"""Finds the parts of a query to match literally: phrases, paths, identifiers, #123, commit ids."""

import re
from collections.abc import Iterator
from itertools import islice

from chesterton.search.tokens import is_commit_id

_LIMIT = 16
"""Maximum number of exact parts in one query."""

_SHORT_ID_LENGTH = 7

PHRASE = re.compile(r'"([^"\n]{2,200})"|“([^”\n]{2,200})”')
CODE = re.compile(r"`+\s*([^`\n]{1,80}?)\s*`+")
_NUMBER = re.compile(r"(?<![\w&])#\d+\b")
_COMMIT = re.compile(r"\b[0-9a-f]{7,64}\b")
_PATH = re.compile(r"(?<![\w/.])[\w@.-]*(?:/[\w@.-]+)+|(?<![\w/.-])[\w-]+\.[a-zA-Z]{1,4}\b(?![.(])")
_NAME = re.compile(r"\b[a-zA-Z_]\w*(?:(?:\.|::|->)\w+)*", re.ASCII)
_HUMP = re.compile(r"[a-z0-9][A-Z]|\w_\w|\.|::|->")


def phrases(query: str) -> list[str]:
    """Phrases in double quotes."""
    return [" ".join((straight or curly).split()) for straight, curly in PHRASE.findall(query)]


def commits(query: str) -> list[str]:
    """Words that look like commit ids, full or abbreviated."""
    return [word for word in _COMMIT.findall(query) if is_commit_id(word)]


def numbers(query: str) -> list[str]:
    """Numbers of issues and pull requests, such as `#123`."""
    return _NUMBER.findall(query)


def parts(query: str) -> tuple[str, ...]:
    """All exact parts, most specific kind first, without duplicates."""
    exact = (*phrases(query), *numbers(query), *commits(query), *_names(query))
    return tuple(islice(dict.fromkeys(exact), _LIMIT))


def without_parts(query: str) -> str:
    """The query without its phrases, numbers and commit ids."""
    return _NUMBER.sub(" ", _COMMIT.sub(" ", PHRASE.sub(" ", query)))


def pattern(part: str) -> re.Pattern[str]:
    """A pattern that matches `part` in lower-case text with single spaces."""
    part = part.lower()
    if part.startswith("#") and part[1:].isdigit():
        return re.compile(rf"(?:#|/|\b[a-z]+-){part[1:]}(?!\w)")
    if is_commit_id(part):
        short = part[:_SHORT_ID_LENGTH]
        return re.compile(rf"\b{short}(?=[0-9a-f]*\b){_any_prefix(part[_SHORT_ID_LENGTH:])}")
    before = r"(?<!\w)" if part[:1].isalnum() else ""
    after = r"(?!\w)" if part[-1:].isalnum() else ""
    return re.compile(f"{before}{re.escape(part)}{after}")


def _any_prefix(rest: str) -> str:
    """A regex for any prefix of the rest of a commit id, which the text may abbreviate."""
    return r"(?:\b" + "".join(f"|{rest[:size]}\\b" for size in range(1, len(rest))) + f"|{rest})"


def _names(query: str) -> Iterator[str]:
    rest = CODE.sub(" ", query)
    yield from CODE.findall(query)
    yield from _PATH.findall(rest)
    rest = _PATH.sub(" ", rest)
    for match in _NAME.finditer(rest):
        if _HUMP.search(match[0]) or rest[match.end() : match.end() + 1] == "(":
            yield match[0]
