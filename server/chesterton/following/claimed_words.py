"""`ClaimedWords`: the words that a note has in common with its code, computed on first use."""

from collections.abc import Callable

from chesterton.anchoring.claims.possible_claim import may_claim


class ClaimedWords:
    """A note's claimed words.

    Computing them reads the whole definition, so it must not happen on the event loop.
    """

    def __init__(
        self,
        prose: str,
        work_out: Callable[[], frozenset[str]] | None,
        known: frozenset[str] | None = None,
    ) -> None:
        self._prose = prose
        self._work_out = work_out if known is None else None
        self._words = known

    def has(self, word: str) -> bool | None:
        """Whether a word is claimed; None if that has yet to be computed. Takes microseconds."""
        if self._words is not None:
            return word in self._words
        return None if may_claim(self._prose, word) else False

    def words(self) -> frozenset[str]:
        """All claimed words. Takes milliseconds on the first call, longer in a large definition."""
        if self._words is None and (work_out := self._work_out):
            self._words = work_out()
            self._work_out = None
        return self._words or frozenset()


NO_CLAIM = ClaimedWords("", None, frozenset())
