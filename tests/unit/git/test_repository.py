"""All kinds of repositories and work trees: L26 of tests/promises.md."""

import os
import sys

import pytest

from chesterton.git import layout, worktree
from chesterton.git.blob import blob_hash
from chesterton.git.objects import Objects
from chesterton.git.repository import Repository
from tests.unit.git.commit_steps import steps


def test_a_repository_is_found_from_any_folder_inside(repo):
    (repo.root / "a" / "b").mkdir(parents=True)
    found = Repository.discover(repo.root / "a" / "b")
    assert found.root == repo.root.resolve()
    assert found.git_dir == found.common_dir == repo.root.resolve() / ".git"


def test_the_git_directory_belongs_to_its_repository(repo):
    drafts = repo.root / ".git" / "chesterton" / "drafts"
    drafts.mkdir(parents=True)
    assert Repository.discover(drafts).root == repo.root.resolve()


def test_a_folder_without_git(tmp_path):
    folder = tmp_path / "plain"
    folder.mkdir()
    assert Repository.discover(folder) is None


def test_a_bare_repository_is_not_discovered(make_repo):
    bare = make_repo("bare.git", "--bare")
    assert Repository.discover(bare.root) is None


@pytest.mark.parametrize(
    "content", ["gitdir: ../nowhere\n", "nonsense", "", "gitdir: //server/share/x\n", "gitdir: \0"]
)
def test_a_git_file_with_a_missing_target_is_not_a_repository(repo, content):
    """Git fails on it too, instead of using an enclosing repository."""
    inner = repo.root / "inner"
    inner.mkdir()
    (inner / ".git").write_text(content, encoding="utf-8")
    assert Repository.discover(inner) is None


def test_an_empty_git_directory_is_ignored(repo):
    inner = repo.root / "inner"
    (inner / ".git").mkdir(parents=True)
    assert Repository.discover(inner).root == repo.root.resolve()


def test_before_the_first_commit_there_is_no_head(repo):
    repository = Repository.discover(repo.root)
    assert repository.head() is None
    assert repository.root_commit() is None
    assert repository.branch() == "main"
    repo.write("a.py", "one\n")
    repo.git("add", "a.py")
    assert worktree.changed_paths(repository) == ["a.py"]
    with Objects(repository) as objects:
        assert objects.blob("HEAD", "a.py") is None


def test_a_linked_work_tree_shares_the_common_directory(repo, tmp_path):
    repo.write("a.py", "one\n")
    repo.commit()
    repo.git("worktree", "add", "-q", str(tmp_path / "second"), "-b", "second")
    first = Repository.discover(repo.root)
    second = Repository.discover(tmp_path / "second")
    assert second.common_dir == first.common_dir
    assert second.git_dir != first.git_dir
    assert second.root_commit() == first.root_commit()
    assert (first.branch(), second.branch()) == ("main", "second")
    (second.root / "a.py").write_text("two\n", encoding="utf-8")
    assert worktree.changed_paths(second) == ["a.py"]
    assert worktree.changed_paths(first) == []


def test_the_work_tree_of_a_bare_repository(repo, tmp_path):
    commit = repo.commit()
    repo.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    repo.git("--git-dir", str(tmp_path / "bare.git"), "worktree", "add", "-q", str(tmp_path / "w"))
    repository = Repository.discover(tmp_path / "w")
    assert repository.head() == commit
    assert repository.why_unusable is None


def test_a_submodule_is_a_repository_of_its_own(repo, make_repo):
    library = make_repo("library")
    library.write("lib.py", "one\n")
    commit = library.commit()
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(library.root), "lib")
    repo.commit()
    inner = Repository.discover(repo.root / "lib")
    assert inner.root == repo.root.resolve() / "lib"
    assert inner.root_commit() == commit
    outer = Repository.discover(repo.root)
    (repo.root / "lib" / "lib.py").write_text("two\n", encoding="utf-8")
    assert worktree.changed_paths(outer) == []
    assert worktree.changed_paths(inner) == ["lib.py"]


def test_files_outside_a_sparse_checkout_are_not_deleted(repo):
    repo.write("a/one.py", "one\n")
    repo.write("b/two.py", "two\n")
    repo.commit()
    for options in (("--no-cone", "a/"), ("--cone", "--sparse-index", "a")):
        repo.git("sparse-checkout", "set", *options)
        assert not (repo.root / "b").exists()
        assert worktree.changed_paths(Repository.discover(repo.root)) == []
        assert worktree.skipped_paths(Repository.discover(repo.root)) == {"b/two.py"}
    repo.git("sparse-checkout", "disable")
    assert worktree.skipped_paths(Repository.discover(repo.root)) == frozenset()


