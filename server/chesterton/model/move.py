"""The history of a symbol's location: renames and moves to other files, commit by commit."""

from dataclasses import dataclass

from chesterton.model.anchor import Candidate, Placement, State
from chesterton.model.symbol import location_text
from chesterton.model.time import Time


@dataclass(frozen=True, slots=True)
class Hop:
    """One step in a symbol's history: renamed, moved to another file, or both."""

    commit: str | None  #: None if uncommitted
    time: Time | None  #: of the commit
    path: str  #: after the move
    symbol: str | None
    evidence: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Move:
    """A hop of one of a note's anchors, with the location before the hop."""

    index: int  #: of the anchor within the note
    path: str  #: before the move
    symbol: str | None
    hop: Hop

    @property
    def before(self) -> str:
        """`path::name` before the move."""
        return location_text(self.path, self.symbol)

    @property
    def after(self) -> str:
        """`path::name` after the move."""
        return location_text(self.hop.path, self.hop.symbol)


@dataclass(frozen=True, slots=True)
class FollowResult:
    """A symbol's path through history."""

    start: str | None  #: the commit where following began; None without history
    path: str
    symbol: str
    hops: tuple[Hop, ...]
    state: State  #: `current` or `changed` when found
    placement: Placement | None  #: None when lost
    evidence: str
    nearest: tuple[Candidate, ...] = ()  #: when lost: similar definitions
