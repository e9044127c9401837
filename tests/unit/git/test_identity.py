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
    assert read_mark(Repository.discover(repo.root)) is None


def test_the_mark_is_read_back_and_shared_by_work_trees(repo, tmp_path):
    root = repo.commit()
    repository = Repository.discover(repo.root)
    assert write_mark(repository, ONE, root) == ProjectMark(ONE, root)
    repo.git("worktree", "add", "-q", str(tmp_path / "second"))
    assert read_mark(Repository.discover(tmp_path / "second")) == ProjectMark(ONE, root)


def test_a_mark_made_before_the_first_commit_stays_valid(repo):
    repository = Repository.discover(repo.root)
    write_mark(repository, ONE, None)
    repo.commit()
    assert read_mark(repository) == ProjectMark(ONE, None)


def test_a_mark_is_valid_on_a_branch_with_another_root(repo):
    root = repo.commit()
    repository = Repository.discover(repo.root)
    write_mark(repository, ONE, root)
    repo.git("checkout", "-q", "--orphan", "pages")
    repo.commit("pages")
    assert read_mark(repository) == ProjectMark(ONE, root)


def test_a_mark_of_another_history_is_invalid_and_replaced(repo):
    repo.commit()
    repository = Repository.discover(repo.root)
    write_mark(repository, ONE, "1" * 40)
    assert read_mark(repository) is None
    root = repository.root_commit()
    assert write_mark(repository, TWO, root) == ProjectMark(TWO, root)


@pytest.mark.parametrize("content", [b"", b"garbage", b"0123456789abcdef\n", b"\xff" * 5000])
def test_a_damaged_mark_is_ignored_and_replaced(repo, content):
    repository = Repository.discover(repo.root)
    write_mark(repository, ONE, None)
    (repository.common_dir / "chesterton" / "project").write_bytes(content)
    assert read_mark(repository) is None
    assert write_mark(repository, TWO, None) == ProjectMark(TWO, None)


def test_the_mark_of_the_first_process_wins(repo):
    repository = Repository.discover(repo.root)
    marks = []
    threads = [
        threading.Thread(target=lambda p=project: marks.append(write_mark(repository, p, None)))
        for project in (ONE, TWO)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert marks[0] == marks[1] == read_mark(repository)
    assert os.listdir(repository.common_dir / "chesterton") == ["project"]  # noqa: PTH208