def test_a_shallow_clone_does_not_know_its_root(repo, tmp_path):
    repo.commit()
    second = repo.commit()
    url = f"file://{repo.root.as_posix()}"
    repo.git("clone", "-q", "--depth", "1", url, str(tmp_path / "shallow"))
    repository = Repository.discover(tmp_path / "shallow")
    assert repository.is_shallow
    assert repository.root_commit() is None
    assert repository.head() == second


def test_a_repository_with_sha256(make_repo):
    repo = make_repo("modern", "--object-format=sha256")
    repo.write("a.py", "one\n")
    first = repo.commit()
    repo.write("a.py", "two\n")
    second = repo.commit()
    repository = Repository.discover(repo.root)
    assert len(first) == 64
    assert repository.object_format == "sha256"
    (step,) = steps(repository, first, second)
    assert step.changes[0].new_blob == blob_hash(b"two\n", "sha256")
    with Objects(repository) as objects:
        assert objects.blob(first, "a.py") == b"one\n"
    assert worktree.changed_paths(repository) == []


def test_the_root_commit_is_that_of_the_first_parents(repo):
    first = repo.commit()
    repo.git("checkout", "-q", "--orphan", "imported")
    repo.commit("imported")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-edit", "--allow-unrelated-histories", "imported")
    assert Repository.discover(repo.root).root_commit() == first


def test_the_head_marker_changes_with_head(repo):
    repository = Repository.discover(repo.root)
    markers = [repository.head_marker()]
    heads = [repository.head()]
    for change in (
        ("commit", "-q", "--allow-empty", "-m", "one"),
        ("commit", "-q", "--allow-empty", "-m", "two"),
        ("reset", "-q", "--hard", "HEAD~1"),
        ("checkout", "-q", "--detach"),
        ("commit", "-q", "--allow-empty", "-m", "three"),
    ):
        repo.git(*change)
        markers.append(repository.head_marker())
        heads.append(repository.head())
    assert len(set(markers)) == len(markers)
    assert heads[0] is None
    assert heads[3] == heads[1]
    assert heads[5] == repo.git("rev-parse", "HEAD")
    assert repository.branch() is None


def test_packed_refs_are_resolved(repo):
    first = repo.commit()
    repository = Repository.discover(repo.root)
    assert repository.head() == first
    repo.git("pack-refs", "--all")
    second = repo.commit()
    repo.git("pack-refs", "--all")
    assert repository.head() == second


def test_the_head_marker_is_stable_without_changes(repo):
    repo.commit()
    repository = Repository.discover(repo.root)
    assert repository.head_marker() == repository.head_marker()


def test_an_operation_in_progress_and_its_other_side(repo):
    repo.write("a.py", "one\n")
    repo.commit()
    repo.git("checkout", "-q", "-b", "other")
    repo.write("a.py", "other\n")
    other = repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write("a.py", "main\n")
    main = repo.commit()
    repository = Repository.discover(repo.root)
    assert (repository.in_progress(), repository.other_side()) == (None, None)
    seen = []
    for operation, end in (("merge", "--abort"), ("cherry-pick", "--abort"), ("rebase", "--abort")):
        with pytest.raises(Exception, match="exit status 1"):
            repo.git(operation, "other")
        assert worktree.changed_paths(repository) == ["a.py"]
        seen.append((repository.in_progress(), repository.other_side()))
        repo.git(operation, end)
    assert seen == [("merge", other), ("cherry-pick", other), ("rebase", main)]
    repo.git("revert", "--no-commit", "HEAD")
    assert (repository.in_progress(), repository.other_side()) == (
        "revert",
        repo.git("rev-parse", "HEAD~1"),
    )


def test_the_user_name_is_that_of_git(repo):
    assert Repository.discover(repo.root).user_name() == "Ana"
    repo.git("config", "user.name", "Zoë")
    assert Repository.discover(repo.root).user_name() == "Zoë"


def test_the_origin_is_the_remote_of_that_name_or_the_only_one(repo):
    repository = Repository.discover(repo.root)
    assert repository.origin() is None
    repo.git("remote", "add", "upstream", "git@GitHub.com:Acme/shop.git")
    assert repository.origin() == "github.com/Acme/shop"
    repo.git("remote", "add", "fork", "https://github.com/ana/shop")
    assert repository.origin() is None
    repo.git("remote", "add", "origin", "https://ana:secret@github.com/acme/shop.git")
    assert repository.origin() == "github.com/acme/shop"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_repository_behind_a_symbolic_link_is_the_same(repo, tmp_path):
    (tmp_path / "link").symlink_to(repo.root, target_is_directory=True)
    assert Repository.discover(tmp_path / "link") == Repository.discover(repo.root)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads all")
