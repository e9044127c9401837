"""Stack frames of the tree walk that builds a normal form."""

from dataclasses import dataclass
from typing import NamedTuple

from chesterton.syntax.roles import Roles
from chesterton.syntax.strings import Literal


class Cut(NamedTuple):
    """A member of a container, of which only the name is kept."""

    start: int
    end: int
    text: str
    word: str


@dataclass(slots=True)
class Frame:
    """How the children of a node are added."""

    depth: int
    field: str  #: what they inherit where the node itself is left out
    kind: str
    seen: int  #: byte up to which the children are known
    end: int
    is_chain: bool = False  #: the children are strings side by side
    literal: Literal | None = None  #: the children are the parts of this
    pieces: int = 0  #: how many there were before the children
    roles: Roles | None = None  #: fields that the grammar does not tell
    before: str = ""  #: the sign or field of the last child

    def inner(self, kind: str, deeper: int) -> "Frame":
        """For the children of a node whose parts all play the same part."""
        return Frame(self.depth + deeper, "part", kind, 0, 0)
