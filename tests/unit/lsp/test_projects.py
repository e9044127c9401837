"""Which memory the server opens."""

from pathlib import Path

from chesterton.lsp.projects import Roots
from chesterton.store.location import DATA_VARIABLE


def test_the_environment_comes_before_the_setting_as_on_the_command_line(monkeypatch, tmp_path):
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert Roots("/elsewhere", is_trusted=True).location.directory == tmp_path


def test_without_it_the_setting_counts(monkeypatch):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    assert Roots("/elsewhere", is_trusted=True).location.directory == Path("/elsewhere")
