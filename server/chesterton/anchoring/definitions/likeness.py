"""Similarity features of two definitions (0 to 1), and the fitted weights that combine them."""

from operator import mul
from typing import NamedTuple


class SimilarityFeatures(NamedTuple):
    """Features of an old and a new definition: evidence for or against their being the same."""

    bias: float = 1.0  #: always 1: its weight is the bias that the evidence has to overcome
    same_place: float = 0.0  #: 1 if file (or its new path) and qualified name are unchanged
    same_name: float = 0.0  #: 1 if the unqualified name is unchanged; 0.65 for foreign constructors
    name_similarity: float = 0.0  #: similarity of the unqualified names; see `comparison`
    name_similarity_if_short: float = (
        0.0  #: `name_similarity`, weighted more if there is little text
    )
    word_overlap: float = 0.0  #: shared words as a share of all words, weighted by rarity
    word_containment: float = 0.0  #: like `word_overlap`, but as a share of the smaller one
    body_similarity: float = 0.0  #: the share of tokens that are the same, in the same order
    body_similarity_if_long: float = (
        0.0  #: the part of `body_similarity` above 0.5, weighted more the more text there is
    )
    same_body: float = 0.0  #: 1 if `body_similarity` is 1
    parameter_overlap: float = 0.0  #: overlap of the words in the parameter lists, including types
    callee_overlap: float = 0.0  #: overlap of the names of the functions that they call
    literal_overlap: float = 0.0  #: overlap of the strings and numbers in them
    same_file: float = 0.0  #: 1 if both are in the same file, renamed or not
    renamed_file: float = 0.0  #: 1 if both are in the same file, and it was renamed
    expected_container: float = 0.0  #: 1 if the new container is the successor of the old one
    expected_container_and_same_name: float = 0.0  #: `same_name` if in the expected container
    member_overlap: float = 0.0  #: for types: overlap of the names of their members
    same_neighbours: float = 0.0  #: the share of adjacent definitions that have the same names
    same_overload: float = (
        0.0  #: in the same place: 1 for the overload with the same parameter types
    )
    same_ordinal: float = 0.0  #: in the same place: 1 if also the same one among equal names
    renamed_mentions: float = (
        0.0  #: share of lines that mentioned the old name and now mention the new one
    )
    extracted_from_namesake: float = 0.0  #: 1 if the new holder of the old name calls it
    body_gain_over_namesake: float = (
        0.0  #: how far `body_similarity` exceeds that of the new holder of the old name
    )
    body_gain_of_rival: float = (
        0.0  #: in the same place: how far the `body_similarity` of a removed rival exceeds it
    )
    body_gain_over_former_holder: float = (
        0.0  #: how far `body_similarity` exceeds that of the former holder of the new name
    )
    name_reassigned: float = 0.0  #: nearly the same text, but other text has the old name
    same_body_if_long: float = 0.0  #: `same_body`, weighted more the more text there is
    comment_overlap: float = 0.0  #: overlap of the words in comments and docstrings
    lack_of_alternatives: float = (
        0.0  #: 1 if no other name left the old container or joined the new one
    )
    parallel_renames: float = 0.0  #: approaches 1 as more names are renamed alike
    kept_lines: float = 0.0  #: in the same file: the share of its lines kept inside the new one
    name_line_kept: float = (
        0.0  #: in the same file: 1 if the line of the old name became that of the new
    )
    siblings_moved_along: float = (
        0.0  #: approaches 1 as more siblings move between these containers
    )


WEIGHTS = SimilarityFeatures(
    bias=-5.9,
    same_place=1.2,
    same_name=2.3,
    name_similarity=1.2,
    name_similarity_if_short=0.4,
    word_overlap=1.9,
    word_containment=0.9,
    body_similarity=0.6,
    body_similarity_if_long=1.7,
    same_body=0.7,
    parameter_overlap=0.8,
    callee_overlap=0.5,
    literal_overlap=0.8,
    same_file=-0.2,
    renamed_file=0.9,
    expected_container=1.0,
    expected_container_and_same_name=0.8,
    member_overlap=0.8,
    same_neighbours=1.3,
    same_overload=6.0,
    same_ordinal=0.7,
    renamed_mentions=1.0,
    extracted_from_namesake=-1.1,
    body_gain_over_namesake=1.0,
    body_gain_of_rival=-3.0,
    body_gain_over_former_holder=1.5,
    name_reassigned=3.2,
    same_body_if_long=0.8,
    comment_overlap=0.8,
    lack_of_alternatives=0.2,
    parallel_renames=0.8,
    kept_lines=0.6,
    name_line_kept=0.6,
    siblings_moved_along=0.7,
)
"""Fitted on refactoring commits of public projects; see tests/evaluation/anchoring."""


def score(features: SimilarityFeatures) -> float:
    """The log-odds that they are the same: above 0, more likely than not."""
    return float(sum(map(mul, features, WEIGHTS)))
