"""Packages that are entered through one module, and what surfaces may reach."""

import re

import pytest

from tests.architecture.source import modules, outside

SURFACES = ("cli", "lsp")
BELOW_MEMORY = re.compile(
    r"chesterton\.(store|git|anchoring|following|redact|search|workspace|syntax)\b"
)
SHOWS_TEXT = re.compile(r"chesterton\.syntax\.(text|positions)\b|chesterton\.syntax$")
"""What shows text may count its lines and columns."""


def test_other_packages_import_only_the_api_of_following():
    inside = re.compile(r"chesterton\.following(?!(\.api(\.\w+)?)?$)")
    assert _importers(inside, "following") == []


@pytest.mark.parametrize("surface", SURFACES)
def test_surfaces_reach_no_further_than_memory(surface):
    reached = {
        f"{m.path}: {name}"
        for m in modules()
        if m.package == surface
        for name in m.imports()
        if BELOW_MEMORY.match(name) and not SHOWS_TEXT.match(name)
    }
    assert reached == set()


def test_store_and_git_are_used_by_what_brings_them_together():
    callers = ("workspace", "following", "memory")
    assert _importers(r"chesterton\.(store|git)\b", "store", "git", *callers) == []


def _importers(pattern, *allowed):
    return sorted(
        f"{m.path}: {name}"
        for m in outside(*allowed)
        for name in m.imports()
        if re.match(pattern, name)
    )
