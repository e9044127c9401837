"""Where an anchor is in the tree of one commit, and how it came there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from chesterton.model.anchor import Vouched
from chesterton.model.note import Note, NoteId
from chesterton.model.symbol import SymbolKind
from chesterton.model.time import Time
from chesterton.syntax.language import language_for

RULES = 2
"""Raised whenever definitions are named, matched or followed by other rules than before."""

AnchorKey = tuple[NoteId, int, int]
"""A note, the index of one of its anchors, and the note's version."""

Spot = tuple[str, str, SymbolKind, int]
"""A definition in some tree: path, qualified name, kind, ordinal."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One move of a symbol: a rename, another file, or both."""

    commit: str | None  #: None for a move that is not committed
    time: Time | None
    path: str
    symbol: str | None
    evidence: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Located:
    """An anchor in the tree of a commit."""

    path: str
    name: str | None  #: None for a file
    kind: SymbolKind | None
    ordinal: int
    present: bool  #: False: that tree does not hold it (not yet committed, or deleted)
    lost: bool = False
    certain: bool = True
    confidence: float = 1.0
    evidence: str = "unchanged since it was noted"
    candidates: tuple[tuple[Spot, float], ...] = ()  #: where lost: the nearest when it went
    since: str | None = None  #: the commit from which on it differs in meaning
    hops: tuple[Hop, ...] = ()

    @property
    def spot(self) -> Spot | None:
        """The definition; None for a file."""
        if self.name is None or self.kind is None:
            return None
        return (self.path, self.name, self.kind, self.ordinal)

    def moved(self, spot: Spot, hop: Hop | None, *, confidence: float, evidence: str) -> "Located":
        """The same anchor at another definition."""
        path, name, kind, ordinal = spot
        return replace(
            self,
            path=path,
            name=name,
            kind=kind,
            ordinal=ordinal,
            present=True,
            lost=False,
            confidence=min(self.confidence, confidence),
            evidence=evidence if hop or self.lost else self.evidence,
            hops=(*self.hops, hop) if hop else self.hops,
        )


def key_of(note: Note, index: int) -> AnchorKey:
    """The key under which an anchor's location is remembered."""
    return (note.id, index, note.version)


def at_origin(anchor: Vouched, *, present: bool) -> Located:
    """The anchor where it was vouched for."""
    return Located(anchor.path, anchor.symbol, anchor.symbol_kind, anchor.ordinal, present)


def to_json(located: Located) -> dict[str, Any]:
    """A form that json can write, and by which rules it was found."""
    return {
        "rules": _rules(located.path),
        "at": [located.path, located.name, located.kind, located.ordinal],
        "flags": [located.present, located.lost, located.certain],
        "how": [located.confidence, located.evidence],
        "candidates": [[list(spot), score] for spot, score in located.candidates],
        "since": located.since,
        "hops": [
            [hop.commit, hop.time, hop.path, hop.symbol, hop.evidence, hop.confidence]
            for hop in located.hops
        ],
    }


def from_json(data: Mapping[str, Any]) -> Located:
    """What `to_json` wrote. Raises KeyError, TypeError or ValueError for anything else.

    What was found by other rules is anything else, too: a better one may find what was lost.
    """
    path, name, kind, ordinal = data["at"]
    if data["rules"] != _rules(path):
        raise ValueError("found by other rules")
    present, lost, certain = data["flags"]
    confidence, evidence = data["how"]
    return Located(
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
    )


def _rules(path: str) -> list[int]:
    language = language_for(path)
    return [RULES, language.revision if language else 0]
