"""Splits the string literals of a syntax tree into prefix, quotes and content."""

import re
from typing import NamedTuple

from tree_sitter import Node

from chesterton.syntax.language_rules import Language
from chesterton.syntax.literal import normalised_content, parse_prefix, without_common_indentation

_TEXT_BLOCK = '"""'
_LEAF_LITERAL = re.compile(r"([^'\"`]*)(\"\"\"|'|\"|`)")
_QUOTES = frozenset({'"', _TEXT_BLOCK})


class StringLiteral(NamedTuple):
    """A string literal without its quotes."""

    kind: str
    prefix: str
    is_raw: bool
    start: int  #: byte after the opening quote
    end: int  #: byte of the closing quote
    has_interpolation: bool  #: contains interpolations
    is_text_block: bool

    def content(self, source: bytes, start: int, end: int) -> str:
        """The normalised text of a part of the literal."""
        text = source[start:end].decode("utf-8", "replace")
        text = normalised_content(
            without_common_indentation(text) if self.is_text_block else text, is_raw=self.is_raw
        )
        if set(self.prefix) & {"f", "t"}:
            text = text.replace("{{", "{").replace("}}", "}")
        return text


def literal_at(node: Node, source: bytes, language: Language) -> StringLiteral:
    """Reads the literal of a string node."""
    children, start, end = node.children, node.start_byte, node.end_byte
    if node.type in language.leaf_strings:
        return _leaf_literal(node, source, language)
    if len(children) > 2 and children[1].type in _QUOTES - {children[0].type}:  # noqa: PLR2004 - a prefix of its own
        children = children[1:]
    if len(children) < 2:  # noqa: PLR2004 - the grammar does not tell the quotes apart
        return StringLiteral(
            node.type,
            "",
            is_raw=True,
            start=start,
            end=end,
            has_interpolation=False,
            is_text_block=False,
        )
    opening = source[start : children[0].end_byte].decode("utf-8", "replace")
    prefix, is_raw = parse_prefix(opening, has_letter_prefixes=language.has_letter_prefixes)
    if opening in language.raw_quotes:
        prefix, is_raw = "", True
    return StringLiteral(
        language.aliases.get(node.type, node.type),
        prefix,
        is_raw,
        start=children[0].end_byte,
        end=max(children[-1].start_byte, children[0].end_byte),
        has_interpolation=any(child.type in language.interpolations for child in children),
        is_text_block=language.has_text_blocks and opening == _TEXT_BLOCK,
    )


def _leaf_literal(node: Node, source: bytes, language: Language) -> StringLiteral:
    """Reads a literal from a leaf that includes its quotes."""
    start, end = node.start_byte, node.end_byte
    text = source[start:end].decode("utf-8", "replace")
    match = _LEAF_LITERAL.match(text)
    quote = match[2] if match else ""
    opening = match.end() if match and end - start >= match.end() + len(quote) else 0
    prefix = match[1].replace("@", "") if match and opening else ""
    return StringLiteral(
        language.aliases.get(node.type, node.type),
        prefix,
        is_raw="@" in text[:opening] or quote == _TEXT_BLOCK or quote in language.raw_quotes,
        start=start + opening,
        end=end - (len(quote) + prefix.count("#") if opening else 0),
        has_interpolation=False,
        is_text_block=False,
    )


def literals_without_interpolation(
    node: Node, source: bytes, language: Language
) -> list[StringLiteral] | None:
    """The literals of a string or concatenation; None unless all are plain and share a prefix."""
    is_chain = node.type in language.concatenations
    parts = [
        part
        for part in (node.children if is_chain else [node])
        if part.type not in language.comments
    ]
    if any(part.type not in language.strings for part in parts):
        return None
    literals = [literal_at(part, source, language) for part in parts]
    is_plain = len({literal.prefix for literal in literals}) == 1
    return (
        literals
        if is_plain and not any(literal.has_interpolation for literal in literals)
        else None
    )
