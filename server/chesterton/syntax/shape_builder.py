"""Builds the normalised tree (shape) of a definition: numbers locals and masks its own name."""

import re
from collections.abc import Sequence
from functools import partial

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.frames import MemberStub
from chesterton.syntax.language_rules import Language, LocatedDefinition
from chesterton.syntax.normal_form import TEXT, normal_form
from chesterton.syntax.pieces import (
    OWN_NAME_MARK,
    FormNode,
    with_joined_strings,
    with_sorted_entries,
    with_sorted_siblings,
)
from chesterton.syntax.scopes import Binding, VariableScopes
from chesterton.syntax.shape import Shape, ShapeNode
from chesterton.syntax.symbols import Outline
from chesterton.syntax.tree import Tree

_FIELDS = frozenset({SymbolKind.FIELD, SymbolKind.VARIABLE, SymbolKind.CONSTANT})
_OWNER = "@@"
_FORMATTED = re.compile(r"(?<!\{)\{([A-Za-z_]\w*)(?=[:}])")
_DOLLAR = re.compile(r"(?<![\\$])\$([A-Za-z_]\w*)")


def shape_of(
    tree: Tree,
    language: Language,
    outline: Outline,
    definitions: Sequence[LocatedDefinition],
    index: int,
) -> Shape:
    """The shape of the definition at `index`."""
    return Shape(language, _ShapeBuilder(tree, language, outline, definitions, index).nodes())


class _ShapeBuilder:
    def __init__(
        self,
        tree: Tree,
        language: Language,
        outline: Outline,
        definitions: Sequence[LocatedDefinition],
        index: int,
    ) -> None:
        self.source = tree.source
        self.language = language
        self.symbol = outline.symbols[index]
        self.children = [
            (child, definitions[outline.index(child)]) for child in outline.children(self.symbol)
        ]
        self.own_name = self.symbol.last_name
        self.owner = self.symbol.name.split(".")[-2:-1]
        self.pieces = self._pieces(tree, definitions[index])
        self.names = VariableScopes(self.pieces, language)
        self.parents = self.names.parents
        self.bindings = [self.names.at(place) for place in range(len(self.pieces))]
        self.receivers = self._receivers()

    def nodes(self) -> tuple[ShapeNode, ...]:
        """The pieces as shape nodes, with locals numbered and the definition's own name marked."""
        numbers = 0
        for index, (piece, binding) in enumerate(zip(self.pieces, self.bindings, strict=True)):
            if binding is None or not binding.is_local:
                self._mark(index, piece, binding)
                continue
            if binding.number is None:
                numbers += 1
                binding.number = numbers
            piece.text = f"${binding.number}"
        self._number_formats()
        return _with_lines(self.pieces, self.source)

    def _number_formats(self) -> None:
        """Numbers the names of locals inside strings: `println!("{total}")`, `"$total"`."""
        for index, piece in enumerate(self.pieces):
            is_text = piece.kind in self.language.strings or piece.kind == TEXT
            if self.language.has_dollar_names and is_text:
                piece.text = _DOLLAR.sub(partial(self._formatted, index), piece.text)
            elif (
                piece.context in self.language.brace_format_strings
                and piece.kind in self.language.strings
            ):
                piece.text = _FORMATTED.sub(partial(self._formatted, index), piece.text)

    def _formatted(self, index: int, match: re.Match[str]) -> str:
        binding = self.names.resolve(match.group(1), index)
        is_numbered = binding is not None and binding.is_local and binding.number is not None
        return f"{{${binding.number}" if binding and is_numbered else match.group()

    def _pieces(self, tree: Tree, located: LocatedDefinition) -> list[FormNode]:
        definition, language = located.definition, self.language
        own = (definition.own_name_start, definition.own_name_end)
        pieces = normal_form(_roots(tree, located), tree.source, language, own, self._cuts())
        if language.has_string_addition:
            pieces = with_joined_strings(pieces, language.strings)
        if language.entries:
            return with_sorted_entries(pieces, language.entries)
        return with_sorted_siblings(pieces, language.imports, language.unordered)

    def _cuts(self) -> list[MemberStub]:
        if not self.symbol.is_container:
            return []
        return [
            MemberStub(
                located.code_start,
                located.code_end,
                f"{child.kind} "
                f"{OWN_NAME_MARK if child.last_name == self.own_name else child.last_name}",
                child.last_name,
            )
            for child, located in self.children
            if child.kind not in _FIELDS
        ]

    def _receivers(self) -> frozenset[str]:
        """The names by which a method refers to its object."""
        own = {self.pieces[index].word for index in self.names.bound if self._is_in_receiver(index)}
        return self.language.self_names | own | set(self.owner)

    def _mark(self, index: int, piece: FormNode, binding: Binding | None) -> None:
        if binding is not None or not piece.text:
            return
        if piece.word == self.own_name and self._is_own(index, piece):
            piece.text = OWN_NAME_MARK
        elif piece.word in self.owner and self._is_in_receiver(index):
            piece.text = _OWNER

    def _is_own(self, index: int, piece: FormNode) -> bool:
        language = self.language
        is_bare = self.symbol.kind is not SymbolKind.METHOD or language.is_receiver_implicit
        if piece.context in language.members:
            owner = self.parents[index] + 1
            return is_bare if owner == index else self._is_receiver(owner, index)
        is_name = piece.kind in language.scoping.names
        return is_bare and is_name and piece.context not in language.scoping.not_names

    def _is_receiver(self, start: int, end: int) -> bool:
        if self.symbol.kind is not SymbolKind.METHOD:
            return False
        words = {piece.word for piece in self.pieces[start:end] if piece.text}
        words -= {".", "->", "::"}
        return len(words) == 1 and words <= self.receivers

    def _is_in_receiver(self, index: int) -> bool:
        if not self.language.receiver:
            return False
        while index >= 0 and self.pieces[index].context != self.language.receiver:
            index = self.parents[index]
        return index >= 0


def plain_shape(source: bytes, language: Language, located: LocatedDefinition) -> Shape:
    """The shape of a definition in a language without a grammar."""
    pieces = language.plain.pieces(source, located) if language.plain else []
    return Shape(language, _with_lines(with_sorted_entries(pieces, language.entries), source))


def _with_lines(pieces: Sequence[FormNode], source: bytes) -> tuple[ShapeNode, ...]:
    at, line = 0, 1
    nodes = []
    for piece in pieces:
        if piece.start >= at:
            line += source.count(b"\n", at, piece.start)
        else:  # siblings were sorted
            line -= source.count(b"\n", piece.start, at)
        at = piece.start
        nodes.append(ShapeNode(piece.depth, piece.kind, piece.text, line, piece.word, piece.field))
    return tuple(nodes)


def _roots(tree: Tree, located: LocatedDefinition) -> list[Node]:
    """The nodes that make up a definition: one, or several if attributes precede it."""
    start, end = located.code_start, located.code_end
    node = tree.syntax.root_node.descendant_for_byte_range(start, end)
    if node is None:
        return []
    if (node.start_byte, node.end_byte) == (start, end) and node.parent is not None:
        return [node]
    cursor = node.walk()
    if cursor.goto_first_child_for_byte(start) is None:
        return []
    roots = []
    while cursor.node is not None and cursor.node.end_byte <= end:
        if cursor.node.start_byte >= start:
            roots.append(cursor.node)
        if not cursor.goto_next_sibling():
            break
    return roots
