"""Similarity of two definitions: features between 0 and 1, and their fitted weights."""

from operator import mul
from typing import NamedTuple


class Likeness(NamedTuple):
    """Features of an old and a new definition, as evidence that they are the same."""

    is_candidate: float = 1.0  #: always 1: its weight is the bias to overcome
    same_place: float = 0.0  #: file and qualified name are unchanged
    same_name: float = 0.0
    name: float = 0.0
    name_of_small: float = 0.0  #: the name, weighted more the less text there is
    words: float = 0.0  #: shared words of all words, weighted by rarity
    contained: float = 0.0  #: shared words of the smaller definition, weighted by rarity
    body: float = 0.0  #: tokens in the same order
    long_body: float = 0.0  #: the part of `body` above 0.5, weighted more the more text there is
    identical: float = 0.0
    parameters: float = 0.0
    callees: float = 0.0
    literals: float = 0.0
    same_file: float = 0.0
    renamed_file: float = 0.0
    container: float = 0.0  #: the new container is what the old container became
    container_and_name: float = 0.0
    members: float = 0.0
    neighbours: float = 0.0
    overload: float = 0.0  #: among overloads, the one with the same parameter types
    ordinal: float = 0.0
    callers: float = 0.0  #: lines that mentioned the old name mention the new one
    extracted: float = 0.0  #: the definition that has the old name calls it
    better_body: float = 0.0  #: body similarity above that of the definition with the old name
    usurped: float = 0.0  #: same place, but a definition removed elsewhere is more similar
    outdoes: float = 0.0  #: body similarity above that of the former holder of the new name
    name_given_away: float = 0.0  #: nearly its text, while its name is on other text
    long_identical: float = 0.0
    prose: float = 0.0  #: shared words of comments and docstrings
    scarcity: float = 0.0  #: few names left the old container, few appeared in the new one
    alike_renamed: float = 0.0  #: other names in the change lost and gained the same words
    follows: float = 0.0  #: the share of its lines that were kept and are in the new one
    in_line: float = 0.0  #: its name is on the line that the old name's line became
    company: float = 0.0  #: other members of its container moved the same way


WEIGHTS = Likeness(
    is_candidate=-5.9,
    same_place=1.2,
    same_name=2.3,
    name=1.2,
    name_of_small=0.4,
    words=1.9,
    contained=0.9,
    body=0.6,
    long_body=1.7,
    identical=0.7,
    parameters=0.8,
    callees=0.5,
    literals=0.8,
    same_file=-0.2,
    renamed_file=0.9,
    container=1.0,
    container_and_name=0.8,
    members=0.8,
    neighbours=1.3,
    overload=6.0,
    ordinal=0.7,
    callers=1.0,
    extracted=-1.1,
    better_body=1.0,
    usurped=-3.0,
    outdoes=1.5,
    name_given_away=3.2,
    long_identical=0.8,
    prose=0.8,
    scarcity=0.2,
    alike_renamed=0.8,
    follows=0.6,
    in_line=0.6,
    company=0.7,
)
"""Fitted on refactoring commits of public projects; see tests/evaluation/anchoring."""


def score(likeness: Likeness) -> float:
    """The log-odds that they are the same: above 0, more likely than not."""
    return float(sum(map(mul, likeness, WEIGHTS)))
