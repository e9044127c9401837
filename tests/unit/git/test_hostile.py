"""A hostile repository cannot run programs: S52 to S62 of tests/promises.md."""

import os
import stat
import subprocess
import sys
import time
from shlex import quote

import pytest

from chesterton.git import log, project_mark, worktree
from chesterton.git.errors import GitError, Reason
from chesterton.git.objects import Objects
from chesterton.git.repository import Repository
from chesterton.git.run import environment, run
from chesterton.model.project import ProjectId
from chesterton.process.programs import find_program
from tests.unit.git.commit_steps import steps
from tests.unit.git.traps import HOOKS, Traps, git, lay

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the traps are shell scripts")


@pytest.fixture(name="hostile")
def _hostile(repo, tmp_path):
    traps = Traps(tmp_path / "traps")
    repo.write("app.py", "def charge():\n    return 1\n")
    repo.commit("first")
    lay(repo.root, traps)
    traps.reset()
    return repo.root, traps


def ask_everything(root):
    """Calls every function of the package that runs git."""
    repository = Repository.discover(root)
    head = repository.head()
    names = ("branch", "origin", "root_commit", "user_name", "in_progress", "other_side")
    answers = [getattr(repository, name)() for name in (*names, "head_marker")]
    answers += [repository.why_unusable, repository.object_format, repository.is_shallow]
    answers += [worktree.changed_paths(repository), worktree.untracked_paths(repository)]
    first = repository.root_commit()
    answers += [steps(repository, first, "HEAD"), log.diff(repository, first, head)]
    answers += [
        steps(repository, first, "renamed"),
        log.diff(repository, "promised", "renamed"),
    ]
    answers += [log.is_ancestor(repository, first, head), log.merge_base(repository, first, head)]
    answers += [log.info(repository, head), repository.has(head), repository.known([head])]
    answers += [
        log.commits_touching(repository, head, "app.py", 10),
        log.parents(repository, [head]),
    ]
    with Objects(repository) as objects:
        answers += [objects.blob("HEAD", "app.py"), objects.blob_id("HEAD", "app.py")]
        answers += [objects.blob("promised", "promised.py"), objects.read("1" * 40)]
    mark = project_mark.ProjectMark(ProjectId("0" * 16), first)
    answers += [project_mark.write_mark(repository, mark, None), repository.work_trees()]
    return answers


@pytest.mark.parametrize(
    ("command", "trap"),
    [
        ("git status", "core.fsmonitor"),
        ("git diff", "filter.evil.process"),
        ("git diff --no-ext-diff", "filter.evil.process"),
        ("git log -1 --show-signature", "gpg.program"),
        ("git branch other", "hook.reference-transaction"),
        ("git cat-file -p " + "1" * 40, "transport"),
    ],
)
def test_the_traps_work_on_an_ordinary_git(hostile, command, trap):
    root, traps = hostile
    subprocess.run(command.split(), cwd=root, capture_output=True, check=False, timeout=20)
    assert trap in traps.sprung()


@pytest.mark.parametrize(
    ("command", "trap"),
    [
        ("git cat-file --textconv HEAD:app.py", "diff.evil.textconv"),
        ("git diff HEAD:app.py HEAD:.gitmodules", "diff.evil.command"),
    ],
)
def test_the_traps_behind_the_filters_work_too(hostile, command, trap):
    root, traps = hostile
    (root / ".gitattributes").write_text("* diff=evil\n", encoding="utf-8")
    subprocess.run(command.split(), cwd=root, capture_output=True, check=False, timeout=20)
    assert trap in traps.sprung()


@pytest.mark.parametrize("attributes", ["* filter=evil diff=evil merge=evil", "* diff=evil"])
def test_a_hostile_repository_runs_no_program(hostile, attributes):
    """S52, S53, S54, S55, S58"""
    root, traps = hostile
    (root / ".gitattributes").write_text(f"{attributes}\n", encoding="utf-8")
    ask_everything(root)
    assert traps.sprung() == []


def test_a_hostile_repository_is_still_read_correctly(hostile):
    root, _ = hostile
    repository = Repository.discover(root)
    assert "app.py" in worktree.changed_paths(repository)
    with Objects(repository) as objects:
        assert objects.blob("HEAD", "app.py") == b"def charge():\n    return 1\n"


