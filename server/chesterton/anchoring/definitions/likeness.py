"""Similarity of two definitions: features between 0 and 1, and their fitted weights."""

from operator import mul
from typing import NamedTuple


class Likeness(NamedTuple):
    """What speaks for a definition before and one after being the same."""

    is_candidate: float = 1.0  #: always 1: its weight is what must be outweighed
    same_place: float = 0.0  #: file and qualified name are unchanged
    same_name: float = 0.0
    name: float = 0.0
    name_of_small: float = 0.0  #: the name again, the more the less text there is
    words: float = 0.0  #: shared words, rare ones counting more, of all words
    contained: float = 0.0  #: the same, of the words of the smaller one
    body: float = 0.0  #: tokens in the same order
    long_body: float = 0.0  #: the same above one half, the more the more text there is
    identical: float = 0.0
    parameters: float = 0.0
    callees: float = 0.0
    literals: float = 0.0
    same_file: float = 0.0
    renamed_file: float = 0.0
    container: float = 0.0  #: it stands in what became of the old container
    container_and_name: float = 0.0
    members: float = 0.0
    neighbours: float = 0.0
    overload: float = 0.0  #: of several of one name, the one that takes the same
    ordinal: float = 0.0
    callers: float = 0.0  #: lines that spoke of the old name speak of this one
    extracted: float = 0.0  #: what has the old name calls it
    better_body: float = 0.0  #: how much more alike than what has the old name
    usurped: float = 0.0  #: the same place, but what lost its name elsewhere is more alike
    outdoes: float = 0.0  #: more alike than what had the name before
    name_given_away: float = 0.0  #: as good as its text, while its name stands over another one
    long_identical: float = 0.0
    prose: float = 0.0  #: the words of comments and docstrings
    scarcity: float = 0.0  #: few names went from its container, few came
    alike_renamed: float = 0.0  #: other names of the change lost and gained the same words
    follows: float = 0.0  #: lines that stayed in the file and stand in it
    in_line: float = 0.0  #: its name stands where the old one stood
    company: float = 0.0  #: others of its container went the same way


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
    """Above 0 it is likelier than not the same one; each unit multiplies the odds by e."""
    return float(sum(map(mul, likeness, WEIGHTS)))
