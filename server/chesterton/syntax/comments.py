"""Extracts comments from source text, without their comment markers."""

import re
from bisect import bisect_right
from typing import NamedTuple

from tree_sitter import Node

from chesterton.model.symbol import Span
from chesterton.syntax.collect import capture
from chesterton.syntax.outline import Parsed
from chesterton.syntax.positions import ByteMap

_OPENING = re.compile(r"^\s*(?:/\*+!?|//[/!]?|=begin\b|#+!?|---?|\*(?!/))?[ \t]?")
_CLOSING = re.compile(r"(?:\s*\*+/|\n=end)\s*\Z")
_LONG = re.compile(r"--\[(=*)\[(.*)\]\1\]\s*", re.DOTALL)
_BLOCK = re.compile(rb"/\*|=begin|--\[=*\[")


class Comment(NamedTuple):
    """A comment, or a block of line comments on adjacent lines."""

    span: Span
    line: int  #: 1-based line of its start
    text: str  #: without comment markers, one line per source line


def comments(parsed: Parsed) -> tuple[Comment, ...]:
    """All comments of the text, in file order."""
    tree, language = parsed.tree(), parsed.language
    if tree is None or language is None:
        return ()
    nodes = [
        node
        for node in capture(tree.syntax.root_node, language, None).leading
        if node.type in language.comments
    ]
    points = ByteMap(parsed.text.value)
    return tuple(_comment(block, parsed, points) for block in _blocks(nodes, tree.source))


def comment_at(parsed: Parsed, offset: int) -> Comment | None:
    """The comment that contains the code point, or ends at it."""
    all_comments = comments(parsed)
    index = bisect_right([comment.span.start for comment in all_comments], offset) - 1
    return all_comments[index] if index >= 0 and all_comments[index].span.touches(offset) else None


def _blocks(nodes: list[Node], source: bytes) -> list[list[Node]]:
    blocks: list[list[Node]] = []
    for node in nodes:
        if blocks and _continues(blocks[-1][-1], node, source):
            blocks[-1].append(node)
        else:
            blocks.append([node])
    return blocks


def _continues(before: Node, node: Node, source: bytes) -> bool:
    """Whether both are line comments on adjacent lines, in the same column."""
    if before.start_point.column != node.start_point.column:
        return False
    is_block = any(_BLOCK.match(source, comment.start_byte) for comment in (before, node))
    return not is_block and before.start_point.row + 1 == node.start_point.row


def _comment(block: list[Node], parsed: Parsed, points: ByteMap) -> Comment:
    start, end = (
        points.to_point(block[0].start_byte),
        points.to_point(block[-1].end_byte),
    )
    raw = parsed.text.value[start:end].rstrip("\r\n")
    long = _LONG.fullmatch(raw)
    lines = re.split(r"\r\n|\r|\n", long[2] if long else _CLOSING.sub("", raw))
    text = "\n".join(_OPENING.sub("", line, count=1).rstrip() for line in lines)
    line = parsed.text.position(start)[0] + 1
    return Comment(Span(start, start + len(raw)), line, text.strip("\n"))
