import os
import subprocess

import pytest

from chesterton.git import worktree
from chesterton.git.blob import blob_hash
from chesterton.git.repository import Repository


@pytest.fixture(name="work")
def _work(repo):
    for name in ("a.py", "b.py", "c.py", "sub/d.py"):
        repo.write(name, f"{name}\n" * 3)
    repo.write(".gitignore", "*.log\nbuild/\n")
    repo.commit()
    return repo


def changed(repo):
    return worktree.changed_paths(Repository.discover(repo.root))


def test_a_clean_tree_has_no_changes(work):
    assert changed(work) == []


def test_edited_staged_and_deleted_files_are_changed(work):
    work.write("a.py", "edited\n")
    work.write("b.py", "staged\n")
    work.git("add", "b.py")
    (work.root / "c.py").unlink()
    work.write("new.py", "new\n")
    work.git("add", "new.py")
    assert changed(work) == ["a.py", "b.py", "c.py", "new.py"]


def test_a_staged_edit_undone_in_the_work_tree_is_changed(work):
    work.write("a.py", "edited\n")
    work.git("add", "a.py")
    work.write("a.py", "a.py\n" * 3)
    assert changed(work) == ["a.py"]


def test_an_edit_with_equal_size_and_time_is_detected(work):
    index = (work.root / ".git" / "index").stat()
    work.write("a.py", "b.py\n" * 3)
    os.utime(work.root / "a.py", ns=(index.st_mtime_ns, index.st_mtime_ns))
    assert changed(work) == ["a.py"]


def test_a_file_that_was_only_touched_is_not_changed(work):
    os.utime(work.root / "a.py", (1, 1))
    assert changed(work) == []


def test_different_line_endings_are_not_a_change(work):
    (work.root / "a.py").write_bytes(b"a.py\r\n" * 3)
    assert changed(work) == []


def test_a_file_that_became_a_link_or_a_folder_is_changed(work):
    (work.root / "a.py").unlink()
    (work.root / "a.py").symlink_to("b.py")
    (work.root / "b.py").unlink()
    (work.root / "b.py").mkdir()
    assert changed(work) == ["a.py", "b.py"]


def test_files_marked_assume_unchanged_are_still_compared(work):
    work.git("update-index", "--assume-unchanged", "a.py")
    work.write("a.py", "edited\n")
    assert changed(work) == ["a.py"]


def test_a_split_index_is_read(work):
    work.git("update-index", "--split-index")
    work.write("a.py", "edited\n")
    assert changed(work) == ["a.py"]


def test_untracked_files_are_listed_without_ignored_ones(work):
    for name in ("new.py", "sub/new é.py", "x.log", "build/out.py"):
        work.write(name, "new\n")
    repository = Repository.discover(work.root)
    assert worktree.untracked_paths(repository) == ["new.py", "sub/new é.py"]


def test_names_with_line_breaks_tabs_and_quotes_are_preserved(work):
    names = ['q"uote.py', "tab\t.py", "line\nbreak.py", " space .py"]
    for name in names:
        work.write(name, "one\n")
    repository = Repository.discover(work.root)
    assert worktree.untracked_paths(repository) == sorted(names)
    work.commit()
    for name in names:
        work.write(name, "other\n")
    assert changed(work) == sorted(names)


def test_a_thousand_files_are_compared_like_git_does(repo):
    for number in range(1000):
        repo.write(f"d{number % 7}/f{number}.py", f"{number}\n")
    repo.commit()
    for number in range(0, 1000, 37):
        repo.write(f"d{number % 7}/f{number}.py", f"{number + 1}\n")
    said = subprocess.run(
        ["git", "diff", "--name-only", "HEAD"],
        cwd=repo.root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert changed(repo) == sorted(said.stdout.split())


@pytest.mark.parametrize("data", [b"", b"x", b"line\n" * 1000, b"\0\xff"])
def test_the_blob_hash_equals_that_of_git(repo, data):
    (repo.root / "file").write_bytes(data)
    assert blob_hash(data) == repo.git("hash-object", "--no-filters", "file")
