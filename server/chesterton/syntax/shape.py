"""The shape of a definition: its tree without layout, comments and local names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from chesterton.syntax.language_rules import Language


class ShapeNode(NamedTuple):
    """One node of a shape."""

    depth: int
    kind: str
    text: str  #: empty for inner nodes; `$1` for a local, `@` for the symbol's own name
    line: int  #: 1-based, in the source text of the definition
    word: str  #: as written in the source, strings without quotes; empty for inner nodes
    field: str  #: its field in the parent node, e.g. "body"


@dataclass(frozen=True, slots=True)
class Shape:
    """The normal form of one definition, in pre-order."""

    language: Language
    nodes: tuple[ShapeNode, ...]
    parameter_names: tuple[str, ...] = ()
    member_names: tuple[str, ...] = ()

    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters, in order."""
        return self.parameter_names

    def members(self) -> tuple[str, ...]:
        """Of a container, the names of its direct members, in file order."""
        return self.member_names

    def tokens(self) -> tuple[str, ...]:
        """The normalised tokens: keywords, operators, names, literals."""
        return tuple(node.text for node in self.nodes if node.text)

    def identifiers(self) -> tuple[str, ...]:
        """All identifiers as written, in order."""
        return tuple(node.word for node in self.nodes if self._is_name(node))

    def literals(self) -> tuple[str, ...]:
        """All strings, without quotes, and numbers, in order."""
        kinds = self.language.strings | self.language.numbers | {"text"}
        return tuple(node.word for node in self.nodes if node.text and node.kind in kinds)

    def callees(self) -> tuple[str, ...]:
        """The last names of all callees, in order."""
        return tuple(filter(None, map(self._callee, range(len(self.nodes)))))

    def signature(self) -> tuple[ShapeNode, ...]:
        """The nodes outside the body."""
        start, end = self._body_range()
        return self.nodes[:start] + self.nodes[end:]

    def body(self) -> tuple[ShapeNode, ...]:
        """The nodes of the body, or of the value of a constant."""
        start, end = self._body_range()
        return self.nodes[start:end]

    def _is_name(self, node: ShapeNode) -> bool:
        opaque = self.language.strings | self.language.numbers | self.language.raw
        return bool(node.text) and node.kind not in opaque and node.kind not in {node.word, "text"}

    def _callee(self, index: int) -> str | None:
        callee_field = self.language.calls.get(self.nodes[index].kind)
        if callee_field is None:
            return None
        depth = self.nodes[index].depth
        for inner in range(index + 1, self._end(index)):
            if self.nodes[inner].depth == depth + 1 and self.nodes[inner].field == callee_field:
                return self._last_name(inner)
        return None

    def _last_name(self, index: int) -> str | None:
        """The last name of `a.b<T>`, ignoring type arguments."""
        last, skip_below = None, None
        for node in self.nodes[index : self._end(index)]:
            if skip_below is not None and node.depth > skip_below:
                continue
            skip_below = node.depth if "arguments" in node.kind else None
            if self._is_name(node):
                last = node.word
        return last

    def _end(self, index: int) -> int:
        depth = self.nodes[index].depth
        for after in range(index + 1, len(self.nodes)):
            if self.nodes[after].depth <= depth:
                return after
        return len(self.nodes)

    def _body_range(self) -> tuple[int, int]:
        for fields in _BODIES:
            candidates = [index for index, node in enumerate(self.nodes) if node.field in fields]
            if candidates:
                start = min(candidates, key=lambda index: self.nodes[index].depth)
                return start, self._end(start)
        return len(self.nodes), len(self.nodes)


_BODIES: Sequence[frozenset[str]] = (
    frozenset({"body"}),
    frozenset({"value", "right", "default_value"}),
)
