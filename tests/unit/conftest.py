"""A repository with one committed file, opened as a project."""

import pytest

from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness.checkout import Checkout
from tests.unit.memory.made import MOMENT, PAY


@pytest.fixture
def checkout(tmp_path):
    repo = Checkout(tmp_path / "repo")
    repo.write("pay.py", PAY)
    repo.commit("first", MOMENT)
    return repo


@pytest.fixture
def workspace(checkout, tmp_path):
    store = Store.open(Location(tmp_path / "home"))
    opened = Workspace.open(checkout.root, store)
    yield opened
    opened.close()
    store.close()
