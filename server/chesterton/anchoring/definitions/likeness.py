"""Similarity features of two definitions (0 to 1), and the fitted weights that score them."""

from operator import mul
from typing import NamedTuple


class Likeness(NamedTuple):
    """Features of an old and a new definition, as evidence for or against their identity."""

    is_candidate: float = 1.0  #: always 1: its weight is the bias that the evidence has to overcome
    same_place: float = 0.0  #: 1 if file (or its new path) and qualified name are unchanged
    same_name: float = 0.0  #: 1 if the unqualified name is unchanged; 0.65 for foreign constructors
    name: float = 0.0  #: similarity of the unqualified names; see `name_likeness`
    name_of_small: float = 0.0  #: `name`, weighted more the less text there is
    words: float = 0.0  #: shared words as a share of all words, weighted by rarity
    contained: float = 0.0  #: like `words`, but as a share of the smaller definition only
    body: float = 0.0  #: the share of tokens that are the same, in the same order
    long_body: float = 0.0  #: the part of `body` above 0.5, weighted more the more text there is
    identical: float = 0.0  #: 1 if `body` is 1
    parameters: float = 0.0  #: overlap of the words in the parameter lists, including types
    callees: float = 0.0  #: overlap of the names of the functions that they call
    literals: float = 0.0  #: overlap of the strings and numbers in them
    same_file: float = 0.0  #: 1 if both are in the same file, renamed or not
    renamed_file: float = 0.0  #: 1 if both are in the same file, and it was renamed
    container: float = 0.0  #: 1 if the new container is what the old container became
    container_and_name: float = 0.0  #: 1 if `container` and `same_name` both are
    members: float = 0.0  #: for types: overlap of the names of their members
    neighbours: float = 0.0  #: the share of adjacent definitions that have the same names
    overload: float = 0.0  #: in the same place: 1 for the overload with the same parameter types
    ordinal: float = 0.0  #: in the same place: 1 if also the same one among equal names
    callers: float = 0.0  #: share of lines that mentioned the old name and now mention the new one
    extracted: float = 0.0  #: 1 if the definition that now has the old name calls it
    better_body: float = 0.0  #: how far `body` exceeds that of the present holder of the old name
    usurped: float = 0.0  #: in the same place: how far the `body` of a removed rival exceeds it
    outdoes: float = 0.0  #: how far `body` exceeds that of the former holder of the new name
    name_given_away: float = 0.0  #: nearly the same text, while the old name is now on other text
    long_identical: float = 0.0  #: `identical`, weighted more the more text there is
    prose: float = 0.0  #: overlap of the words in comments and docstrings
    scarcity: float = 0.0  #: 1 if no other name left the old container or joined the new one
    alike_renamed: float = 0.0  #: approaches 1 the more names in the change were renamed alike
    follows: float = 0.0  #: in the same file: the share of its lines kept inside the new one
    in_line: float = 0.0  #: in the same file: 1 if the line of the old name became that of the new
    company: float = 0.0  #: approaches 1 the more siblings moved between these containers


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
