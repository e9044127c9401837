"""`FollowResult`: the path of a symbol through history."""

from dataclasses import dataclass

from chesterton.model.anchor import Candidate, Placement, State
from chesterton.model.move import Hop


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
