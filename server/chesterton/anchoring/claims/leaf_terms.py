"""Converts syntax tree leaves (identifiers, numbers, strings) to terms for matching with notes."""

import re

from chesterton.syntax.language_rules import Language
from chesterton.syntax.numbers import NUMBER
from chesterton.syntax.shape import ShapeNode

_IDENTIFIER = re.compile(r"[^\W\d][\w$]*|\$[\w$]*")
_NUMBER = re.compile(r"(0x[0-9a-f]+|0b[01]+|0o[0-7]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)[a-z0-9]*")
_OWN_NAME = "@"


def terms_of(node: ShapeNode, language: Language, word: str | None = None) -> tuple[str, ...]:
    """The terms of a leaf; none for keywords, operators and the symbol's own name.

    `word` overrides the name of a renamed variable.
    """
    text = node.text
    if text in {"", _OWN_NAME, node.kind}:
        return ()
    if node.kind == NUMBER:
        return (number_term(text),)
    if text.endswith("'") and "'" in text[:-1]:
        content = text[text.index("'") + 1 : -1]
        is_word = _IDENTIFIER.fullmatch(content)
        return (string_term(content), content) if is_word else (string_term(content),)
    name = word or node.word
    if name in language.self_names or not _IDENTIFIER.fullmatch(name):
        return ()
    return (name,)


def number_term(text: str) -> str:
    """A number in canonical form: `1_000`, `1e3` and `1000L` are all 1000."""
    match = _NUMBER.fullmatch(text.lower().replace("_", "").replace(",", ""))
    if not match:
        return text
    digits = match[1]
    if digits[:2] in {"0x", "0b", "0o"}:
        return str(int(digits, 0))
    return f"{float(digits):g}" if len(digits) < 16 else digits  # noqa: PLR2004 - beyond, not exact


def string_term(content: str) -> str:
    """The term of a string literal."""
    return f'"{content}"'


def is_literal(term: str) -> bool:
    """Whether a term is that of a string literal."""
    return term.startswith('"')
