"""Projects are stored, updated, and found by origin, root commit or folder."""

from dataclasses import replace

import pytest

from chesterton.model.project import Project
from tests.store.samples import PROJECT

OTHER = Project("f" * 16, "fork", "git@y/shop", "c0ffee", ("/src/fork", "/old/fork"), enabled=False)


@pytest.fixture
def both(store):
    store.put_project(OTHER)
    return store


def test_projects_come_back_equal(both):
    assert both.projects() == [PROJECT, OTHER]
    assert both.project(OTHER.id) == OTHER
    assert both.project("0" * 16) is None


@pytest.mark.parametrize(
    ("folders", "project", "expected"),
    [
        (["/old/fork"], None, [OTHER]),
        (["/nowhere", "/old/fork"], PROJECT.id, [PROJECT, OTHER]),
        (["/old"], None, []),
        ([], PROJECT.id, [PROJECT]),
    ],
)
def test_projects_are_found_by_folder_and_by_id(both, folders, project, expected):
    assert both.projects_seen_in(folders, project) == expected


def test_a_project_is_updated(both):
    moved = replace(OTHER, folders=("/src/elsewhere",), enabled=True)
    both.put_project(moved)
    assert both.projects() == [PROJECT, moved]


def test_storing_a_project_again_writes_nothing(both):
    before = both.version()
    both.put_project(OTHER)
    assert both.version() == before