def test_a_promised_object_is_missing_and_the_others_are_read(hostile):
    """S58"""
    root, _ = hostile
    repository = Repository.discover(root)
    with Objects(repository) as objects:
        oid = objects.blob_id("HEAD", "app.py")
        promised, there = objects.read_many(["1" * 40, oid])
    assert promised is None
    assert there == b"def charge():\n    return 1\n"


def test_changes_are_listed_without_promised_objects(hostile):
    """S58: without the content, the rename is an addition and a deletion."""
    root, _ = hostile
    repository = Repository.discover(root)
    (step,) = steps(repository, "promised", "renamed")
    assert {(c.status, c.old_path, c.new_path) for c in step.changes} == {
        ("A", None, "moved.py"),
        ("D", "promised.py", None),
    }


def test_hooks_are_left_in_place(hostile):
    root, _ = hostile
    assert (root / ".git" / "hooks" / HOOKS[0]).exists()


def test_a_bare_repository_inside_the_tree_is_not_used(hostile):
    """S56"""
    root, _ = hostile
    inner = root / "docs" / "inner"
    assert Repository.discover(inner).root == root
    with pytest.raises(GitError):
        run(inner, "rev-parse", "--git-dir")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to chown")
def test_a_repository_of_another_user_is_not_read(repo):
    """S57"""
    repo.write("app.py", "x = 1\n")
    repo.commit("first")
    for folder, _, files in os.walk(repo.root):
        for path in (folder, *(os.path.join(folder, name) for name in files)):  # noqa: PTH118
            os.lchown(path, 12345, 12345)
    repository = Repository.discover(repo.root)
    assert "another user" in repository.why_unusable
    step = f"git config --global --add safe.directory {quote(str(repo.root))}"
    assert repository.why_unusable.endswith(f"if you trust it, run: {step}")
    with pytest.raises(GitError) as caught:
        repository.head()
    assert caught.value.reason is Reason.REFUSED
    assert git(repo.root, "config", "--global", "--default", "", "--get", "safe.directory") == ""


@pytest.mark.parametrize("place", ["first", ".", "nested/bin"])
def test_a_git_executable_in_the_project_is_not_run(repo, tmp_path, monkeypatch, place):
    """S59"""
    traps = Traps(tmp_path / "traps")
    folder = repo.root / place
    folder.mkdir(parents=True, exist_ok=True)
    traps.program("planted", at=folder / "git")
    entry = "." if place == "." else str(folder)
    monkeypatch.setenv("PATH", os.pathsep.join([entry, "", os.environ["PATH"]]))
    monkeypatch.chdir(repo.root)
    repository = Repository.discover(repo.root)
    assert repository.why_unusable is None
    assert traps.sprung() == []


def test_a_git_executable_in_another_workspace_folder_is_not_run(repo, tmp_path, monkeypatch):
    """S59"""
    other = tmp_path / "other"
    other.mkdir()
    traps = Traps(tmp_path / "traps")
    traps.program("planted", at=other / "git")
    monkeypatch.setenv("PATH", os.pathsep.join([str(other), os.environ["PATH"]]))
    assert Repository.discover(repo.root, avoid=(other,)).why_unusable is None
    assert traps.sprung() == []


def test_a_link_into_the_project_is_not_run_as_git(repo, tmp_path, monkeypatch):
    """S59"""
    outside = tmp_path / "bin"
    outside.mkdir()
    Traps(tmp_path / "traps").program("planted", at=repo.root / "evil")
    (outside / "git").symlink_to(repo.root / "evil")
    monkeypatch.setenv("PATH", str(outside))
    assert find_program("git", (repo.root,)) is None


def test_git_does_not_look_for_programs_in_the_project(repo, monkeypatch):
    """S59"""
    path = os.pathsep.join([str(repo.root / "bin"), ".", "/usr/bin"])
    monkeypatch.setenv("PATH", path)
    assert environment(repo.root, (repo.root,))["PATH"] == "/usr/bin"


