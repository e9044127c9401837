"""Describes how a definition changed, and whether the change affects code that a note mentions."""

from itertools import islice

from chesterton.anchoring.claims.claim import Claim
from chesterton.anchoring.claims.reason import Lines, reason
from chesterton.anchoring.claims.respelling import Respelling
from chesterton.anchoring.claims.touch import Telling, telling
from chesterton.anchoring.shapes.alignment import TreeDifference
from chesterton.anchoring.shapes.annotations import without_new_annotations
from chesterton.anchoring.shapes.change_labels import change_labels
from chesterton.anchoring.shapes.difference import Difference
from chesterton.anchoring.shapes.mechanical import is_mechanical
from chesterton.anchoring.shapes.shape_tree import ShapeTree
from chesterton.model.anchor import Change
from chesterton.syntax.numbers import NUMBER
from chesterton.syntax.pieces import OWN_NAME_MARK
from chesterton.syntax.shape import Shape

_AS_SPELLED = Respelling()

_WORDS_OF_A_VALUE = 3
"""Maximum number of parts of a plain value; a larger setting is a block."""

UNKNOWN_CHANGE = Change(("body",), claim=True, mechanical=False)
"""The change for code that differs from its baseline, when the baseline source is unknown."""


def compare(
    old: Shape,
    new: Shape,
    claim: Claim,
    lines: tuple[Lines, Lines] | None = None,
    respelling: Respelling = _AS_SPELLED,
) -> Change | None:
    """The change between two shapes of a definition; None if they mean the same.

    The `line` of the change is the first changed line in the text of `new`. `lines` are the lines
    of both texts, for the reason. Replacements in `respelling` do not warn.
    """
    difference = Difference(old, new)
    if not difference.pieces:
        return None
    told_of = respelling.undone(without_new_annotations(old, new) or new)
    relevant = difference if told_of is new else Difference(old, told_of)
    mechanical = is_mechanical(difference)
    told = None if mechanical or not relevant.pieces else _told(relevant, claim, respelling)
    return Change(
        change_labels(difference),
        claim=told is not None,
        mechanical=mechanical,
        line=min(_line(piece, difference) for piece in difference.pieces),
        reason=reason(relevant, told.piece, lines) if told and lines else "",
        word=told.word if told else "",
        signal=told.signal if told else "",
    )


def _told(difference: Difference, claim: Claim, respelling: Respelling) -> Telling | None:
    """The piece of a change that is worth a warning; of a plain value, any."""
    if _is_value(difference.old):
        return Telling(difference.pieces[0], "watched")
    return telling(difference, claim, respelling)


def _is_value(shape: ShapeTree) -> bool:
    """Whether this is a setting or a constant with a plain value; any note on it is about that."""
    if not shape.language.entries:
        return _is_constant(shape)
    values = (node for node in shape.nodes if node.text not in {"", OWN_NAME_MARK})
    return len([*islice(values, _WORDS_OF_A_VALUE + 1)]) <= _WORDS_OF_A_VALUE


def _is_constant(shape: ShapeTree) -> bool:
    """Whether a definition gives a name to numbers and strings, and does nothing else."""
    if any(node.field in {"body", "parameters"} for node in shape.nodes):
        return False
    values = [
        shape.nodes[leaf].kind
        for leaf in shape.every_leaf
        if shape.nodes[leaf].text not in {OWN_NAME_MARK, shape.nodes[leaf].kind}
    ]
    literals = {NUMBER, *shape.language.strings}
    return 0 < len(values) <= _WORDS_OF_A_VALUE and literals.issuperset(values)


def _line(piece: TreeDifference, difference: Difference) -> int:
    """The line of a difference in the new text; for a removal, the line before it."""
    tree = difference.new
    if piece.new is not None:
        return tree.nodes[piece.new].line
    before = [now for now, former in difference.same.items() if former < (piece.old or 0)]
    return tree.nodes[max(before, default=0)].line
