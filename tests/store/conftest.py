"""A fresh memory for each test."""

import shutil

import pytest

from chesterton.store.location import Location
from tests.store.samples import opened


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "memory"


@pytest.fixture
def location(directory):
    return Location(directory)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A template to copy, because creating a memory takes longer than most tests."""
    made = tmp_path_factory.mktemp("made") / "memory"
    opened(made).close()
    return made


@pytest.fixture
def store(directory, made):
    shutil.copytree(made, directory)
    store = opened(directory)
    yield store
    store.close()
