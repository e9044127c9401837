"""The normal form of a piece of a syntax tree, as a flat list: what carries meaning stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tree_sitter import Node, TreeCursor

from chesterton.syntax.literal import content_of, number_of, prefix_of
from chesterton.syntax.rules import Language, Part

PUNCTUATION = frozenset({",", ";", ":", "(", ")", "[", "]", "{", "}", "${", "=>", "->"})
"""Tokens that the kinds of the nodes around them already tell, unless a language keeps them."""

OWN = "@"
"""Stands for the symbol's own name."""

_CLOSING = frozenset({")", "]", "}", ">"})
_INTERPOLATIONS = frozenset({"interpolation", "template_substitution"})
_STRING_PARTS = frozenset({"string_start", "string_content", "string_fragment", "string_end"})
_OPENING = frozenset({"(", "[", ","})


@dataclass(slots=True)
class Piece:
    """One node of the normal form while it is made."""

    depth: int
    field: str
    kind: str
    text: str  #: empty for inner nodes
    word: str  #: as in the source
    start: int  #: byte
    parent: int  #: index, -1 for the first
    context: str  #: kind of the parent and own field


class Cut(NamedTuple):
    """A member of a container, of which only the name is kept."""

    start: int
    end: int
    text: str
    word: str


class Frame(NamedTuple):
    """How children of the current node are entered."""

    depth: int
    field: str  #: what they inherit where their parent is left out
    parent: int
    kind: str


def normal_form(
    roots: Sequence[Node],
    source: bytes,
    language: Language,
    own: tuple[int, int],
    cuts: Sequence[Cut],
) -> list[Piece]:
    """The pieces of the nodes in pre-order. `own` are the bytes of the symbol's name."""
    normaliser = _Normaliser(source, language, own, cuts)
    for root in roots:
        normaliser.walk(root.walk())
    return normaliser.pieces


