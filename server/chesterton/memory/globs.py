"""Patterns over project-relative paths: `*` within a folder, `**` across folders."""

import re
from collections.abc import Callable, Collection
from functools import lru_cache

_TOKENS = re.compile(r"(?:\*\*/)+|\*\*|\*|\?|\[!?[^\]/]+\]|.", re.DOTALL)


def matcher(patterns: Collection[str]) -> Callable[[str], bool]:
    """Whether a path fits one of the patterns; without patterns every path does."""
    if not patterns:
        return lambda _path: True
    compiled = [_compiled(pattern) for pattern in patterns]
    return lambda path: any(pattern.fullmatch(path) for pattern in compiled)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    pattern = pattern.strip().removeprefix("./")
    if pattern.endswith("/"):
        pattern += "**"
    return re.compile("".join(_regex(token) for token in _TOKENS.findall(pattern)), re.DOTALL)


def _regex(token: str) -> str:
    if token.startswith("**/"):
        return "(?:[^/]+/)*+"
    if token in _WILD:
        return _WILD[token]
    if len(token) > 1 and token.startswith("["):
        inside = token[1:-1].replace("\\", "\\\\")
        return f"[^/{inside[1:]}]" if inside.startswith("!") else f"[{inside}]"
    return re.escape(token)


_WILD = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
