"""Computes the minimal difference of two normalised syntax trees, ignoring renamed locals."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from chesterton.anchoring.shapes.alignment import Alignment, Spelling, TreeDifference
from chesterton.anchoring.shapes.shape_tree import LOCAL_MARK, ShapeTree
from chesterton.syntax.shape import Shape


class Difference:
    """The difference between two shapes."""

    def __init__(self, old: Shape, new: Shape) -> None:
        self.old = ShapeTree(old)
        self.new = ShapeTree(new)
        self.names: dict[str, str] = {}  #: local variables, new to old
        draft = Alignment(
            self.old,
            self.new,
            _spelling_without_locals(self.old),
            _spelling_without_locals(self.new),
        )
        self.names |= self._match_variables(draft.leaf_pairs())
        final = self._aligned()
        renamed = self._renamed_parameters(final.pieces)
        if renamed:
            self.names |= {self.new.nodes[b].text: self.old.nodes[a].text for a, b in renamed}
            final = self._aligned()
        self.renamed = renamed  #: renamed parameters that callers may pass by name
        self.pieces: Sequence[TreeDifference] = [
            *(TreeDifference(a, b) for a, b in renamed),
            *final.pieces,
        ]
        self.same: Mapping[int, int] = {b: a for a, b in final.leaf_pairs()}  #: new to old

    def word_before_rename(self, index: int) -> str:
        """A leaf's word; for a renamed variable, its old name."""
        node = self.new.nodes[index]
        former = self.names.get(node.text)
        return self._old_variable_names.get(former, former) if former else node.word

    def _aligned(self) -> Alignment:
        return Alignment(self.old, self.new, self.spell_old, self.spell_new)

    def spell_old(self, index: int) -> str:
        """The text by which an old leaf is compared."""
        return self.old.nodes[index].text

    def spell_new(self, index: int) -> str:
        """The text by which a current leaf is compared, with variables under their old names."""
        text = self.new.nodes[index].text
        if text.startswith(LOCAL_MARK):
            return self.names.get(text, f"{text} today")
        return self.names[text] if text in self.names and self.new.is_variable(index) else text

    @cached_property
    def _old_variable_names(self) -> Mapping[str, str]:
        return _variable_names(self.old)

    def _match_variables(self, pairs: Iterable[tuple[int, int]]) -> Mapping[str, str]:
        """Matches local variables by shared positions, those with the same name first."""
        votes: Counter[tuple[str, str]] = Counter()
        for old, new in pairs:
            text = self.old.nodes[old].text
            if text.startswith(LOCAL_MARK):
                votes[self.new.nodes[new].text, text] += 1
        before, after = self._old_variable_names, _variable_names(self.new)
        for text, word in after.items():
            votes.update({(text, former): 0 for former, other in before.items() if other == word})
        ranked = sorted(votes, key=lambda pair: (after[pair[0]] != before[pair[1]], -votes[pair]))
        names: dict[str, str] = {}
        for text, former in ranked:
            if text not in names and former not in names.values():
                names[text] = former
        return names

    def _renamed_parameters(self, pieces: Sequence[TreeDifference]) -> list[tuple[int, int]]:
        """Keyword parameters whose old name is gone and whose new name was unused."""
        before = {self.old.nodes[one].text for one in self.old.every_leaf}
        after = {self.new.nodes[one].text for one in self.new.every_leaf}
        return [
            (piece.old, piece.new)
            for piece in pieces
            if piece.old is not None
            and piece.new is not None
            and self.old.is_parameter(piece.old)
            and self.new.is_parameter(piece.new)
            and self.old.nodes[piece.old].text not in after
            and self.new.nodes[piece.new].text not in before
        ]


def _spelling_without_locals(tree: ShapeTree) -> Spelling:
    """A spelling in which all local variables are equal."""
    return lambda index: (
        LOCAL_MARK if tree.nodes[index].text.startswith(LOCAL_MARK) else tree.nodes[index].text
    )


def _variable_names(tree: ShapeTree) -> Mapping[str, str]:
    """The source name of each local variable."""
    words: dict[str, str] = {}
    for node in tree.nodes:
        if node.text.startswith(LOCAL_MARK):
            words.setdefault(node.text, node.word)
    return words
