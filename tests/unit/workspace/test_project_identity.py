"""Which folders are the same project, in situations that users bring about."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from chesterton.model.errors import UserError
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace import project
from chesterton.workspace.workspace import Workspace

GIT = (
    "git",
    *("-c", "user.name=a", "-c", "user.email=a@b", "-c", "protocol.file.allow=always"),
)
URL = "https://git.example/team/shop.git"


class Desk:
    """A folder for repositories, and a store that records their projects."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "desk"
        self.folder.mkdir()
        self.store = Store.open(Location(folder / "memory"))

    def git(self, where: str, *arguments: str) -> str:
        done = subprocess.run(
            [*GIT, *arguments],
            cwd=self.folder / where,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def repository(self, name: str, origin: str | None = None, text: str = "x") -> str:
        (self.folder / name).mkdir()
        self.git(name, "init", "-q", "-b", "main")
        (self.folder / name / "a.py").write_text(text)
        self.git(name, "add", "-A")
        self.git(name, "commit", "-qm", f"first of {text}")
        if origin:
            self.git(name, "remote", "add", "origin", origin)
        return name

    def clone(self, source: str, name: str, origin: str | None = URL, *options: str) -> str:
        self.git(".", "clone", "-q", *options, f"file://{self.folder / source}", name)
        if origin:
            self.git(name, "remote", "set-url", "origin", origin)
        else:
            self.git(name, "remote", "remove", "origin")
        return name

    def folder_of(self, name: str) -> Path:
        return self.folder / name

    def seen(self, name: str, *, trusted: bool = True) -> str:
        """Opens the folder, records its project and returns the project id."""
        workspace = Workspace.open(self.folder / name, self.store, trusted=trusted)
        try:
            workspace.adopt()
            return workspace.ensure_recorded() if trusted else workspace.project.id
        finally:
            workspace.close()


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.store.close()


def the_same_folder_twice(desk):
    desk.repository("a", URL)
    return desk.seen("a"), desk.seen("a")


def a_folder_below_the_root(desk):
    desk.repository("a", URL)
    desk.folder_of("a/deep/er").mkdir(parents=True)
    return desk.seen("a"), desk.seen("a/deep/er")


def two_clones_with_one_remote(desk):
    desk.repository("source")
    return desk.seen(desk.clone("source", "a")), desk.seen(desk.clone("source", "b"))


def ssh_and_https_forms_of_one_remote(desk):
    desk.repository("source")
    one = desk.clone("source", "a", "git@git.example:team/shop.git")
    other = desk.clone("source", "b", "https://ana:secret@git.example/team/shop")
    return desk.seen(one), desk.seen(other)


def a_worktree(desk):
    desk.repository("a", URL)
    known = desk.seen("a")
    desk.git("a", "worktree", "add", "-q", "../b", "-b", "side")
    return known, desk.seen("b")


def a_worktree_of_a_repository_without_remote(desk):
    desk.repository("a")
    known = desk.seen("a")
    desk.git("a", "worktree", "add", "-q", "../b", "-b", "side")
    return known, desk.seen("b")


def a_moved_clone(desk):
    desk.repository("a", URL)
    known = desk.seen("a")
    shutil.move(desk.folder_of("a"), desk.folder_of("b"))
    return known, desk.seen("b")


def a_moved_repository_without_remote(desk):
    desk.repository("a")
    known = desk.seen("a")
    shutil.move(desk.folder_of("a"), desk.folder_of("b"))
    return known, desk.seen("b")


def a_repository_cloned_again_after_its_folder_was_deleted(desk):
    desk.repository("source")
    known = desk.seen(desk.clone("source", "a", None))
    shutil.rmtree(desk.folder_of("a"))
    return known, desk.seen(desk.clone("source", "b", None))


def a_shallow_clone_of_a_known_remote(desk):
    desk.repository("source")
    (desk.folder_of("source") / "a.py").write_text("y")
    desk.git("source", "commit", "-qam", "second")
    known = desk.seen(desk.clone("source", "a"))
    return known, desk.seen(desk.clone("source", "b", URL, "--depth=1"))


def a_shallow_clone_that_is_unshallowed(desk):
    desk.repository("source")
    (desk.folder_of("source") / "a.py").write_text("y")
    desk.git("source", "commit", "-qam", "second")
    known = desk.seen(desk.clone("source", "a", URL, "--depth=1"))
    desk.git("a", "fetch", "-q", "--unshallow", f"file://{desk.folder_of('source')}")
    return known, desk.seen("a")


def a_repository_that_gets_a_remote(desk):
    desk.repository("a")
    known = desk.seen("a")
    desk.git("a", "remote", "add", "origin", URL)
    return known, desk.seen("a")


def a_repository_that_gets_its_first_commit(desk):
    desk.folder_of("a").mkdir()
    desk.git("a", "init", "-q", "-b", "main")
    known = desk.seen("a")
    desk.git("a", "commit", "-qm", "first", "--allow-empty")
    assert desk.seen("a") == known
    shutil.move(desk.folder_of("a"), desk.folder_of("b"))
    return known, desk.seen("b")


def a_folder_that_becomes_a_repository(desk):
    desk.folder_of("a").mkdir()
    known = desk.seen("a")
    desk.git("a", "init", "-q", "-b", "main")
    assert desk.seen("a") == known
    desk.git("a", "commit", "-qm", "first", "--allow-empty")
    desk.git("a", "remote", "add", "origin", URL)
    return known, desk.seen("a")


def a_folder_without_git(desk):
    desk.folder_of("plain/deep").mkdir(parents=True)
    return desk.seen("plain"), desk.seen("plain/deep")


def a_repository_whose_git_directory_was_deleted(desk):
    desk.repository("a", URL)
    known = desk.seen("a")
    shutil.rmtree(desk.folder_of("a") / ".git")
    return known, desk.seen("a")


def a_clone_that_git_refuses_beside_another(desk):
    desk.repository("source")
    known = desk.seen(desk.clone("source", "a"))
    desk.seen(desk.clone("source", "b"))
    (desk.folder_of("a") / ".git" / "config").write_text("[broken")
    return known, desk.seen("a")


def a_folder_in_an_untrusted_workspace(desk):
    desk.repository("a", URL)
    return desk.seen("a"), desk.seen("a", trusted=False)


def a_new_folder_in_the_place_of_a_moved_clone(desk):
    desk.repository("a", URL)
    desk.seen("a")
    desk.folder_of("a").rename(desk.folder_of("b"))
    known = desk.seen("b")
    desk.folder_of("a").mkdir()
    return known, desk.seen("a")


def a_fork(desk):
    desk.repository("source")
    one = desk.clone("source", "a")
    other = desk.clone("source", "b", "https://git.example/me/shop.git")
    return desk.seen(one), desk.seen(other)


def another_project_with_the_same_remote(desk):
    one = desk.repository("a", URL)
    other = desk.repository("b", URL, text="another root")
    return desk.seen(one), desk.seen(other)


def a_second_clone_without_remote_while_the_first_exists(desk):
    desk.repository("source")
    one, other = desk.clone("source", "a", None), desk.clone("source", "b", None)
    return desk.seen(one), desk.seen(other)


def a_submodule(desk):
    desk.repository("part", "https://git.example/team/part.git", text="part")
    desk.repository("a", URL)
    desk.git("a", "submodule", "--quiet", "add", f"file://{desk.folder_of('part')}", "part")
    return desk.seen("a"), desk.seen("a/part")


def a_repository_in_another_with_the_same_first_commit(desk):
    desk.repository("a")
    desk.git(".", "clone", "-q", "a", "a/inner")
    desk.git("a/inner", "remote", "remove", "origin")
    return desk.seen("a"), desk.seen("a/inner")


def another_repository_created_in_the_same_folder(desk):
    desk.repository("a")
    known = desk.seen("a")
    shutil.rmtree(desk.folder_of("a"))
    desk.repository("a", text="something else")
    return known, desk.seen("a")


def a_repository_with_a_remote_in_the_folder_of_another(desk):
    desk.folder_of("a").mkdir()
    desk.git("a", "init", "-q", "-b", "main")
    desk.git("a", "remote", "add", "origin", "https://git.example/team/other.git")
    known = desk.seen("a")
    shutil.rmtree(desk.folder_of("a"))
    desk.repository("a", URL)
    return known, desk.seen("a")


def a_mark_copied_from_another_repository(desk):
    desk.repository("a", URL)
    known = desk.seen("a")
    desk.repository("b", "https://git.example/team/other.git", text="other")
    target = desk.folder_of("b") / ".git" / "chesterton"
    shutil.copytree(desk.folder_of("a") / ".git" / "chesterton", target)
    return known, desk.seen("b")


ONE = (
    the_same_folder_twice,
    a_folder_below_the_root,
    two_clones_with_one_remote,
    ssh_and_https_forms_of_one_remote,
    a_worktree,
    a_worktree_of_a_repository_without_remote,
    a_moved_clone,
    a_moved_repository_without_remote,
    a_repository_cloned_again_after_its_folder_was_deleted,
    a_shallow_clone_of_a_known_remote,
    a_shallow_clone_that_is_unshallowed,
    a_repository_that_gets_a_remote,
    a_repository_that_gets_its_first_commit,
    a_folder_that_becomes_a_repository,
    a_folder_without_git,
    a_repository_whose_git_directory_was_deleted,
    a_clone_that_git_refuses_beside_another,
    a_folder_in_an_untrusted_workspace,
)
TWO = (
    a_fork,
    another_project_with_the_same_remote,
    a_second_clone_without_remote_while_the_first_exists,
    a_submodule,
    a_repository_in_another_with_the_same_first_commit,
    another_repository_created_in_the_same_folder,
    a_repository_with_a_remote_in_the_folder_of_another,
    a_mark_copied_from_another_repository,
    a_new_folder_in_the_place_of_a_moved_clone,
)
Situation = Callable[[Desk], tuple[str, str]]


@pytest.mark.parametrize("situation", ONE, ids=lambda each: each.__name__)
def test_one_project(desk: Desk, situation: Situation) -> None:
    before, after = situation(desk)
    assert before == after


@pytest.mark.parametrize("situation", TWO, ids=lambda each: each.__name__)
def test_two_projects(desk: Desk, situation: Situation) -> None:
    one, other = situation(desk)
    assert one != other


def test_an_untrusted_folder_without_notes_is_not_a_project(desk: Desk) -> None:
    desk.repository("a", URL)
    with pytest.raises(UserError, match="not trusted"):
        desk.seen("a", trusted=False)


def test_reading_records_nothing(desk: Desk) -> None:
    desk.repository("a", URL)
    Workspace.open(desk.folder_of("a"), desk.store).close()
    assert desk.store.projects() == []
    assert not (desk.folder_of("a") / ".git" / "chesterton").exists()


def test_a_repository_that_git_refuses_is_a_plain_folder(desk: Desk, monkeypatch) -> None:
    warnings = []
    monkeypatch.setattr(project, "warn", warnings.append)
    desk.repository("a", URL)
    (desk.folder_of("a") / ".git" / "config").write_text("[broken")
    workspace = Workspace.open(desk.folder_of("a"), desk.store)
    assert workspace.repository is None
    assert workspace.root == desk.folder_of("a").resolve()
    assert len(warnings) == 1
