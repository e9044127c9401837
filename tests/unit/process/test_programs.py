"""Programs are taken from the PATH, but never from the opened repository."""

import os
import sys
from pathlib import Path

import pytest

from chesterton.cli import editor
from chesterton.cli.connection.parts import server_command
from chesterton.model.errors import UserError
from chesterton.process.import_path import protect, trusted
from chesterton.process.programs import find_program, opened_folders, own_command

posix = pytest.mark.skipif(os.name != "posix", reason="programs end in .exe elsewhere")


def program(folder, name):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def path_of(*folders):
    return os.pathsep.join(map(str, folders))


@pytest.fixture(name="repository")
def _repository(tmp_path, monkeypatch):
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    (root / "deep").mkdir()
    monkeypatch.chdir(root / "deep")
    return root


@posix
@pytest.mark.parametrize(
    "place", [".", "", "bin", "../bin", "{root}", "{root}/bin", "{root}/../in"]
)
def test_a_program_of_the_repository_is_not_found(repository, tmp_path, monkeypatch, place):
    for folder in (repository, repository / "bin", repository / "deep", repository / "deep/bin"):
        program(folder, "tool")
    (tmp_path / "in").symlink_to(repository / "bin")
    other = program(tmp_path / "elsewhere", "tool")
    monkeypatch.setenv("PATH", path_of(place.format(root=repository), tmp_path / "elsewhere"))
    assert find_program("tool", opened_folders()) == other


def test_the_repository_around_the_working_folder_is_not_trusted(repository):
    assert set(opened_folders()) == {repository, repository / "deep"}


@posix
def test_a_repository_that_holds_the_home_folder_holds_trusted_programs(repository, monkeypatch):
    """Some people keep their home folder in git."""
    own = program(repository / "person" / "bin", "tool")
    monkeypatch.setenv("HOME", str(repository / "person"))
    monkeypatch.setenv("PATH", path_of(own.parent))
    assert find_program("tool", opened_folders()) == own


@posix
@pytest.mark.parametrize("name", ["vi", "vi -n", "vi '-c set tw=72'"])
def test_the_users_editor_is_started_by_its_full_path(repository, tmp_path, monkeypatch, name):
    program(repository / "deep", "vi")
    own = program(tmp_path / "bin", "vi")
    monkeypatch.setenv("PATH", path_of(".", "", own.parent))
    monkeypatch.setenv("VISUAL", name)
    assert editor._command(Path("draft"))[0] == str(own)


@posix
@pytest.mark.parametrize("name", ["vi", "./vi", "deep/vi", "../deep/vi"])
def test_an_editor_that_only_the_repository_has_is_refused(repository, monkeypatch, name):
    program(repository / "deep", "vi")
    program(repository / "deep" / "deep", "vi")
    monkeypatch.setenv("PATH", path_of(".", repository / "deep"))
    monkeypatch.setenv("VISUAL", name)
    with pytest.raises(UserError, match="not on the PATH outside this repository"):
        editor._command(Path("draft"))


@posix
def test_editors_start_the_server_by_its_full_path(repository, tmp_path, monkeypatch):
    own = program(tmp_path / "bin", "chesterton")
    program(repository / "deep", "chesterton")
    monkeypatch.setenv("PATH", path_of(".", repository / "deep", own.parent))
    assert server_command() == [str(own), "lsp"]
    monkeypatch.setenv("PATH", path_of(".", repository / "deep"))
    assert (
        server_command() == own_command("lsp") == [sys.executable, "-P", "-m", "chesterton", "lsp"]
    )


def test_the_standard_library_comes_before_python_path(monkeypatch, tmp_path):
    library = str(Path(os.__file__).parent)
    monkeypatch.setattr(sys, "path", [str(tmp_path), "", "src", library])
    protect([])
    assert sys.path == [library, str(tmp_path)]


def test_entries_of_the_repository_are_taken_off_the_import_path(monkeypatch, repository, tmp_path):
    (tmp_path / "link").symlink_to(repository)
    inside = [str(repository), str(repository / "src"), str(tmp_path / "link" / "src")]
    beside = str(tmp_path / "repository-of-mine")
    monkeypatch.setattr(sys, "path", [*inside, beside])
    protect([str(repository)])
    assert sys.path == [beside]
    assert trusted(path_of(*inside, ".", beside), [str(repository)]) == beside
