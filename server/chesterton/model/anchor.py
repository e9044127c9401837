"""Anchors (links from notes to code), and placements (the current locations of that code)."""

from dataclasses import dataclass
from enum import StrEnum

from chesterton.model.clean import Clean
from chesterton.model.newer import NOTHING_NEWER, UnknownFields
from chesterton.model.symbol import Symbol, SymbolKind, location_text

PROJECT_PATH = "."
"""The path of anchors that refer to the whole project."""

UNCHANGED = "code unchanged"
"""Evidence for the placement of code that did not move."""

SOURCE_LIMIT = 16 * 1024
"""Maximum size in bytes of the symbol source stored with an anchor."""


class State(StrEnum):
    """Whether the code still matches the note. `rank` orders from best to worst."""

    CURRENT = "current"
    CHANGED = "changed"
    UNCERTAIN = "uncertain"
    LOST = "lost"

    @property
    def rank(self) -> int:
        """Sort key: 0 is best. A note with several anchors has the state with the highest rank."""
        return list(State).index(self)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The code from which a definition is followed: an anchor's, or that of a single request."""

    path: str  #: relative to the project root, with `/`; `.` for the project
    symbol: str | None = None  #: qualified name; None for a file or the project
    symbol_kind: SymbolKind | None = None
    ordinal: int = 0
    line: int = 1  #: 1-based line of the name (of the quote, for a file)
    commit: str | None = None  #: HEAD at that time; the code may have been uncommitted
    fingerprint: str | None = None
    source: str | None = None  #: the symbol's text, at most SOURCE_LIMIT bytes if it is stored

    @property
    def is_name_alone(self) -> bool:
        """Whether only the symbol's name is known, so that a rename cannot be followed."""
        return self.symbol is not None and self.fingerprint is None and self.source is None


@dataclass(frozen=True, slots=True)
class Anchor(Baseline):
    """The code that a note is linked to, as it was when a person last confirmed the note."""

    path: Clean
    symbol: Clean | None = None
    source: Clean | None = None
    quote: Clean | None = None  #: selected lines, searched for within the symbol or file
    commit_lines: tuple[int, ...] = ()  #: 0-based lines of `source` that a linked commit wrote
    earlier: tuple[str, ...] = ()  #: fingerprints at which the note was confirmed before
    newer: UnknownFields = NOTHING_NEWER

    @property
    def written(self) -> str:
        """The place in text form: `path::Qualified.name`, `path` or `.`."""
        return location_text(self.path, self.symbol)

    @property
    def is_project(self) -> bool:
        """Whether the note is about the whole project."""
        return self.path == PROJECT_PATH


@dataclass(frozen=True, slots=True)
class Candidate:
    """A definition that may be the one an anchor refers to."""

    path: str
    symbol: Symbol
    confidence: float


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an anchor was found, and the evidence for it."""

    path: str
    symbol: Symbol | None  #: None for a file
    line: int  #: 1-based line of the name, or of the quote
    end_line: int  #: 1-based, inclusive
    confidence: float  #: 0.0 to 1.0
    evidence: str  #: shown to the user as is: "same body, renamed from charge"
    certain: bool = True  #: False: only the best candidate, the user decides
    candidates: tuple[Candidate, ...] = ()  #: best first; empty where certain

    @property
    def name(self) -> str | None:
        """The qualified name of the definition; None for a file."""
        return self.symbol.name if self.symbol else None

    @property
    def written(self) -> str:
        """The place in text form: `path::Qualified.name`, or `path`."""
        return location_text(self.path, self.name)


ABOUT_PROJECT = Placement(PROJECT_PATH, None, 1, 1, 1.0, "about the whole project")
"""The placement of an anchor that refers to the whole project."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The anchored definition no longer exists."""

    nearest: tuple[Candidate, ...] = ()  #: similar definitions, best first
    evidence: str = ""  #: what happened to the code, if known


Outcome = Placement | Lost
"""The result of placing an anchor."""


@dataclass(frozen=True, slots=True)
class Change:
    """How anchored code differs from the version that was confirmed."""

    labels: tuple[
        str, ...
    ]  #: "signature", "body", "literal", "call", "decorator", "member", "text"
    claim: bool  #: whether it affects what the note watches
    mechanical: bool  #: whether it looks like an automated rewrite
    line: int = 0  #: 1-based first changed line in the current code
    since: str | None = None  #: the commit that made it; None if uncommitted or unknown
    reason: str = ""  #: in words of the code, e.g. "`range(3)` is now `range(4)`"; may be empty
    word: str = ""  #: the watched word that it concerns, if it is one
    signal: str = ""  #: why it is told: "watched", "lines", "beside", "deleted"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """An anchor of a note with its current placement and state."""

    anchor: Anchor
    placement: Placement | None  #: None when lost
    state: State
    change: Change | None = None  #: since a person last confirmed the note
    edit: Change | None = None  #: uncommitted; its `claim` says whether a person is warned
    nearest: tuple[Candidate, ...] = ()  #: when lost: similar definitions
    last: tuple[str, str | None] | None = None  #: when lost: its last known path and name
