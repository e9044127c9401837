"""Opening the user's store and a project."""

import os
import subprocess
from pathlib import Path

import pytest

from chesterton.memory.notes.places import Place
from chesterton.memory.opening import (
    Location,
    Store,
    Workspace,
    configured_location,
    ensured_location,
    open_known_project,
    store_location,
)
from chesterton.model.errors import UserError
from tests.harness.notes import noted


@pytest.fixture(name="place", autouse=True)
def _place(tmp_path, monkeypatch):
    """A user without a store; `place` is an empty folder of theirs."""
    monkeypatch.delenv("CHESTERTON_DATA_DIR", raising=False)
    monkeypatch.setenv("CHESTERTON_CONFIG_DIR", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


@pytest.fixture(name="store")
def _store(tmp_path):
    with_store = Store.open(Location(tmp_path / "memory"))
    yield with_store
    with_store.close()


def settings(text):
    Path(os.environ["CHESTERTON_CONFIG_DIR"], "config.toml").write_text(text, encoding="utf-8")


def test_the_environment_variable_overrides_the_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(tmp_path / "named"))
    settings('store.path = "/elsewhere"\n')
    assert store_location() == Location(tmp_path / "named")
    assert configured_location("/elsewhere") == Location(tmp_path / "named")


def test_the_settings_locate_the_store(tmp_path):
    settings(f'store.path = "{tmp_path.as_posix()}/kept"\n')
    assert store_location() == Location(tmp_path / "kept")


@pytest.mark.parametrize("text", ["", "store.path = 7\n", 'store.path = ""\n', "not toml ["])
def test_without_a_path_in_the_settings_the_store_is_at_its_default_location(text):
    settings(text)
    assert store_location() == configured_location("")


def test_a_caller_can_pass_the_setting(tmp_path):
    settings('store.path = "/elsewhere"\n')
    assert configured_location(str(tmp_path / "named")) == Location(tmp_path / "named")


def test_only_the_owner_can_enter_a_prepared_location(tmp_path, monkeypatch):
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(tmp_path / "named"))
    assert ensured_location().directory.stat().st_mode & 0o077 == 0


def test_notices_go_to_the_caller_that_opens_the_store(tmp_path):
    folder = tmp_path / "shared"
    Store.open(Location(folder)).close()
    folder.chmod(0o777)
    notices = []
    Store.open(Location(folder), notices.append).close()
    assert notices


def test_a_folder_with_neither_git_nor_a_note_is_not_a_known_project(place, store):
    with pytest.raises(UserError, match="not in a project"):
        open_known_project(place, store)


def test_a_folder_becomes_a_known_project_with_its_first_note(place, store):
    project = Workspace.open(place, store)
    noted(project, "Deploy on Tuesdays", Place("."))
    project.close()
    known = open_known_project(place, store)
    assert known.root == place
    known.close()


def test_a_repository_is_a_known_project_without_a_note(place, store):
    subprocess.run(["git", "init", "-q", place], check=True)
    known = open_known_project(place, store)
    assert known.repository is not None
    known.close()


def test_git_does_not_run_in_an_untrusted_folder(place, store):
    subprocess.run(["git", "init", "-q", place], check=True)
    with pytest.raises(UserError, match="not trusted"):
        Workspace.open(place, store, trusted=False)
