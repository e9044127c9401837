import pytest

from chesterton.git import log
from chesterton.git.log import CommitInfo
from chesterton.git.repository import Repository
from tests.unit.git.commit_steps import Step, steps

BODY = "".join(f"line {number}\n" for number in range(20))


def test_a_linear_history_is_walked_commit_by_commit(repo):
    repo.write("a.py", "one\n")
    first = repo.commit()
    repo.write("a.py", "two\n")
    second = repo.commit()
    repo.write("b.py", "three\n")
    third = repo.commit()
    walked = steps(Repository.discover(repo.root), first, third)
    assert [(step.commit, summary(step)) for step in walked] == [
        (second, [("M", "a.py", "a.py")]),
        (third, [("A", None, "b.py")]),
    ]


def test_each_step_has_the_blobs_of_both_sides(repo):
    repo.write("a.py", "one\n")
    first = repo.commit()
    repo.write("a.py", "two\n")
    repo.commit()
    (step,) = steps(Repository.discover(repo.root), first, "main")
    (change,) = step.changes
    assert change.old_blob == repo.git("rev-parse", f"{first}:a.py")
    assert change.new_blob == repo.git("rev-parse", "HEAD:a.py")


def test_a_commit_without_changes_is_a_step(repo):
    first = repo.commit()
    second = repo.commit()
    assert steps(Repository.discover(repo.root), first, second) == [Step(second, ())]


def test_there_are_no_steps_from_a_commit_to_itself(repo):
    first = repo.commit()
    assert steps(Repository.discover(repo.root), first, first) == []


def test_there_are_no_steps_from_a_commit_that_is_not_an_ancestor(repo):
    first = repo.commit()
    repo.git("checkout", "-q", "-b", "other")
    other = repo.commit("other")
    repo.git("checkout", "-q", "main")
    main = repo.commit("main")
    repository = Repository.discover(repo.root)
    assert steps(repository, other, main) is None
    assert steps(repository, main, first) is None
    assert steps(repository, "0" * 40, main) is None


def test_the_longest_path_around_a_merge_is_taken(repo):
    repo.write("a.py", BODY)
    first = repo.commit()
    repo.git("checkout", "-q", "-b", "feature")
    feature = []
    for number in range(3):
        repo.write("a.py", BODY + f"feature {number}\n")
        feature.append(repo.commit(f"feature {number}"))
    repo.git("checkout", "-q", "main")
    repo.write("b.py", "main\n")
    repo.commit("main")
    repo.git("merge", "-q", "--no-edit", "feature")
    merge = repo.git("rev-parse", "HEAD")
    walked = steps(Repository.discover(repo.root), first, merge)
    assert [step.commit for step in walked] == [*feature, merge]
    assert summary(walked[-1]) == [("A", None, "b.py")]


def test_a_merged_branch_is_walked_from_its_own_commits(repo):
    repo.commit()
    repo.git("checkout", "-q", "-b", "feature")
    repo.write("a.py", "one\n")
    start = repo.commit()
    repo.git("checkout", "-q", "main")
    repo.commit("main")
    repo.git("merge", "-q", "--no-edit", "feature")
    walked = steps(Repository.discover(repo.root), start, "HEAD")
    assert [summary(step) for step in walked] == [[]]


def test_the_steps_add_up_to_the_diff_of_the_ends(repo):
    first = repo.commit()
    for number in range(6):
        repo.git("checkout", "-q", "-b", f"side{number}", f"HEAD~{min(number, 2)}")
        repo.write(f"side{number}.py", f"{number}\n")
        repo.commit()
        repo.git("checkout", "-q", "main")
        repo.write("main.py", f"{number}\n")
        repo.commit()
        repo.git("merge", "-q", "--no-edit", f"side{number}")
    repository = Repository.discover(repo.root)
    files = {}
    for step in steps(repository, first, "HEAD"):
        for change in step.changes:
            assert files.get(change.old_path) == change.old_blob
            files.pop(change.old_path, None)
            files[change.new_path] = change.new_blob
    whole = {change.new_path: change.new_blob for change in log.diff(repository, first, "HEAD")}
    assert files | {None: None} == whole | {None: None}


