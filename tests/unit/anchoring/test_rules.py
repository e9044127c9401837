"""A change of the placement rules raises their version, so that stored placements are redone."""

import hashlib

from chesterton.anchoring.definitions import ladder
from chesterton.anchoring.definitions.likeness import WEIGHTS
from chesterton.following.commit_position import RULES

KNOWN = {1: "22eb9607288c", 2: "22eb9607288c"}
"""The digest of weights and thresholds, by version of the rules."""


def test_changed_weights_or_thresholds_require_a_new_version_of_the_rules():
    facts = (*WEIGHTS._asdict().items(), ladder.CERTAIN, ladder.POSSIBLE)
    assert hashlib.sha256(repr(facts).encode()).hexdigest()[:12] == KNOWN[RULES]