def test_an_unreadable_folder_is_not_a_repository(repo):
    (repo.root / ".git").chmod(0)
    try:
        assert Repository.discover(repo.root) is None
    finally:
        (repo.root / ".git").chmod(0o700)


CONFIGURATIONS = [
    ('[remote "origin"]\n\turl = git@github.com:me/shop.git\n', "github.com/me/shop"),
    ('[remote "fork"]\n\tfetch = x\n\tURL=https://github.com/me/shop\n', "github.com/me/shop"),
    ('[remote "a"]\n\turl = a@b.c:x\n[remote "origin"]\n\turl = https://h.org/x/y\n', "h.org/x/y"),
    ('[remote "a"]\n\turl = a@b.c:x\n[remote "b"]\n\turl = a@b.c:y\n', None),
    ('[remote "origin"]\n\turl = "https://h.org/x/y" ; quoted\n', "h.org/x/y"),
    ('[remote "origin"]\n\turl = https://h.org/\\\nx/y\n', "h.org/x/y"),
    ("[remote.origin]\n\turl = https://h.org/x/y\n", "h.org/x/y"),
    ("[core]\n\turl = https://h.org/x/y\n", None),
]


@pytest.mark.parametrize(("text", "origin"), CONFIGURATIONS)
def test_a_plain_configuration_is_read_as_git_reads_it(repo, text, origin):
    with (repo.root / ".git" / "config").open("a") as file:
        file.write(text)
    repository = Repository.discover(repo.root)
    assert repository.origin() == origin
    plain = layout.read_remotes(repository.common_dir)
    assert plain in (None, repository._remotes())


def test_head_is_read_from_a_file_without_running_git(repo):
    folder = repo.root / ".git"
    assert layout.read_head(folder, folder) is layout.UNBORN
    commit = repo.commit("one")
    assert layout.read_head(folder, folder) == commit
    repo.git("checkout", "-q", "--detach")
    assert layout.read_head(folder, folder) == commit
    repo.git("checkout", "-q", "-")
    repo.git("pack-refs", "--all")
    assert layout.read_head(folder, folder) is None
    assert Repository.discover(repo.root).head() == commit
    repo.git("checkout", "-q", "--orphan", "other")
    assert Repository.discover(repo.root).head() is None


def test_a_commit_on_a_symbolic_branch_is_seen(repo):
    first = repo.commit()
    repo.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
    repo.git("symbolic-ref", "HEAD", "refs/heads/alias")
    repository = Repository.discover(repo.root)
    assert repository.head() == first
    assert repository.head() != repo.commit() == repository.head()


@pytest.mark.parametrize("head", ["ref:  refs/heads/main\n", "ref: refs/heads/main \n"])
def test_head_is_read_as_git_reads_it(repo, head):
    commit = repo.commit()
    (repo.root / ".git" / "HEAD").write_text(head, encoding="utf-8")
    assert Repository.discover(repo.root).head() == commit


def test_a_branch_of_one_worktree_only_is_read(repo, tmp_path):
    commit = repo.commit()
    repo.git("worktree", "add", "-q", "--detach", str(tmp_path / "other"))
    repo.git("-C", str(tmp_path / "other"), "update-ref", "refs/worktree/p", commit)
    repo.git("-C", str(tmp_path / "other"), "symbolic-ref", "HEAD", "refs/worktree/p")
    assert Repository.discover(tmp_path / "other").head() == commit


@pytest.mark.parametrize(
    ("section", "origin"),
    [
        ('[Remote "origin"]\n\turl = https://example.org/a/b\n', "example.org/a/b"),
        ('[remote "origin"]\n\turl = \n\turl = https://example.org/a/b\n', None),
        ("[Include]\n\tpath = more\n", "example.org/more"),
    ],
)
def test_the_configuration_is_read_as_git_reads_it(repo, section, origin):
    config = repo.root / ".git" / "config"
    more = '[remote "origin"]\n\turl = https://example.org/more\n'
    (repo.root / ".git" / "more").write_text(more, encoding="utf-8")
    config.write_text(config.read_text(encoding="utf-8") + section, encoding="utf-8")
    assert Repository.discover(repo.root).origin() == origin
