"""`Followed`: the path of a symbol through history."""

from dataclasses import dataclass

from chesterton.model.anchor import Candidate, Placement, State
from chesterton.model.move import Hop


@dataclass(frozen=True, slots=True)
class Followed:
    """A symbol's path through history."""

    start: str | None  #: the commit it was followed from; None without history
    path: str
    symbol: str
    hops: tuple[Hop, ...]
    state: State  #: `current` or `changed` where it was found
    placement: Placement | None  #: None when lost
    evidence: str
    nearest: tuple[Candidate, ...] = ()  #: when lost: similar definitions
