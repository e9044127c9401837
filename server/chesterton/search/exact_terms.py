"""Parts of a question that are to be found as typed: phrases, paths, identifiers, #123, commits."""

import re
from collections.abc import Iterator
from itertools import islice

from chesterton.search.tokens import is_commit_id

_LIMIT = 16
"""Exact parts of one question."""

_SHORT_COMMIT = 7

PHRASE = re.compile(r'"([^"\n]{2,200})"|“([^”\n]{2,200})”')
CODE = re.compile(r"`+\s*([^`\n]{1,80}?)\s*`+")
_NUMBER = re.compile(r"(?<![\w&])#\d+\b")
_COMMIT = re.compile(r"\b[0-9a-f]{7,64}\b")
_PATH = re.compile(r"(?<![\w/.])[\w@.-]*(?:/[\w@.-]+)+|(?<![\w/.-])[\w-]+\.[a-zA-Z]{1,4}\b(?![.(])")
_NAME = re.compile(r"\b[a-zA-Z_]\w*(?:(?:\.|::|->)\w+)*", re.ASCII)
_HUMP = re.compile(r"[a-z0-9][A-Z]|\w_\w|\.|::|->")


def phrases(query: str) -> list[str]:
    """What stands in double quotes."""
    return [" ".join((straight or curly).split()) for straight, curly in PHRASE.findall(query)]


def commits(query: str) -> list[str]:
    """What looks like a commit's name."""
    return [word for word in _COMMIT.findall(query) if is_commit_id(word)]


def numbers(query: str) -> list[str]:
    """Numbers of issues and pull requests, written #123."""
    return _NUMBER.findall(query)


def parts(query: str) -> tuple[str, ...]:
    """Every exact part, in the order of how much it says."""
    found = (*phrases(query), *numbers(query), *commits(query), *_names(query))
    return tuple(islice(dict.fromkeys(found), _LIMIT))


def without_parts(query: str) -> str:
    """What else was asked, beside phrases, numbers and commits."""
    return _NUMBER.sub(" ", _COMMIT.sub(" ", PHRASE.sub(" ", query)))


def pattern(part: str) -> re.Pattern[str]:
    """Finds `part` in lower-case text with single spaces."""
    part = part.lower()
    if part.startswith("#") and part[1:].isdigit():
        return re.compile(rf"(?:#|/|\b[a-z]+-){part[1:]}(?!\w)")
    if is_commit_id(part):
        short = part[:_SHORT_COMMIT]
        return re.compile(rf"\b{short}(?=[0-9a-f]*\b){_begun(part[_SHORT_COMMIT:])}")
    before = r"(?<!\w)" if part[:1].isalnum() else ""
    after = r"(?!\w)" if part[-1:].isalnum() else ""
    return re.compile(f"{before}{re.escape(part)}{after}")


def _begun(rest: str) -> str:
    """The rest of a commit's name, of which the text may hold only the start."""
    return r"(?:\b" + "".join(f"|{rest[:size]}\\b" for size in range(1, len(rest))) + f"|{rest})"


def _names(query: str) -> Iterator[str]:
    rest = CODE.sub(" ", query)
    yield from CODE.findall(query)
    yield from _PATH.findall(rest)
    rest = _PATH.sub(" ", rest)
    for found in _NAME.finditer(rest):
        if _HUMP.search(found[0]) or rest[found.end() : found.end() + 1] == "(":
            yield found[0]
