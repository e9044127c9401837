"""Ranks the candidate matches (options) of an old definition, with their probabilities."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.likeness import SimilarityFeatures

SOMEWHERE = 0.5
"""Log-odds for being one of the options at all, beyond what the scores say.

The offset of a Platt scaling whose slope came out as 1 (Platt 1999, "Probabilistic outputs for
support vector machines"), measured on definitions whose place is known.
"""


class Option(NamedTuple):
    """A new definition that an old one may have become, with its score."""

    new: Definition
    score: float  #: log-odds
    features: SimilarityFeatures
    merged_with: Definition | None = None  #: another old definition that was merged into it


@dataclass(frozen=True)
class Ranking:
    """The options for one old definition, best first."""

    options: tuple[Option, ...]

    @property
    def best(self) -> Option | None:
        """The most likely option."""
        return self.options[0] if self.options else None

    def probability(self, option: Option) -> float:
        """The probability that the old definition became this option, not another or none."""
        return self.probability_of_any * self._share(option)

    @property
    def probability_of_any(self) -> float:
        """The probability that the old definition became one of the options."""
        if not self.options:
            return 0.0
        none = math.exp(-SOMEWHERE - self._highest)
        return self._weight / (self._weight + none)

    def _share(self, option: Option) -> float:
        """The probability that it became this option, given that it became one of them."""
        return math.exp(option.score - self._highest) / self._weight

    @cached_property
    def _highest(self) -> float:
        return max(0.0, *(option.score for option in self.options))

    @cached_property
    def _weight(self) -> float:
        return sum(math.exp(option.score - self._highest) for option in self.options)
