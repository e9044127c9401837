"""Fixtures for a server session per test."""

import pytest

from chesterton.store.location import DATA_VARIABLE
from tests.unit.lsp.editing import Running
from tests.wire.project import Project


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A repository with one file and one note."""
    made = Project(tmp_path)
    made.write("pay.py")
    made.note("pay.py", "charge", "attempts stays at 3")
    monkeypatch.setenv(DATA_VARIABLE, str(made.memory))
    return made


@pytest.fixture
async def running(project):
    """A session on the project."""
    made = Running(project)
    yield made
    await made.session.end()
