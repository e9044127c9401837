"""Which store the server opens."""

from pathlib import Path

from chesterton.lsp.projects import Projects
from chesterton.store.location import DATA_VARIABLE


def test_the_environment_variable_overrides_the_setting(monkeypatch, tmp_path):
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert Projects("/elsewhere", is_trusted=True).location.directory == tmp_path


def test_without_the_variable_the_setting_is_used(monkeypatch):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    assert Projects("/elsewhere", is_trusted=True).location.directory == Path("/elsewhere")
