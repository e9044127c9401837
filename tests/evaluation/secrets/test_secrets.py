"""The share of secrets removed, and of harmless text left alone, stays within its bounds."""

import pytest

from tests.evaluation.secrets import figures


@pytest.fixture(scope="module")
def shares():
    return figures.removed()[0]


@pytest.mark.parametrize("kind", [*figures.TARGETS, "all"])
def test_secrets_are_fully_removed(shares, kind):
    number, share = shares[kind]
    assert number >= 90
    assert share >= figures.TARGETS.get(kind, figures.OVERALL)


def test_harmless_text_is_left_alone():
    numbers, changed = figures.damaged()
    assert 100 * len(changed) / sum(numbers.values()) <= figures.FALSE_ALARMS
    assert changed == []


def test_families_of_wordings_are_removed_and_their_harmless_likes_are_not():
    found = figures.families()
    texts, leaked = (sum(each[n] for each in found.values()) for n in (0, 1))
    assert 100 * leaked / texts <= 100 - figures.FAMILIES
    alarms, changed = figures.family_alarms()
    assert 100 * len(changed) / alarms <= figures.FAMILY_ALARMS
    assert min(texts, alarms) >= 800


def test_the_published_table_is_current():
    """Rewritten by `python -m tests.evaluation.secrets.figures --write`."""
    assert figures.table() in figures.README.read_text("utf-8")
