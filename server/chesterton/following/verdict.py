"""The verdict on one anchor of a note: what changed, and whether a person is warned.

Every surface shows this verdict; nothing else decides whether a change is told.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from chesterton.anchoring.claims.claim import Claim, claim_of
from chesterton.anchoring.claims.claim_rebase import rebase
from chesterton.anchoring.claims.relevance import UNKNOWN_CHANGE, compare
from chesterton.anchoring.claims.respelling import Respelling
from chesterton.anchoring.claims.written_lines import carried
from chesterton.following import baseline
from chesterton.model.anchor import Anchor, Change
from chesterton.model.note import Note
from chesterton.model.watch import Watch
from chesterton.redact.clean import clean_lines
from chesterton.syntax.parsed_symbol import ParsedSymbol
from chesterton.syntax.text import Text

Respellings = tuple[Respelling, Respelling]
"""The renames since the baseline, and since HEAD."""

AS_SPELLED = Respelling(), Respelling()

Verdict = tuple[Change | None, Change | None]
"""How a symbol changed since its baseline, and since HEAD; lines are relative to its first one.

`claim` says whether the change is worth a warning, and `reason` why.
"""


class Sides(NamedTuple):
    """The versions of a definition that are compared."""

    then: ParsedSymbol | None  #: as a person confirmed it, if that is known
    now: ParsedSymbol  #: `current`, in the form of `then`
    before: ParsedSymbol | None  #: at HEAD, or as last saved
    current: ParsedSymbol
    is_confirmed: bool  #: whether `current` equals a state that a person confirmed


def verdict(
    note: Note, anchor: Anchor, sides: Sides, respellings: Respellings = AS_SPELLED
) -> Verdict:
    """The change since a person confirmed the note, and the uncommitted edit."""
    then, now, before, current, is_confirmed = sides
    claim = claim_in(note, anchor, then or now, lines=anchor.commit_lines if then else ())
    change = None
    if not is_confirmed:
        change = _compared(then, now, claim, respellings[0]) if then else UNKNOWN_CHANGE
        change = _relative(change, current) if then else change
    if before is None or baseline.is_equal(before, current):
        return change, None
    is_all = then and (then.shape, now.shape) == (before.shape, current.shape)
    if is_all and not is_confirmed and respellings[0] == respellings[1]:
        return change, change
    return change, _relative(_edit(before, current, claim, then, respellings[1]), current)


def claim_in(note: Note, anchor: Anchor, side: ParsedSymbol, lines: Collection[int] = ()) -> Claim:
    """What the note watches in a definition, in which a linked commit wrote these lines.

    Of a class, only words are watched: its lines change with every member.
    """
    first = side.symbol.first_line
    lines = () if side.symbol.is_container else lines
    watch = Watch(
        note.title,
        note.body,
        note.content.watch,
        anchor.quote,
        frozenset(first + line for line in lines),
        frozenset(note.silenced),
    )
    return claim_of(watch, side.shape)


def spoken_of(note: Note) -> str:
    """Everything that the note says: a name in it is never a mere new name of another."""
    return "\n".join((note.title, note.body, *(note.content.watch or ())))


def _edit(
    before: ParsedSymbol,
    current: ParsedSymbol,
    claim: Claim,
    then: ParsedSymbol | None,
    respelling: Respelling,
) -> Change | None:
    """The uncommitted edit, checked against the claim rebased onto the committed code."""
    if then:
        written = _carried(claim.written, then, before)
        claim = replace(rebase(claim, then.shape, before.shape), written=written)
    return _compared(before, current, claim, respelling)


def _compared(
    old: ParsedSymbol, new: ParsedSymbol, claim: Claim, respelling: Respelling
) -> Change | None:
    lines = _lines_of(old), _lines_of(new)
    return compare(old.shape, new.shape, claim, lines, respelling)


def _lines_of(side: ParsedSymbol) -> Callable[[int], str]:
    """The lines of a definition without secrets, by their number in its file."""
    source = cache(lambda: Text(clean_lines(side.source)))
    return lambda number: source().line(number - side.symbol.first_line)


def _carried(written: frozenset[int], then: ParsedSymbol, now: ParsedSymbol) -> frozenset[int]:
    """The written lines of a definition in a later version of it."""
    start, end = then.symbol.first_line, now.symbol.first_line
    lines = frozenset(line - start for line in written)
    kept = carried(lines, then.source.split("\n"), now.source.split("\n"))
    return frozenset(end + line for line in kept)


def _relative(change: Change | None, current: ParsedSymbol) -> Change | None:
    if change is None:
        return None
    return replace(change, line=max(0, change.line - current.symbol.first_line))
