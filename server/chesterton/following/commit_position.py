"""`CommitPosition`: the location of a note's code in one commit, and the moves that led to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from chesterton.model.anchor import UNCHANGED, Baseline
from chesterton.model.move import Hop
from chesterton.model.note import AnchorKey, Note
from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed
from chesterton.syntax.parsed_symbol import ParsedSymbol, find_symbol

RULES_VERSION = 4
"""Version of stored positions: raise it when the rules for naming or matching change."""

SymbolLocation = tuple[str, str, SymbolKind, int]
"""A definition in a tree: path, qualified name, kind, ordinal."""


Anchors = Mapping[AnchorKey, Baseline]


@dataclass(frozen=True, slots=True)
class CommitPosition:
    """The position of an anchor in the tree of a commit."""

    path: str
    name: str | None  #: None for a file
    kind: SymbolKind | None
    ordinal: int
    present: bool  #: False if the tree lacks it: not yet committed, or deleted
    lost: bool = False
    certain: bool = True
    confidence: float = 1.0
    evidence: str = UNCHANGED
    candidates: tuple[
        tuple[SymbolLocation, float], ...
    ] = ()  #: if lost: similar definitions at that time
    changed_since: str | None = None  #: the first commit in which it differs from the baseline
    hops: tuple[Hop, ...] = ()
    has_namesake: bool = False  #: if lost: another definition of its name stayed in its place

    @property
    def symbol_location(self) -> SymbolLocation | None:
        """The definition that the anchor points to; None for a file."""
        if self.name is None or self.kind is None:
            return None
        return (self.path, self.name, self.kind, self.ordinal)

    def in_file(self, parsed: Parsed | None) -> ParsedSymbol | None:
        """The definition in a version of its file; None if that version lacks it."""
        return find_symbol(parsed, self.name, self.kind, self.ordinal)


class AnchorAtHead(NamedTuple):
    """An anchor with its position at HEAD."""

    anchor: Baseline
    located: CommitPosition


def key_of(note: Note, index: int) -> AnchorKey:
    """The key under which an anchor's positions are cached and stored."""
    return (note.id, index, note.version)


def baseline_position(anchor: Baseline, *, present: bool) -> CommitPosition:
    """The anchor's position when a person last confirmed it."""
    return CommitPosition(anchor.path, anchor.symbol, anchor.symbol_kind, anchor.ordinal, present)


def to_json(position: CommitPosition) -> dict[str, Any]:
    """The position as JSON, with the version of the rules that computed it."""
    return {
        "rules": _rules(position.path),
        "at": [position.path, position.name, position.kind, position.ordinal],
        "flags": [position.present, position.lost, position.certain, position.has_namesake],
        "how": [position.confidence, position.evidence],
        "candidates": [[list(spot), score] for spot, score in position.candidates],
        "since": position.changed_since,
        "hops": [
            [hop.commit, hop.time, hop.path, hop.symbol, hop.evidence, hop.confidence]
            for hop in position.hops
        ],
    }


def from_json(data: Mapping[str, Any]) -> CommitPosition:
    """Reads the output of `to_json`. Raises KeyError, TypeError or ValueError for anything else.

    Positions computed under other rules are rejected too, because newer rules may find more.
    """
    path, name, kind, ordinal = data["at"]
    if data["rules"] != _rules(path):
        raise ValueError("computed by a different version of the rules")
    present, lost, certain, has_namesake = data["flags"]
    confidence, evidence = data["how"]
    return CommitPosition(
        path,
        name,
        SymbolKind(kind) if kind else None,
        ordinal,
        present,
        lost,
        certain,
        confidence,
        evidence,
        tuple(
            ((spot[0], spot[1], SymbolKind(spot[2]), spot[3]), score)
            for spot, score in data["candidates"]
        ),
        data["since"],
        tuple(Hop(*hop) for hop in data["hops"]),
        has_namesake,
    )


def _rules(path: str) -> list[int]:
    language = language_for(path)
    return [RULES_VERSION, language.revision if language else 0]
