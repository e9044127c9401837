"""Tests, without parsing, whether a line or a text may define a name.

A positive result means "perhaps". A negative one is certain: the name is only a member access, or
is in a comment, an expression or prose.
"""

import re

from chesterton.model.hidden_characters import may_be_escaped

_DOTTED = frozenset({"javascript", "typescript", "typescriptreact", "go", "rust", "java"})
"""Languages in which a name after a dot is defined only by an assignment."""

_WORD = re.compile(r"\w+")
_KEYWORD = re.compile(r"\b(?:def|class|type)\s+$")
_TARGETS = re.compile(r"[\w\s,(\[*]*")
"""What may precede a name among the targets of an assignment."""


def contains_words_of(text: str, name: str) -> bool:
    """Whether a text may define this qualified name: it contains every word of it."""
    return may_be_escaped(name) or all(word in text for word in _words(name))


def _words(name: str) -> list[str]:
    """The words of a name that a text has to contain; the position of an item is not in it."""
    return [word for word in _WORD.findall(name) if not word.isdigit()]


def text_may_define(text: str, name: str, language: str) -> bool:
    """Like `may_define_words`, but line by line, which excludes texts that only call the name."""
    words = _words(name)
    if may_be_escaped(name):
        return True
    if not all(word in text for word in words):
        return False
    lines = text.splitlines()
    return all(
        any(line_may_define(line, word, language) for line in lines if word in line)
        for word in words
    )


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
