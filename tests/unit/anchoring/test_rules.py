"""A change of the placement rules raises their version, so that stored placements are redone."""

import hashlib

from chesterton.anchoring.definitions import ladder, ranking
from chesterton.anchoring.definitions.likeness import WEIGHTS
from chesterton.following.commit_position import RULES_VERSION

KNOWN = {4: "be6bae076a96"}
"""The digest of weights and thresholds, by version of the rules."""


def test_changed_weights_or_thresholds_require_a_new_version_of_the_rules():
    facts = (
        *WEIGHTS,
        ladder.MIN_CERTAIN_PROBABILITY,
        ladder.MIN_ASKED_PROBABILITY,
        ladder.MIN_LISTED_PROBABILITY,
        ranking.SOMEWHERE,
    )
    assert hashlib.sha256(repr(facts).encode()).hexdigest()[:12] == KNOWN[RULES_VERSION]
