"""Compares changed code with its baseline and with HEAD, shape by shape, and extracts claims."""

from dataclasses import replace

from chesterton.anchoring.claims.claim import Claim, claim_of
from chesterton.anchoring.claims.claim_rebase import rebase
from chesterton.anchoring.claims.relevance import UNKNOWN_CHANGE, compare
from chesterton.following import baseline
from chesterton.model.anchor import Anchor, Change
from chesterton.model.note import Note
from chesterton.syntax.parsed_symbol import ParsedSymbol
from chesterton.syntax.shape import Shape
from chesterton.workspace.workspace import Workspace


def verdict(
    workspace: Workspace,
    note: Note,
    anchor: Anchor,
    before: ParsedSymbol | None,
    today: ParsedSymbol,
    *,
    is_same: bool,
) -> tuple[Change | None, Change | None]:
    """How a symbol changed since its baseline, unless it `is_same`, and since HEAD (`before`)."""
    then, now = baseline.shapes(workspace, anchor, today)
    claim = claim_in(note, anchor, then or now)
    change = None
    if not is_same:
        change = _relative(compare(then, now, claim) if then else UNKNOWN_CHANGE, today)
    if before and (then, now) == (before.shape, today.shape):
        return change, change  # all of the change is the edit
    return change, _edit(before, today, claim, then)


def claim_in(note: Note, anchor: Anchor, shape: Shape) -> Claim:
    """What a note claims about the code at one of its anchors."""
    return claim_of(f"{note.title}\n{note.body}", anchor.quote, shape)


def _edit(
    before: ParsedSymbol | None, today: ParsedSymbol, claim: Claim, baseline_shape: Shape | None
) -> Change | None:
    """The uncommitted edit, checked against the claim rebased onto the committed code."""
    if before is None or baseline.is_equal(before, today):
        return None
    head = before.shape
    if baseline_shape:
        claim = rebase(claim, baseline_shape, head)
    return _relative(compare(head, today.shape, claim), today)


def _relative(change: Change | None, today: ParsedSymbol) -> Change | None:
    if change is None:
        return None
    return replace(change, line=max(0, change.line - today.symbol.first_line))
