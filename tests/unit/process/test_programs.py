"""Programs are taken from the PATH, but never from the opened repository."""

import os
import sys
from pathlib import Path

import pytest

from chesterton.cli import editor
from chesterton.cli.connection.parts import server_command
from chesterton.model.errors import UserError
from chesterton.process import import_path
from chesterton.process.import_path import protect, trusted
from chesterton.process.programs import find_program, own_command

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
    assert find_program("tool") == other


@posix
def test_nothing_of_the_main_work_tree_is_run_in_a_linked_one(tmp_path, monkeypatch):
    main, linked = tmp_path / "main", tmp_path / "linked"
    (main / ".git" / "worktrees" / "linked").mkdir(parents=True)
    linked.mkdir()
    (linked / ".git").write_text(f"gitdir: {main}/.git/worktrees/linked\n", encoding="utf-8")
    program(main / "bin", "tool")
    monkeypatch.chdir(linked)
    monkeypatch.setenv("PATH", path_of(main / "bin"))
    assert find_program("tool") is None


@posix
def test_nothing_of_an_opened_folder_is_run_from_then_on(tmp_path, monkeypatch):
    """A workspace folder that is no repository, around the repository of a file."""
    program(tmp_path / "workspace" / "bin", "tool")
    monkeypatch.setenv("PATH", path_of(tmp_path / "workspace" / "bin"))
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(import_path, "_untrusted", {})
    protect([str(tmp_path / "workspace")])
    assert find_program("tool", []) is None


@posix
def test_a_repository_around_the_home_folder_runs_nothing_beside_it(tmp_path, monkeypatch):
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    program(tmp_path / "repository" / "bin", "tool")
    monkeypatch.setenv("HOME", str(tmp_path / "repository" / "home"))
    monkeypatch.setenv("PATH", path_of(tmp_path / "repository" / "bin"))
    monkeypatch.chdir(tmp_path / "repository")
    assert find_program("tool") is None


def test_the_repository_around_the_working_folder_is_not_trusted(repository):
    assert set(import_path.opened_folders()) == {str(repository), str(repository / "deep")}


@posix
def test_a_repository_that_holds_the_home_folder_holds_trusted_programs(repository, monkeypatch):
    """Some people keep their home folder in git."""
    own = program(repository / "person" / "bin", "tool")
    monkeypatch.setenv("HOME", str(repository / "person"))
    monkeypatch.setenv("PATH", path_of(own.parent))
    assert find_program("tool") == own


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
    with pytest.raises(UserError, match="folders in this repository are ignored"):
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


def test_nothing_is_imported_from_python_path(monkeypatch, tmp_path):
    """The standard library tries modules that this platform lacks, such as `msvcrt`."""
    packages = tmp_path / "wrapper" / "site-packages"
    monkeypatch.setenv("PYTHONPATH", path_of(tmp_path / "src", packages))
    monkeypatch.setattr(sys, "path", [str(tmp_path / "src"), str(packages)])
    protect([])
    assert sys.path == [str(packages)]