def test_a_rename_with_an_edit_is_one_change(repo):
    repo.write("old name.py", BODY)
    first = repo.commit()
    repo.git("mv", "old name.py", "né w\t.py")
    repo.write("né w\t.py", BODY + "one more\n")
    second = repo.commit()
    (change,) = log.diff(Repository.discover(repo.root), first, second)
    assert (change.status, change.old_path, change.new_path) == ("R", "old name.py", "né w\t.py")


def test_a_folder_of_500_files_is_renamed_file_by_file(repo):
    for number in range(500):
        repo.write(f"old/m{number}.py", f"value = {number}\n")
    first = repo.commit()
    repo.git("mv", "old", "new")
    second = repo.commit()
    changes = log.diff(Repository.discover(repo.root), first, second)
    renamed = {(change.old_path, change.new_path) for change in changes}
    assert renamed == {(f"old/m{n}.py", f"new/m{n}.py") for n in range(500)}


def test_links_and_submodules_are_not_files(repo, make_repo):
    other = make_repo("other")
    other.commit()
    repo.write("a.py", "one\n")
    first = repo.commit()
    (repo.root / "link.py").symlink_to("a.py")
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other.root), "sub")
    second = repo.commit()
    changes = log.diff(Repository.discover(repo.root), first, second)
    assert [change.new_path for change in changes] == [".gitmodules"]


def test_a_file_that_becomes_a_link_is_deleted(repo):
    repo.write("a.py", "one\n")
    repo.write("b.py", "one\n")
    first = repo.commit()
    (repo.root / "a.py").unlink()
    (repo.root / "a.py").symlink_to("b.py")
    second = repo.commit()
    (change,) = log.diff(Repository.discover(repo.root), first, second)
    assert (change.status, change.old_path, change.new_path) == ("D", "a.py", None)


def test_ancestors_and_merge_bases(repo):
    first = repo.commit()
    repo.git("checkout", "-q", "-b", "other")
    other = repo.commit("other")
    repo.git("checkout", "-q", "main")
    main = repo.commit("main")
    repo.git("checkout", "-q", "--orphan", "alone")
    alone = repo.commit("alone")
    repository = Repository.discover(repo.root)
    assert log.is_ancestor(repository, first, main)
    assert not log.is_ancestor(repository, other, main)
    assert log.merge_base(repository, other, main) == first
    assert log.merge_base(repository, alone, main) is None
    assert repository.has(other)
    assert not repository.has("1" * 40)
    assert log.parents(repository, [first]) == {first: []}
    assert log.parents(repository, [main, first]) == {main: [first], first: []}


def test_the_metadata_of_a_commit(repo):
    commit = repo.commit("Fix the double charge: 😀\n\nBecause of #12")
    expected = CommitInfo("Fix the double charge: 😀", "Ana", "2026-01-01T00:01:00Z")
    assert log.info(Repository.discover(repo.root), commit) == expected
    assert log.info(Repository.discover(repo.root), "nothing") is None


@pytest.mark.parametrize("date", ["99999999999999999", "-1"])
def test_a_commit_with_an_impossible_date_is_read(repo, date):
    tree = repo.git("write-tree")
    text = f"tree {tree}\nauthor A <a@b> {date} +0000\ncommitter A <a@b> 0 +0000\n\nodd\n"
    file = repo.root / "commit"
    file.write_text(text, encoding="utf-8")
    oid = repo.git("hash-object", "-t", "commit", "-w", "--literally", "commit")
    assert log.info(Repository.discover(repo.root), oid).subject == "odd"


def test_the_commits_that_touched_a_file(repo):
    repo.write("a[b].py", "one\n")
    repo.write("ab.py", "one\n")
    first = repo.commit()
    repo.write("ab.py", "two\n")
    repo.commit()
    repo.write("a[b].py", "three\n")
    third = repo.commit()
    repository = Repository.discover(repo.root)
    assert log.commits_touching(repository, "HEAD", "a[b].py", 10) == [third, first]
    assert log.commits_touching(repository, "HEAD", "a[b].py", 1) == [third]


def summary(step):
    return [(change.status, change.old_path, change.new_path) for change in step.changes]
