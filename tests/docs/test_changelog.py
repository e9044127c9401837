"""Fragments of the change log: one file per change, named by its type, short, for users."""

import re

import pytest

from tests.docs.markdown import ROOT

FRAGMENTS = sorted(
    path for path in (ROOT / "docs" / "changelog.d").iterdir() if path.name != "README.md"
)
NAME = re.compile(r"[a-z0-9-]+\.(added|changed|fixed|removed|security|breaking)\.md")
LONGEST = 600


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda fragment: fragment.name)
def test_a_fragment_is_named_by_topic_and_type_and_is_short(fragment):
    text = fragment.read_text(encoding="utf-8")
    assert NAME.fullmatch(fragment.name)
    assert 0 < len(text.strip()) <= LONGEST
    assert "\n#" not in f"\n{text}"


def test_there_is_something_to_tell():
    assert FRAGMENTS != []
