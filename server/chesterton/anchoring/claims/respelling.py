"""`Respelling`: names that were renamed with their definition, or replaced in many places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chesterton.anchoring.shapes.alignment import TreeDifference
from chesterton.anchoring.shapes.difference import Difference
from chesterton.anchoring.shapes.shape_tree import LOCAL_MARK, ShapeTree
from chesterton.anchoring.text.replacements import Replacement, gaps
from chesterton.syntax.language_rules import words
from chesterton.syntax.shape import Shape

_JOINTS = words("= . -> :: ( ) , ;")
"""Signs that differ between a field and its accessor."""


_MEMBER_SIGNS = words(". -> ::")


@dataclass(frozen=True, slots=True)
class Respelling:
    """Replacements that are no change of a definition's own."""

    renamed: frozenset[Replacement] = frozenset()  #: never warn
    repeated: frozenset[Replacement] = frozenset()  #: warn only if the note watches the name

    def __bool__(self) -> bool:
        return bool(self.renamed or self.repeated)

    @property
    def sorted(self) -> tuple[list[Replacement], list[Replacement]]:
        """The replacements in a stable order."""
        return sorted(self.renamed), sorted(self.repeated)

    def undone(self, shape: Shape) -> Shape:
        """The shape with renamed names as they were."""
        names = {new[0]: old[0] for old, new in self.renamed if len(old) == len(new) == 1}
        if not names:
            return shape
        nodes = (
            node._replace(text=names.get(node.text, node.text), word=names[node.word])
            if node.word in names
            else node
            for node in shape.nodes
        )
        return replace(shape, nodes=tuple(nodes))

    def is_repeated(self, difference: Difference, piece: TreeDifference) -> bool:
        """Whether a piece consists of nothing but repeated replacements."""
        if not self.repeated or piece.old is None or piece.new is None:
            return False
        old = _words(difference.old, difference.old.leaves(piece.old))
        new = _words(difference.new, difference.new.leaves(piece.new))
        found = list(gaps(old, new))
        return bool(found) and all(each in self.repeated for each in found)


def is_requalified(difference: Difference, piece: TreeDifference) -> bool:
    """Whether a piece only reaches the same name through a module, or spells it in another case.

    That is what a moved import does, a name that its package exports, or a field with an accessor.
    """
    if piece.old is None or piece.new is None or piece.has_no_impact:
        return False
    old, new = difference.old, difference.new
    before, after = list(old.leaves(piece.old)), list(new.leaves(piece.new))
    if _words(old, before) == _words(new, after):  # a field, and its accessor
        return any(old.nodes[leaf].word in _MEMBER_SIGNS for leaf in before)
    own = {
        f"{_fold(tree.nodes[leaf].word)}."
        for tree, leaves in ((old, before), (new, after))
        for leaf in leaves
        if _is_own(tree, leaf)
    }
    return all(
        not (removed and added)
        and all(name.endswith(".") and name not in own for name in (*removed, *added))
        for removed, added in gaps(_folded(old, before), _folded(new, after))
    )


def _is_own(tree: ShapeTree, leaf: int) -> bool:
    """Whether a leaf is a variable of the definition, or its object."""
    node = tree.nodes[leaf]
    if node.text.startswith(LOCAL_MARK) or node.word in tree.language.self_names:
        return True
    return node.word in {
        tree.nodes[each].word for each in tree.every_leaf if tree.is_parameter(each)
    }


def _folded(tree: ShapeTree, leaves: Sequence[int]) -> list[str]:
    """The names without case and underscores, and with a full stop before their members."""
    spelled = [tree.nodes[leaf].word for leaf in leaves]
    following = [*spelled[1:], ""][: len(spelled)]
    return [
        f"{_fold(word)}." if after in _MEMBER_SIGNS else _fold(word)
        for word, after in zip(spelled, following, strict=True)
        if word not in _JOINTS
    ]


def _fold(name: str) -> str:
    return name.replace("_", "").casefold() or name


def _words(tree: ShapeTree, leaves: Iterable[int]) -> list[str]:
    spelled = (tree.nodes[leaf].word for leaf in leaves)
    return [word for word in spelled if word not in _JOINTS]