def test_names_that_look_like_options_are_not_options(repo):
    """S60"""
    repo.write("--output=x", "one\n")
    repo.commit("--first")
    head = git(repo.root, "rev-parse", "HEAD")
    git(repo.root, "update-ref", "refs/heads/--upload-pack=evil", head)
    git(repo.root, "symbolic-ref", "HEAD", "refs/heads/--upload-pack=evil")
    repository = Repository.discover(repo.root)
    assert repository.head() == head
    assert repository.resolve("--upload-pack=evil") == head
    assert repository.resolve("--all") is None
    assert log.commits_touching(repository, head, "--output=x", 5) == [head]
    assert log.info(repository, head).subject == "--first"
    assert log.diff(repository, head, "--upload-pack=evil") == ()
    with pytest.raises(GitError):
        log.diff(repository, "--output=written", head)
    with Objects(repository) as objects:
        assert objects.blob(head, "--output=x") == b"one\n"
    assert not (repo.root / "written").exists()


def test_git_variables_in_the_environment_are_ignored(repo, tmp_path, monkeypatch):
    """S61"""
    repo.write("app.py", "x = 1\n")
    repo.commit("first")
    traps = Traps(tmp_path / "traps")
    program = traps.program("environment")
    variables = {
        "GIT_DIR": str(tmp_path / "elsewhere"),
        "GIT_WORK_TREE": str(tmp_path),
        "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_EXTERNAL_DIFF": program,
        "GIT_PAGER": program,
        "GIT_SSH_COMMAND": program,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": program,
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor'='{program}'",
        "GIT_CONFIG_GLOBAL": str(tmp_path / "config"),
        "GIT_ALLOW_PROTOCOL": "ext",
        "GIT_TRACE": str(tmp_path / "trace"),
        "GIT_EXEC_PATH": str(tmp_path),
        "PAGER": program,
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    repository = Repository.discover(repo.root)
    assert repository.head() is not None
    assert worktree.changed_paths(repository) == []
    assert traps.sprung() == []
    assert not (tmp_path / "trace").exists()


def test_a_missing_git_is_explained_in_one_sentence(repo, monkeypatch):
    """S62"""
    monkeypatch.setenv("PATH", "")
    trouble = Repository.discover(repo.root).why_unusable
    assert trouble == (
        "git was not found on PATH (folders inside the project are ignored);"
        " install git or add its folder to PATH; "
        "notes also work without git"
    )


def fake_git(folder, script, monkeypatch):
    folder.mkdir()
    program = folder / "git"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", os.pathsep.join([str(folder), os.environ["PATH"]]))


def test_a_hanging_git_is_killed(repo, tmp_path, monkeypatch):
    """S62"""
    fake_git(tmp_path / "bin", f"echo $$ > '{tmp_path}/pid'; sleep 600", monkeypatch)
    with pytest.raises(GitError) as caught:
        run(repo.root, "rev-parse", timeout=0.3)
    assert caught.value.reason is Reason.TIMEOUT
    assert not is_running(int((tmp_path / "pid").read_text()))


def test_a_child_process_left_by_git_is_killed(repo, tmp_path, monkeypatch):
    """S62"""
    fake_git(tmp_path / "bin", f"sleep 60 & echo $! > '{tmp_path}/pid'; echo done", monkeypatch)
    with pytest.raises(GitError) as caught:
        run(repo.root, "rev-parse", timeout=0.3)
    assert caught.value.reason is Reason.TIMEOUT
    assert not is_running(int((tmp_path / "pid").read_text()))


def test_a_git_with_endless_output_is_killed(repo, tmp_path, monkeypatch):
    """S62"""
    fake_git(tmp_path / "bin", "yes | head -c 1000000000", monkeypatch)
    with pytest.raises(GitError) as caught:
        run(repo.root, "rev-list", limit=1_000_000)
    assert caught.value.reason is Reason.TOO_LARGE


def test_a_git_with_endless_error_output_does_not_block(repo, tmp_path, monkeypatch):
    """S62"""
    fake_git(tmp_path / "bin", "yes | head -c 1000000 >&2; echo fine", monkeypatch)
    assert run(repo.root, "rev-list") == b"fine\n"


def test_a_git_that_hangs_on_an_object_is_killed(repo, tmp_path, monkeypatch):
    """S62"""
    fake_git(tmp_path / "bin", "sleep 60", monkeypatch)
    monkeypatch.setattr("chesterton.git.batch.TIMEOUT", 0.2)
    with Objects(Repository.discover(repo.root)) as objects, pytest.raises(GitError):
        objects.read("1" * 40)


def is_running(pid):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        if "Z (zombie)" in _status(pid):
            return False
        time.sleep(0.02)
    return True


def _status(pid):
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return ""
