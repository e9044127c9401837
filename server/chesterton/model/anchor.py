"""Anchors (what a note is linked to) and their placements (where they are found)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from chesterton.model.clean import Clean
from chesterton.model.newer import NOTHING_NEWER, Newer
from chesterton.model.symbol import Symbol, SymbolKind, written

PROJECT_PATH = "."
"""The path of an anchor to the project as a whole."""

UNCHANGED = "unchanged since it was noted"
"""The evidence of a placement that nothing has moved."""

SOURCE_LIMIT = 16 * 1024
"""Bytes of a symbol's source kept with an anchor."""


class State(StrEnum):
    """How a placed note stands to its code. Ordered from best to worst by `rank`."""

    CURRENT = "current"
    CHANGED = "changed"
    UNCERTAIN = "uncertain"
    LOST = "lost"

    @property
    def rank(self) -> int:
        """0 for the best; with several anchors the worst counts."""
        return list(State).index(self)


class Vouched(Protocol):
    """A definition or a file as it was, so that it can be followed: an anchor, or what is asked."""

    @property
    def path(self) -> str: ...  # noqa: D102 - told at `Anchor`, as are the others
    @property
    def symbol(self) -> str | None: ...  # noqa: D102
    @property
    def symbol_kind(self) -> SymbolKind | None: ...  # noqa: D102
    @property
    def ordinal(self) -> int: ...  # noqa: D102
    @property
    def commit(self) -> str | None: ...  # noqa: D102
    @property
    def fingerprint(self) -> str | None: ...  # noqa: D102
    @property
    def source(self) -> str | None: ...  # noqa: D102
    @property
    def is_name_alone(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a note was linked to when a person last vouched for it."""

    path: Clean  #: relative to the project root, with `/`; `.` is the project
    symbol: Clean | None = None  #: qualified name; None for a file or the project
    symbol_kind: SymbolKind | None = None
    ordinal: int = 0
    line: int = 1  #: 1-based line of the name (of the quote, for a file) when vouched for
    commit: str | None = None  #: HEAD when it was vouched for; edits may have been uncommitted
    fingerprint: str | None = None
    source: Clean | None = None  #: the symbol's text as vouched for, at most SOURCE_LIMIT bytes
    quote: Clean | None = None  #: the lines selected, found again inside the symbol or file
    newer: Newer = NOTHING_NEWER

    @property
    def written(self) -> str:
        """`path::Qualified.name`, `path` or `.`."""
        return written(self.path, self.symbol)

    @property
    def is_project(self) -> bool:
        """Whether it speaks of the project as a whole."""
        return self.path == PROJECT_PATH

    @property
    def is_name_alone(self) -> bool:
        """Whether nothing is known of the symbol but its name: then it follows no other name."""
        return self.symbol is not None and self.fingerprint is None and self.source is None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A definition that an anchor may belong to."""

    path: str
    symbol: Symbol
    confidence: float


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an anchor is, and how we know."""

    path: str
    symbol: Symbol | None  #: None for a file
    line: int  #: 1-based line of the name, or of the quote
    end_line: int  #: 1-based, inclusive
    confidence: float  #: 0.0 to 1.0
    evidence: str  #: shown to a person as is: "same body, renamed from charge"
    certain: bool = True  #: False: the best candidate only, ask
    candidates: tuple[Candidate, ...] = ()  #: best first; empty where certain


@dataclass(frozen=True, slots=True)
class Lost:
    """No definition is it any more."""

    nearest: tuple[Candidate, ...] = ()  #: what it may be all the same, likeliest first


Outcome = Placement | Lost
"""What placing a definition comes to."""


@dataclass(frozen=True, slots=True)
class Change:
    """How anchored code differs from what was vouched for."""

    what: tuple[str, ...]  #: "signature", "body", "literal", "call", "decorator", "member", "text"
    claim: bool  #: whether it touches what the note speaks of
    mechanical: bool  #: whether it looks like a tool's rewrite
    line: int = 0  #: 1-based first changed line in the code as it is
    since: str | None = None  #: the commit that brought it; None while uncommitted or unknown


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One anchor of a note, where it is and whether it holds."""

    anchor: Anchor
    placement: Placement | None  #: None when lost
    state: State
    change: Change | None = None
    nearest: tuple[Candidate, ...] = ()  #: where lost: what it may be all the same
