"""Git's index: tracked regular files, conflicts and files outside a sparse checkout."""

from subprocess import CalledProcessError

import pytest

from chesterton.git import index
from chesterton.git.blob import blob_hash
from chesterton.git.repository import Repository


def entries(repo):
    return {each.path: each for each in index.entries(Repository.discover(repo.root))}


def test_an_entry_names_content_and_stat_data(repo):
    repo.write("a b/grün.py", "x = 1\n")
    repo.commit()
    entry = entries(repo)["a b/grün.py"]
    stat = (repo.root / "a b" / "grün.py").stat()
    assert entry.blob == blob_hash(b"x = 1\n")
    assert (entry.mtime, entry.size) == (stat.st_mtime_ns, stat.st_size)
    assert entry.merged
    assert entry.is_checked_out


def test_links_and_untracked_files_are_left_out(repo):
    repo.write("a.py", "x = 1\n")
    (repo.root / "link.py").symlink_to("a.py")
    repo.commit()
    repo.write("new.py", "x = 2\n")
    assert entries(repo).keys() == {"a.py"}


def test_a_file_in_conflict_is_not_merged(repo):
    repo.write("a.py", "base\n")
    repo.commit()
    for branch in ("one", "other"):
        repo.git("checkout", "-q", "-b", branch, "main")
        repo.write("a.py", f"{branch}\n")
        repo.commit()
    with pytest.raises(CalledProcessError):
        repo.git("merge", "one")
    assert not entries(repo)["a.py"].merged


def test_a_file_outside_a_sparse_checkout(repo):
    repo.write("in/a.py", "x\n")
    repo.write("out/b.py", "x\n")
    repo.commit()
    repo.git("sparse-checkout", "set", "in")
    found = entries(repo)
    assert found["in/a.py"].is_checked_out
    assert not found["out/b.py"].is_checked_out
