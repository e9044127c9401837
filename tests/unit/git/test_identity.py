import os
import threading

import pytest

from chesterton.git.project_mark import ProjectMark, read_mark, write_mark
from chesterton.git.remote_address import normalise_url
from chesterton.git.repository import Repository
from chesterton.model.project import ProjectId

ONE, TWO = ProjectId("0123456789abcdef"), ProjectId("fedcba9876543210")


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/acme/shop",
        "https://github.com/acme/shop.git",
        "https://github.com/acme/shop/",
        "https://github.com/acme/shop.git/",
        "https://GitHub.com:443/acme/shop",
        "https://ana:ghp_secret@github.com/acme/shop",
        "https://github.com/acme/shop?token=x#y",
        "http://github.com/acme/shop",
        "git://github.com/acme/shop.git",
        "git@github.com:acme/shop.git",
        "git@github.com:/acme/shop.git",
        "github.com:acme/shop",
        "ssh://git@github.com/acme/shop.git",
        "ssh://git@github.com:22/acme/shop.git",
        "ssh://git@ssh.github.com:443/acme/shop.git",
        "git+ssh://git@github.com/acme/shop",
        " git@GITHUB.COM:acme/shop.git\n",
    ],
)
def test_all_forms_of_a_url_are_equal(url):
    assert normalise_url(url) == "github.com/acme/shop"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("/srv/git/shop.git", "/srv/git/shop"),
        ("file:///srv/git/shop.git", "/srv/git/shop"),
        ("../shop", "../shop"),
        ("C:\\git\\shop.git", "C:/git/shop"),
        ("C:/git/shop", "C:/git/shop"),
        ("https://host/a%20b", "host/a b"),
        ("ssh://git@[::1]:2222/x.git", "::1/x"),
        ("https://[broken/x", None),
        ("", None),
        ("  ", None),
    ],
)
def test_other_urls(url, address):
    assert normalise_url(url) == address


@pytest.mark.parametrize("other", ["git@gitlab.com:acme/shop", "git@github.com:ana/shop"])
def test_a_fork_has_another_url(other):
    assert normalise_url(other) != normalise_url("git@github.com:acme/shop")


def test_a_repository_without_a_mark_has_none(repo):
    assert read_mark(Repository.discover(repo.root).common_dir) is None


def test_the_mark_is_read_back_and_shared_by_work_trees(repo, tmp_path):
    mark = ProjectMark(ONE, repo.commit())
    repository = Repository.discover(repo.root)
    assert write_mark(repository, mark, replaces=None) == mark
    repo.git("worktree", "add", "-q", str(tmp_path / "second"))
    second = Repository.discover(tmp_path / "second")
    assert read_mark(second.common_dir) == mark
    assert second.work_trees() == (second.root, repository.root)
    assert repository.work_trees() == (repository.root, second.root)


def test_a_mark_without_a_root_is_completed(repo):
    repository = Repository.discover(repo.root)
    write_mark(repository, ProjectMark(ONE, None), replaces=None)
    mark = ProjectMark(ONE, repo.commit())
    assert write_mark(repository, mark, replaces=None) == mark


def test_the_mark_that_was_read_is_replaced(repo):
    repository = Repository.discover(repo.root)
    old = write_mark(repository, ProjectMark(ONE, "1" * 40), replaces=None)
    new = ProjectMark(TWO, repo.commit())
    assert write_mark(repository, new, replaces=old) == new


def test_a_mark_written_since_then_is_kept(repo):
    repository = Repository.discover(repo.root)
    mark = write_mark(repository, ProjectMark(ONE, "1" * 40), replaces=None)
    assert write_mark(repository, ProjectMark(TWO, None), replaces=None) == mark


@pytest.mark.parametrize("content", [b"", b"garbage", b"0123456789abcdef\n", b"\xff" * 5000])
def test_a_damaged_mark_is_ignored_and_replaced(repo, content):
    repository = Repository.discover(repo.root)
    mark = write_mark(repository, ProjectMark(ONE, None), replaces=None)
    (repository.common_dir / "chesterton" / "project").write_bytes(content)
    assert read_mark(repository.common_dir) is None
    assert write_mark(repository, mark, replaces=None) == mark


@pytest.mark.parametrize("obstacle", ["a file", "a folder"])
def test_a_git_directory_that_cannot_be_written_stays_without_a_mark(repo, obstacle):
    repository = Repository.discover(repo.root)
    folder = repository.common_dir / "chesterton"
    if obstacle == "a file":
        folder.write_text("not ours")
    else:
        (folder / "project").mkdir(parents=True)
    assert write_mark(repository, ProjectMark(ONE, None), replaces=None) is None


def test_the_mark_of_the_first_process_wins(repo):
    repository = Repository.discover(repo.root)
    marks = []

    def write(project):
        marks.append(write_mark(repository, ProjectMark(project, None), replaces=None))

    threads = [threading.Thread(target=write, args=(project,)) for project in (ONE, TWO)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert marks[0] == marks[1] == read_mark(repository.common_dir)
    assert os.listdir(repository.common_dir / "chesterton") == ["project"]  # noqa: PTH208


def test_a_mark_is_not_written_through_a_link(repo, tmp_path):
    repository = Repository.discover(repo.root)
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "project").write_text("important", encoding="utf-8")
    (repository.common_dir / "chesterton").symlink_to(victim)
    write_mark(repository, ProjectMark(ONE, None), replaces=None)
    assert (victim / "project").read_text(encoding="utf-8") == "important"
