"""Every rule matches its own hits and none of its misses."""

import pytest

from chesterton.redact.rules import RULES

HITS = [
    pytest.param(rule, hit, id=f"{rule.id}-{n}")
    for rule in RULES
    for n, hit in enumerate(rule.hits)
]
MISSES = [
    pytest.param(rule, miss, id=f"{rule.id}-{n}")
    for rule in RULES
    for n, miss in enumerate(rule.misses)
]


@pytest.mark.parametrize(("rule", "hit"), HITS)
def test_a_rule_matches_its_hits(rule, hit):
    assert [found.rule_id for found in rule.find(hit)] == [rule.id]


@pytest.mark.parametrize(("rule", "miss"), MISSES)
def test_a_rule_does_not_match_its_misses(rule, miss):
    assert list(rule.find(miss)) == []


def test_there_are_many_rules_each_with_its_own_name_and_proof():
    assert len(RULES) >= 80
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.hits and rule.misses for rule in RULES)
    assert all(any(word in hit for word in rule.keywords) for rule in RULES for hit in rule.hits)
