"""Stack frames for the iterative tree walk that builds a normal form."""

from dataclasses import dataclass
from typing import NamedTuple

from chesterton.syntax.roles import Roles
from chesterton.syntax.strings import StringLiteral


class MemberStub(NamedTuple):
    """A member of a container, reduced to its name."""

    start: int
    end: int
    text: str
    word: str


@dataclass(slots=True)
class Frame:
    """The state needed to add the children of one node."""

    depth: int
    field: str  #: the children inherit it if the node itself is dropped
    kind: str
    visited_end: int  #: byte up to which the children have been visited
    end: int
    is_chain: bool = False  #: the children are adjacent strings
    literal: StringLiteral | None = None  #: the string literal that the children are parts of
    pieces: int = 0  #: number of pieces before the children
    roles: Roles | None = None  #: fields that the grammar does not assign
    before: str = ""  #: the sign or field of the previous child

    def inner(self, kind: str, deeper: int) -> "Frame":
        """A frame for the children of a node that all have the same role."""
        return Frame(self.depth + deeper, "part", kind, 0, 0)
