"""What an old definition may have become, with the probability of each."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.likeness import SimilarityFeatures


class Option(NamedTuple):
    """A new definition that an old one may have become, with its score."""

    new: Definition
    score: float  #: log-odds
    features: SimilarityFeatures
    merged_with: Definition | None = None  #: another old definition that was merged into it


@dataclass(frozen=True, slots=True)
class Ranking:
    """The options of one old definition, best first."""

    options: tuple[Option, ...]

    @property
    def best(self) -> Option | None:
        """The most likely option."""
        return self.options[0] if self.options else None

    def probability(self, option: Option) -> float:
        """The probability that it is this option, rather than another or none."""
        return self.probability_of_any * self._share(option)

    @property
    def probability_of_any(self) -> float:
        """The probability that it is one of the options."""
        if not self.options:
            return 0.0
        none = math.exp(-self._highest)
        return calibrated(self._weight / (self._weight + none))

    def _share(self, option: Option) -> float:
        """The probability that it is this option, if it is any."""
        return math.exp(option.score - self._highest) / self._weight

    @property
    def _highest(self) -> float:
        return max(0.0, *(option.score for option in self.options))

    @property
    def _weight(self) -> float:
        return sum(math.exp(option.score - self._highest) for option in self.options)


KNOTS = (
    (0.0, 0.0),
    (0.3, 0.2),
    (0.4, 0.5),
    (0.5, 0.7),
    (0.9, 0.87),
    (0.95, 0.9),
    (0.99, 0.97),
    (1.0, 1.0),
)
"""What the scores say, and how often that is right at least; measured, see `calibration.md`."""


def calibrated(probability: float) -> float:
    """How often a definition is where the scores put it with this probability."""
    for (low, least), (high, most) in pairwise(KNOTS):
        if probability <= high:
            return least + (most - least) * (probability - low) / (high - low)
    return 1.0
