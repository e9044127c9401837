"""The minimal difference between two shapes, ignoring renamed local variables."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from chesterton.anchoring.shapes.alignment import Alignment, Piece, Spelling
from chesterton.anchoring.shapes.shape_tree import LOCAL, Tree
from chesterton.syntax.shape import Shape


class Difference:
    """How one shape became another."""

    def __init__(self, then: Shape, today: Shape) -> None:
        self.then = Tree(then)
        self.today = Tree(today)
        self.names: dict[str, str] = {}  #: variables of today to the ones they were
        draft = Alignment(self.then, self.today, _blurred(self.then), _blurred(self.today))
        self.names |= self._variables(draft.leaf_pairs())
        final = self._aligned()
        renamed = self._renamed_parameters(final.pieces)
        if renamed:
            self.names |= {self.today.nodes[b].text: self.then.nodes[a].text for a, b in renamed}
            final = self._aligned()
        self.renamed = renamed  #: parameters that callers may name, then and today
        self.pieces: Sequence[Piece] = [*(Piece(a, b) for a, b in renamed), *final.pieces]
        self.same: Mapping[int, int] = {b: a for a, b in final.leaf_pairs()}  #: today to then

    def word_today(self, index: int) -> str:
        """A leaf's word; the former one for a variable that only changed its name."""
        node = self.today.nodes[index]
        former = self.names.get(node.text)
        return self._words_then.get(former, former) if former else node.word

    def _aligned(self) -> Alignment:
        return Alignment(self.then, self.today, self.spelled_then, self.spelled_today)

    def spelled_then(self, index: int) -> str:
        """What a leaf of then is compared by."""
        return self.then.nodes[index].text

    def spelled_today(self, index: int) -> str:
        """What a leaf of today is compared by: variables by the names that they had."""
        text = self.today.nodes[index].text
        if text.startswith(LOCAL):
            return self.names.get(text, f"{text} today")
        return self.names[text] if text in self.names and self.today.is_variable(index) else text

    @cached_property
    def _words_then(self) -> Mapping[str, str]:
        return _words(self.then)

    def _variables(self, pairs: Iterable[tuple[int, int]]) -> Mapping[str, str]:
        """Local variables by the places in which both stand; those of one word before others."""
        votes: Counter[tuple[str, str]] = Counter()
        for then, today in pairs:
            text = self.then.nodes[then].text
            if text.startswith(LOCAL):
                votes[self.today.nodes[today].text, text] += 1
        before, after = self._words_then, _words(self.today)
        for text, word in after.items():
            votes.update({(text, old): 0 for old, other in before.items() if other == word})
        ranked = sorted(votes, key=lambda pair: (after[pair[0]] != before[pair[1]], -votes[pair]))
        names: dict[str, str] = {}
        for text, old in ranked:
            if text not in names and old not in names.values():
                names[text] = old
        return names

    def _renamed_parameters(self, pieces: Sequence[Piece]) -> list[tuple[int, int]]:
        """Parameters that callers name, where the old word is gone and the other one is unused."""
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


def _blurred(tree: Tree) -> Spelling:
    """Leaves as they are, all local variables alike."""
    return lambda index: (
        LOCAL if tree.nodes[index].text.startswith(LOCAL) else tree.nodes[index].text
    )


def _words(tree: Tree) -> Mapping[str, str]:
    """What each local variable is called."""
    words: dict[str, str] = {}
    for node in tree.nodes:
        if node.text.startswith(LOCAL):
            words.setdefault(node.text, node.word)
    return words
