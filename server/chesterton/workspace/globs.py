"""Glob patterns for project-relative paths: `*` within a folder, `**` across folders."""

import re
from collections.abc import Callable, Collection
from functools import lru_cache

_WILDCARD = re.compile(r"[*?\[]")
_TOKENS = re.compile(r"(?:\*\*/)+|\*\*|\*|\?|\[!?[^\]/]+\]|.", re.DOTALL)


def matcher(patterns: Collection[str]) -> Callable[[str], bool]:
    """A predicate that is true for paths that match any pattern; without patterns, for all paths.

    A pattern without wildcards matches a file, or a folder and everything in it.
    """
    if not patterns:
        return lambda _path: True
    compiled = [_compiled(pattern) for pattern in patterns]
    return lambda path: any(pattern.fullmatch(path) for pattern in compiled)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    pattern = pattern.strip().removeprefix("./").rstrip("/")
    if not _WILDCARD.search(pattern):
        return re.compile(f"{re.escape(pattern)}(?:/.*)?", re.DOTALL)
    try:
        return re.compile("".join(_regex(token) for token in _TOKENS.findall(pattern)), re.DOTALL)
    except re.error:  # a range like [z-a]
        return re.compile(re.escape(pattern))


def _regex(token: str) -> str:
    if token.startswith("**/"):
        return "(?:[^/]+/)*"
    if token in _WILDCARDS:
        return _WILDCARDS[token]
    if len(token) > 1 and token.startswith("["):
        characters = token[1:-1].replace("\\", "\\\\")
        return f"[^/{characters[1:]}]" if characters.startswith("!") else f"[{characters}]"
    return re.escape(token)


_WILDCARDS = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
