"""Projects are found again by what is known of them."""

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
    ("known", "found"),
    [
        ({"origin": "git@y/shop"}, [OTHER]),
        ({"root_commit": "c0ffee"}, [PROJECT, OTHER]),
        ({"root_commit": "c0ffee", "origin": "git@x/shop"}, [PROJECT]),
        ({"folder": "/old/fork"}, [OTHER]),
        ({"folder": "/old"}, []),
    ],
)
def test_projects_are_found_by_what_is_known(both, known, found):
    assert both.projects_by(**known) == found


def test_a_project_is_updated(both):
    moved = replace(OTHER, folders=("/src/elsewhere",), enabled=True)
    both.put_project(moved)
    assert both.projects() == [PROJECT, moved]


def test_storing_a_project_again_writes_nothing(both):
    before = both.version()
    both.put_project(OTHER)
    assert both.version() == before
