"""The minimal difference between two shapes, ignoring renamed local variables."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from chesterton.anchoring.shapes.alignment import Alignment, Piece, Spelling
from chesterton.anchoring.shapes.shape_tree import LOCAL, Tree
from chesterton.syntax.shape import Shape


class Difference:
    """The difference between two shapes."""

    def __init__(self, then: Shape, today: Shape) -> None:
        self.then = Tree(then)
        self.today = Tree(today)
        self.names: dict[str, str] = {}  #: current local variables to their old ones
        draft = Alignment(
            self.then, self.today, _with_equal_locals(self.then), _with_equal_locals(self.today)
        )
        self.names |= self._match_variables(draft.leaf_pairs())
        final = self._aligned()
        renamed = self._renamed_parameters(final.pieces)
        if renamed:
            self.names |= {self.today.nodes[b].text: self.then.nodes[a].text for a, b in renamed}
            final = self._aligned()
        self.renamed = renamed  #: renamed parameters that callers may pass by name
        self.pieces: Sequence[Piece] = [*(Piece(a, b) for a, b in renamed), *final.pieces]
        self.same: Mapping[int, int] = {
            b: a for a, b in final.leaf_pairs()
        }  #: current leaf to old leaf

    def word_today(self, index: int) -> str:
        """A leaf's word; for a renamed variable, its old name."""
        node = self.today.nodes[index]
        former = self.names.get(node.text)
        return self._old_variable_names.get(former, former) if former else node.word

    def _aligned(self) -> Alignment:
        return Alignment(self.then, self.today, self.spelled_then, self.spelled_today)

    def spelled_then(self, index: int) -> str:
        """The text by which an old leaf is compared."""
        return self.then.nodes[index].text

    def spelled_today(self, index: int) -> str:
        """The text by which a current leaf is compared: variables by their old names."""
        text = self.today.nodes[index].text
        if text.startswith(LOCAL):
            return self.names.get(text, f"{text} today")
        return self.names[text] if text in self.names and self.today.is_variable(index) else text

    @cached_property
    def _old_variable_names(self) -> Mapping[str, str]:
        return _variable_names(self.then)

    def _match_variables(self, pairs: Iterable[tuple[int, int]]) -> Mapping[str, str]:
        """Matches local variables by common positions, those with the same name first."""
        votes: Counter[tuple[str, str]] = Counter()
        for then, today in pairs:
            text = self.then.nodes[then].text
            if text.startswith(LOCAL):
                votes[self.today.nodes[today].text, text] += 1
        before, after = self._old_variable_names, _variable_names(self.today)
        for text, word in after.items():
            votes.update({(text, old): 0 for old, other in before.items() if other == word})
        ranked = sorted(votes, key=lambda pair: (after[pair[0]] != before[pair[1]], -votes[pair]))
        names: dict[str, str] = {}
        for text, old in ranked:
            if text not in names and old not in names.values():
                names[text] = old
        return names

    def _renamed_parameters(self, pieces: Sequence[Piece]) -> list[tuple[int, int]]:
        """Parameters passed by name whose old name is gone and whose new name was unused."""
        before = {self.then.nodes[one].text for one in self.then.every_leaf}
        after = {self.today.nodes[one].text for one in self.today.every_leaf}
        return [
            (piece.then, piece.today)
            for piece in pieces
            if piece.then is not None
            and piece.today is not None
            and self.then.is_parameter(piece.then)
            and self.today.is_parameter(piece.today)
            and self.then.nodes[piece.then].text not in after
            and self.today.nodes[piece.today].text not in before
        ]


def _with_equal_locals(tree: Tree) -> Spelling:
    """A spelling in which all local variables are equal."""
    return lambda index: (
        LOCAL if tree.nodes[index].text.startswith(LOCAL) else tree.nodes[index].text
    )


def _variable_names(tree: Tree) -> Mapping[str, str]:
    """The source name of each local variable."""
    words: dict[str, str] = {}
    for node in tree.nodes:
        if node.text.startswith(LOCAL):
            words.setdefault(node.text, node.word)
    return words
