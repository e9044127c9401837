"""Whoever changes what placing finds says so, so that remembered places are looked for again."""

import hashlib

from chesterton.anchoring.definitions import ladder
from chesterton.anchoring.definitions.likeness import WEIGHTS
from chesterton.following.commit_position import RULES

KNOWN = {1: "22eb9607288c", 2: "22eb9607288c"}
"""The weights and cuts of each version of the rules."""


def test_other_weights_or_cuts_are_another_version_of_the_rules():
    facts = (*WEIGHTS._asdict().items(), ladder.CERTAIN, ladder.POSSIBLE)
    assert hashlib.sha256(repr(facts).encode()).hexdigest()[:12] == KNOWN[RULES]
