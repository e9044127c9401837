"""Rebases a claim onto edited code: a term that replaces a claimed one becomes part of the claim.

A claim is the set of identifiers, literals and calls that occur in both a note and its code.
"""

from dataclasses import replace

from chesterton.anchoring.claims.claim import Claim
from chesterton.anchoring.claims.leaf_terms import terms_of
from chesterton.anchoring.claims.touch import ClaimedLeaves
from chesterton.anchoring.shapes.alignment import TreeDifference
from chesterton.anchoring.shapes.difference import Difference
from chesterton.anchoring.shapes.shape_tree import ShapeTree
from chesterton.syntax.shape import Shape

_SMALL = 4
"""Maximum number of leaves in a replacement that still counts as the same thing."""


def rebase(claim: Claim, baseline: Shape, later: Shape) -> Claim:
    """The claim on `baseline`, rebased onto a later version of the same definition.

    If a note says "retry twice" and an edit changes 2 to 3, a later edit of the 3 also touches the
    claim.
    """
    if not claim.checkable or baseline == later:
        return claim
    difference = Difference(baseline, later)
    claimed = ClaimedLeaves(difference, claim)
    terms = {
        term
        for piece in difference.pieces
        if _replaces(piece, claimed)
        for leaf in difference.new.leaves(piece.new or 0)
        for term in terms_of(difference.new.nodes[leaf], difference.new.language)
    }
    return replace(
        claim,
        terms=claim.terms | terms,
        missing_terms=claim.missing_terms - terms,
        quoted_lines=_current_quoted_lines(claim, claimed, difference),
    )


def _replaces(piece: TreeDifference, claimed: ClaimedLeaves) -> bool:
    """Whether the difference replaces a small claimed part with another small part."""
    if piece.old is None or piece.new is None or piece.wrapped:
        return False
    before = set(claimed.old.leaves(piece.old))
    after = list(claimed.new.leaves(piece.new))
    named = before & (claimed.old_leaves | claimed.old_quoted)
    return bool(named) and len(before) <= _SMALL and len(after) <= _SMALL


def _current_quoted_lines(
    claim: Claim, claimed: ClaimedLeaves, difference: Difference
) -> tuple[str, ...]:
    """The quoted lines as they read in the later version."""
    if not claimed.old_quoted:
        return claim.quoted_lines
    new = difference.new
    lines = {new.nodes[leaf].line for leaf in claimed.new_quoted}
    lines |= {
        new.nodes[piece.new].line
        for piece in difference.pieces
        if piece.old in claimed.old_quoted and piece.new is not None
    }
    return tuple(_line(new, number) for number in sorted(lines))


def _line(tree: ShapeTree, number: int) -> str:
    return " ".join(
        tree.nodes[leaf].word for leaf in tree.every_leaf if tree.nodes[leaf].line == number
    )
