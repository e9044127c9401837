"""What a definition means, without how it is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.collect import Found
from chesterton.syntax.normal import OWN, Cut, Piece, normal_form
from chesterton.syntax.rules import Language
from chesterton.syntax.scopes import Binding, resolve, subtree_ends
from chesterton.syntax.symbols import Outline
from chesterton.syntax.tree import Tree


class ShapeNode(NamedTuple):
    """One node of a shape."""

    depth: int
    kind: str
    text: str  #: empty for inner nodes; `$1` for a local, `@` for the symbol's own name
    line: int  #: 1-based, in the text it was read from
    word: str  #: as written in the source; empty for inner nodes
    field: str  #: its part in the node around it, e.g. "body"


@dataclass(frozen=True)
class Shape:
    """The normal form of one definition, in pre-order."""

    language: Language
    nodes: tuple[ShapeNode, ...]


def shape_of(
    tree: Tree, language: Language, outline: Outline, found: Sequence[Found], index: int
) -> Shape:
    """The shape of the definition at `index`."""
    maker = _Maker(tree, language, outline, found, index)
    return Shape(language, maker.nodes())


class _Maker:
    def __init__(
        self, tree: Tree, language: Language, outline: Outline, found: Sequence[Found], index: int
    ) -> None:
        self.tree = tree
        self.language = language
        self.outline = outline
        self.found = found
        self.index = index
        self.symbol = outline.symbols[index]

    def nodes(self) -> tuple[ShapeNode, ...]:
        told = self.found[self.index].definition
        own = (told.own_start, told.own_end)
        pieces = normal_form(self._roots(), self.tree.source, self.language, own, self._cuts())
        ends = subtree_ends(pieces)
        bindings = resolve(pieces, ends, self.language)
        self._number(pieces, bindings)
        self._mark_own(pieces, bindings)
        return tuple(self._with_lines(pieces))

    def _roots(self) -> list[Node]:
        found = self.found[self.index]
        start, end = found.code_start, found.code_end
        node = self.tree.syntax.root_node.descendant_for_byte_range(start, end)
        if node is None:
            return []
        # a file that is one definition has a root that spans just that
        if (node.start_byte, node.end_byte) == (start, end) and node.parent is not None:
            return [node]
        return [
            child for child in node.children if start <= child.start_byte and child.end_byte <= end
        ]

    def _cuts(self) -> list[Cut]:
        if not self.symbol.is_container:
            return []
        own = self.symbol.last_name
        return [
            Cut(
                self.found[index].code_start,
                self.found[index].code_end,
                f"{child.kind} {OWN if child.last_name == own else child.last_name}",
                child.last_name,
            )
            for child in self.outline.children(self.symbol)
            if child.kind not in _FIELDS
            for index in (self.outline.index(child),)
        ]

    def _number(self, pieces: Sequence[Piece], bindings: Sequence[Binding | None]) -> None:
        count = 0
        for piece, binding in zip(pieces, bindings, strict=True):
            if binding is None or not binding.is_local:
                continue
            if binding.number is None:
                count += 1
                binding.number = count
            piece.text = f"${binding.number}"

    def _mark_own(self, pieces: Sequence[Piece], bindings: Sequence[Binding | None]) -> None:
        own = self.symbol.last_name
        for index, piece in enumerate(pieces):
            if piece.word == own and bindings[index] is None and self._is_own(pieces, index):
                piece.text = OWN

    def _is_own(self, pieces: Sequence[Piece], index: int) -> bool:
        piece, language = pieces[index], self.language
        bare = self.symbol.kind is not SymbolKind.METHOD or language.is_receiver_implicit
        if piece.context in language.members:
            owner = piece.parent + 1
            return bare if owner == index else self._is_self(pieces, owner, index)
        return (
            bare
            and piece.kind in language.scoping.names
            and piece.context not in language.scoping.not_names
        )

    def _is_self(self, pieces: Sequence[Piece], owner: int, index: int) -> bool:
        if self.symbol.kind is not SymbolKind.METHOD:
            return False
        words = {piece.word for piece in pieces[owner:index] if piece.word and piece.word != "."}
        container = self.symbol.name.split(".")[-2:-1]
        return len(words) == 1 and bool(words & (self.language.selves | set(container)))

    def _with_lines(self, pieces: Sequence[Piece]) -> list[ShapeNode]:
        source, at, line = self.tree.source, 0, 1
        nodes = []
        for piece in pieces:
            if piece.start >= at:
                line += source.count(b"\n", at, piece.start)
            else:
                line -= source.count(b"\n", piece.start, at)
            at = piece.start
            nodes.append(
                ShapeNode(piece.depth, piece.kind, piece.text, line, piece.word, piece.field)
            )
        return nodes


_FIELDS = frozenset({SymbolKind.FIELD, SymbolKind.VARIABLE, SymbolKind.CONSTANT})
