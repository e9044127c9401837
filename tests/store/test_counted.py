"""Findings and notices count in the singular and the plural."""

import pytest

from chesterton.model.counted import counted
from chesterton.store.upkeep import health, recovery


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 notes"), (1, "1 note"), (2, "2 notes"), (21, "21 notes")]
)
def test_a_count_agrees_with_its_noun(count, text):
    assert counted(count, "note") == text


def test_a_count_agrees_with_its_verb():
    assert recovery._restored(1, "note") == "1 note was restored"
    assert recovery._restored(2, "change") == "2 changes were restored"
    assert health._mismatched(1, "event") == "1 event does not match its checksum"
    assert health._mismatched(3, "note") == "3 notes do not match their checksums"
