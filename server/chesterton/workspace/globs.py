"""Patterns over project-relative paths: `*` within a folder, `**` across folders."""

import re
from collections.abc import Callable, Collection
from functools import lru_cache

_WILDCARD = re.compile(r"[*?\[]")
_TOKENS = re.compile(r"(?:\*\*/)+|\*\*|\*|\?|\[!?[^\]/]+\]|.", re.DOTALL)


def matcher(patterns: Collection[str]) -> Callable[[str], bool]:
    """Whether a path fits one of the patterns; without patterns every path does.

    A pattern without wildcards is a file, or a folder with all it holds.
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
    if token in _WILD:
        return _WILD[token]
    if len(token) > 1 and token.startswith("["):
        inside = token[1:-1].replace("\\", "\\\\")
        return f"[^/{inside[1:]}]" if inside.startswith("!") else f"[{inside}]"
    return re.escape(token)


_WILD = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