class _Normaliser:
    def __init__(
        self, source: bytes, language: Language, own: tuple[int, int], cuts: Sequence[Cut]
    ) -> None:
        self.source = source
        self.language = language
        self.own = own
        self.cuts = list(reversed(cuts))
        self.pieces: list[Piece] = []
        self.frames = [Frame(0, "", -1, "")]

    def walk(self, cursor: TreeCursor) -> None:
        """Adds the normal form of the cursor's node. No recursion: real code nests deeper."""
        depth = 0
        while True:
            node = cursor.node
            below = self._enter(node, cursor.field_name or "") if node else None
            if below is not None and cursor.goto_first_child():
                self.frames.append(below)
                depth += 1
                continue
            while not cursor.goto_next_sibling():
                if not depth:
                    return
                cursor.goto_parent()
                self.frames.pop()
                depth -= 1

    def _enter(self, node: Node, field: str) -> Frame | None:  # noqa: PLR0911 - a ladder
        """Adds the node itself and says how its children are added; None to leave them out."""
        kind, language, frame = node.type, self.language, self.frames[-1]
        if kind in language.comments or self._is_cut(node):
            return None
        if (node.start_byte, node.end_byte) == self.own:
            self._add("name", field, OWN, node)
            return None
        if not node.is_named:
            self._add_token(node, kind, field)
            return None
        field = frame.field or field
        context = f"{frame.kind}.{field}"
        if kind in language.dropped or context in language.dropped:
            return None
        if kind in language.strings:
            return self._enter_string(node, kind, field)
        if kind in _STRING_PARTS:
            self._add_string_part(node, kind, field)
            return None
        if language.has_docstrings and self._is_docstring(node, kind):
            return None
        if kind in language.transparent and self._is_redundant(node):
            return frame._replace(field=field)
        kind = language.aliases.get(kind, kind)
        if node.child_count == 0:
            self._add_leaf(node, kind, field, context)
            return None
        return Frame(frame.depth + 1, "", self._add(kind, field, "", node), kind)

    def _add(self, kind: str, field: str, text: str, node: Node, word: str = "") -> int:
        frame = self.frames[-1]
        field = frame.field or field
        context = f"{frame.kind}.{field}"
        word = word or (self._slice(node) if text else "")
        self.pieces.append(
            Piece(frame.depth, field, kind, text, word, node.start_byte, frame.parent, context)
        )
        return len(self.pieces) - 1

    def _add_token(self, node: Node, kind: str, field: str) -> None:
        frame = self.frames[-1]
        if kind not in PUNCTUATION or self._keeps(node, kind, frame.kind):
            self._add(kind, field, kind, node)

    def _keeps(self, node: Node, sign: str, parent: str) -> bool:
        language = self.language
        if sign == ",":
            after, before = node.next_sibling, node.prev_sibling
            if before is not None and before.type in _OPENING:
                return True  # a hole: [a, , b]
            is_trailing = after is None or after.type in _CLOSING
            if parent in language.tuples:
                return is_trailing and bool(node.parent and node.parent.named_child_count == 2)  # noqa: PLR2004 - the owner and the one element
            return f"{parent}.," in language.kept and not is_trailing
        return f"{parent}.{sign}" in language.kept

    def _add_leaf(self, node: Node, kind: str, field: str, context: str) -> None:
        language = self.language
        parts = language.expansions.get(kind) or language.expansions.get(context)
        text = self._slice(node)
        if parts:
            self._add_parts(node, parts, field, text)
        elif kind in language.numbers:
            self._add(kind, field, number_of(text), node)
        elif kind in language.raw:
            self._add(kind, field, " ".join(text.split()), node)
        else:
            self._add(kind, field, text or kind, node)

    def _add_parts(self, node: Node, parts: Sequence[Part], field: str, text: str) -> None:
        base = self.frames[-1]
        frames = [base]
        for part in parts:
            del frames[part.depth + 1 :]
            self.frames.append(frames[-1])
            added = self._add(part.kind, part.field or field, text if part.is_leaf else "", node)
            self.frames.pop()
            frames.append(Frame(base.depth + part.depth + 1, "", added, part.kind))

    def _enter_string(self, node: Node, kind: str, field: str) -> Frame | None:
        frame = self.frames[-1]
        if frame.kind == "string" and frame.parent >= 0 and kind != "string":
            field = frame.field
        children = node.children
        if len(children) < 2:  # noqa: PLR2004 - no quotes of their own: a character, a raw string
            self._add(kind, field, content_of(self._slice(node), is_raw=True), node)
            return None
        opening = self._slice(children[0])
        prefix = prefix_of(opening)
        if any(child.type in _INTERPOLATIONS for child in children):
            string = self._add(kind, field, "", node)
            return Frame(frame.depth + 1, "", string, kind)
        inner = self.source[children[0].end_byte : children[-1].start_byte].decode(
            "utf-8", "replace"
        )
        content = content_of(inner, is_raw="r" in prefix.lower())
        self._add(kind, field, f"{prefix}'{content}'", node, inner)
        return None

    def _add_string_part(self, node: Node, kind: str, field: str) -> None:
        """A part of a string that has code in it: the code is looked into, quotes do not count."""
        if kind == "string_start":
            self._add("prefix", field, prefix_of(self._slice(node)), node)
        elif kind != "string_end":
            self._add(kind, field, content_of(self._slice(node), is_raw=False), node)

    def _is_cut(self, node: Node) -> bool:
        while self.cuts and self.cuts[-1].end <= node.start_byte:
            self.cuts.pop()
        if not self.cuts:
            return False
        cut = self.cuts[-1]
        if node.start_byte < cut.start or node.end_byte > cut.end:
            return False
        if node.start_byte == cut.start:
            self._add("member", "", cut.text, node, cut.word)
        return True

    def _is_docstring(self, node: Node, kind: str) -> bool:
        if kind != "expression_statement" or node.named_child_count != 1:
            return False
        child = node.named_child(0)
        return child is not None and child.type in self.language.strings

    def _is_redundant(self, node: Node) -> bool:
        return sum(child.type not in self.language.comments for child in node.named_children) <= 1

    def _slice(self, node: Node) -> str:
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")
