"""`Shape`: the normalised syntax tree of a definition, without layout, comments or local names."""

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
