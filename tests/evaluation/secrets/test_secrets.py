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


def test_the_published_table_is_current():
    """Rewritten by `python -m tests.evaluation.secrets.figures --write`."""
    assert figures.table() in figures.README.read_text("utf-8")
