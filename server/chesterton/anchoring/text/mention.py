"""Tests without parsing whether a line or a text may define a name.

"Yes" means "perhaps". "No" is certain: the name is a member access, or is in a comment, an
expression or prose.
"""

import re

_DOTTED = frozenset({"javascript", "typescript", "typescriptreact", "go", "rust", "java"})
"""Languages in which a name after a dot is not being defined, unless something is assigned."""

_WORD = re.compile(r"\w+")
_KEYWORD = re.compile(r"\b(?:def|class|type)\s+$")
_TARGETS = re.compile(r"[\w\s,(\[*]*")
"""What may stand before a name on the left of an assignment to several."""


def may_hold(text: str, name: str) -> bool:
    """Whether a text may hold a definition of this qualified name: every word of it is written."""
    return all(word in text for word in _WORD.findall(name))


def may_define_in(text: str, name: str, language: str) -> bool:
    """As `may_hold`, told line by line: a text that only calls it holds every word as well."""
    words = _WORD.findall(name)
    if not all(word in text for word in words):
        return False
    lines = text.splitlines()
    return all(
        any(may_define(line, word, language) for line in lines if word in line) for word in words
    )


def may_define(line: str, name: str, language: str) -> bool:
    """Whether a definition of the name may start on this line."""
    rule = _python if language == "python" else _braces if language in _DOTTED else None
    if rule is None:
        return True
    places = re.finditer(rf"\b{re.escape(name)}\b", line)
    return any(rule(line[: one.start()], line[one.end() :].lstrip()) for one in places)


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
