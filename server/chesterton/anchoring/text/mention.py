"""Checks, without parsing, whether a line or a whole text may define a name.

A positive result means "perhaps". A negative one is certain: the name occurs only as a member
access, or in a comment, an expression or prose.
"""

import re
from collections.abc import Iterator

from chesterton.model.hidden_characters import may_be_escaped

_DOTTED = frozenset({"javascript", "typescript", "typescriptreact", "go", "rust", "java"})
"""Languages in which a name after a dot is defined only by an assignment."""

_WORD = re.compile(r"\w+")
_LINE_END = re.compile(r"[\r\n]|\Z")
_KEYWORD = re.compile(r"\b(?:def|class|type)\s+$")
_TARGETS = re.compile(r"[\w\s,(\[*]*")
"""The text that may precede a name among the targets of an assignment."""


def contains_words_of(text: str, name: str) -> bool:
    """Whether a text contains every word of a qualified name, and so may define it."""
    return may_be_escaped(name) or all(word in text for word in _words(name))


def _words(name: str) -> list[str]:
    """The words of a name that a text must contain; positions of list items are left out."""
    return [word for word in _WORD.findall(name) if not word.isdigit()]


def text_may_define(text: str, name: str, language: str) -> bool:
    """Like `contains_words_of`, but checked line by line, which rules out mere calls."""
    words = _words(name)
    if may_be_escaped(name):
        return True
    if not all(word in text for word in words):
        return False
    return all(
        any(line_may_define(line, word, language) for line in _lines_with(text, word))
        for word in words
    )


def _lines_with(text: str, word: str) -> Iterator[str]:
    """The lines that contain a word; the others, which are most of a text, are not split."""
    end = 0
    while (at := text.find(word, end)) >= 0:
        start = max(end, *(text.rfind(sign, end, at) + 1 for sign in "\r\n"))
        end = next(match.start() for match in _LINE_END.finditer(text, at))
        yield text[start:end]


def line_may_define(line: str, name: str, language: str) -> bool:
    """Whether a definition of the name may start on this line."""
    rule = _python if language == "python" else _braces if language in _DOTTED else None
    if rule is None:
        return True
    occurrences = re.finditer(rf"\b{re.escape(name)}\b", line)
    return any(rule(line[: match.start()], line[match.end() :].lstrip()) for match in occurrences)


def _python(before: str, after: str) -> bool:
    start, following = before.strip(), after[:1]
    if start.startswith("#") or before.endswith("."):
        return False
    if _KEYWORD.search(before):
        return True
    if not start:
        return not following or following in "=:,;)](\\"
    if following == ":" and after[:2] != ":=":
        return start[-1] in ":;"
    if not following or following in ",)]\\":
        return "=" in after or bool(_TARGETS.fullmatch(before))
    return following in "=:;"


def _braces(before: str, after: str) -> bool:
    start = before.strip()
    if start.startswith("//") or (start.startswith("* ") and "{" not in after):
        return False
    return not before.endswith(".") or after.startswith("=")
