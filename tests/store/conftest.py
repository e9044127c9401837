"""One memory for each test."""

import pytest

from chesterton.store.location import Location
from tests.store.samples import opened


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "memory"


@pytest.fixture
def location(directory):
    return Location(directory)


@pytest.fixture
def store(directory):
    store = opened(directory)
    yield store
    store.close()
