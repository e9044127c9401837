"""Describes how a definition changed, and whether the change affects a note's claim."""

from chesterton.anchoring.claims.claim import Claim
from chesterton.anchoring.claims.touch import touches
from chesterton.anchoring.shapes.alignment import Piece
from chesterton.anchoring.shapes.annotations import first_annotated
from chesterton.anchoring.shapes.change_labels import what_changed
from chesterton.anchoring.shapes.difference import Difference
from chesterton.anchoring.shapes.mechanical import is_mechanical
from chesterton.model.anchor import Change
from chesterton.syntax.shape import Shape

UNKNOWN = Change(("body",), claim=True, mechanical=False)
"""For code that is not what was vouched for, where it is not known what that was."""


def compare(then: Shape, today: Shape, claim: Claim) -> Change | None:
    """What changed between two shapes of one definition; None if it means the same.

    `line` is the first changed line in the text of `today`.
    """
    difference = Difference(then, today)
    if not difference.pieces:
        return None
    bare = first_annotated(then, today)
    meant = difference if bare is None else Difference(then, bare)
    return Change(
        what_changed(difference),
        claim=not claim.checkable or touches(meant, claim),
        mechanical=is_mechanical(difference),
        line=min(_line(piece, difference) for piece in difference.pieces),
    )


def _line(piece: Piece, difference: Difference) -> int:
    """Where the piece stands today; where something is gone, where it was."""
    tree = difference.today
    if piece.today is not None:
        return tree.nodes[piece.today].line
    before = [now for now, former in difference.same.items() if former < (piece.then or 0)]
    return tree.nodes[max(before, default=0)].line
