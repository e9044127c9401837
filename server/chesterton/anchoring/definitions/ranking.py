"""What an old definition may have become, with the probability of each."""

import math
from dataclasses import dataclass
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
        highest = max(0.0, *(other.score for other in self.options))
        everything = sum(math.exp(other.score - highest) for other in self.options)
        return math.exp(option.score - highest) / (everything + math.exp(-highest))

    @property
    def probability_of_any(self) -> float:
        """The probability that it is one of the options."""
        return sum(map(self.probability, self.options))
