"""The results of locating anchors in the working tree: state, moves and uncommitted changes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from chesterton.model.anchor import Change, Whereabouts
from chesterton.model.move import Move
from chesterton.model.note import Note
from chesterton.syntax.parsed_symbol import ParsedSymbol


@dataclass(frozen=True, slots=True)
class Sighting:
    """One anchor of a note in the working tree."""

    note: Note
    index: int  #: of the anchor
    where: Whereabouts
    edit: Change | None  #: what the uncommitted edit changes
    is_touched: bool  #: the user's uncommitted edit affects what the note claims
    moves: tuple[Move, ...]  #: since a person confirmed the note, oldest first
    head_path: str  #: the anchor's file in HEAD's tree
    head: ParsedSymbol | None  #: the anchored definition in HEAD's tree, if HEAD has it
    claim: Callable[[], frozenset[str]]  #: words of the code that the note is about


class RemovedSymbol(NamedTuple):
    """A definition with a note that an uncommitted edit removed from its document."""

    sighting: Sighting
    name: str
    line: int  #: 1-based line of the document at which the definition was


class DocumentSightings(NamedTuple):
    """The anchors of notes in one document."""

    present: tuple[Sighting, ...]
    removed: tuple[RemovedSymbol, ...]
