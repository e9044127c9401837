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
    ("criteria", "expected"),
    [
        ({"origin": "git@y/shop"}, [OTHER]),
        ({"root_commit": "c0ffee"}, [PROJECT, OTHER]),
        ({"root_commit": "c0ffee", "origin": "git@x/shop"}, [PROJECT]),
        ({"folder": "/old/fork"}, [OTHER]),
        ({"folder": "/old"}, []),
    ],
)
def test_projects_are_found_by_any_combination_of_criteria(both, criteria, expected):
    assert both.projects_by(**criteria) == expected


def test_a_project_is_updated(both):
    moved = replace(OTHER, folders=("/src/elsewhere",), enabled=True)
    both.put_project(moved)
    assert both.projects() == [PROJECT, moved]


def test_storing_a_project_again_writes_nothing(both):
    before = both.version()
    both.put_project(OTHER)
    assert both.version() == before
