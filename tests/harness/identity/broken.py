"""The git folder is damaged, gone, or somewhere else than the work tree says."""

import shutil

from tests.harness.identity.desk import Desk


def in_a_worktree_that_was_pruned(desk: Desk) -> str:
    desk.noted()
    desk.git("a", "worktree", "add", "-q", "../b", "-b", "side")
    desk.remove("a/.git/worktrees")
    return "b"


def noted_in_a_worktree_that_was_pruned_and_moved(desk: Desk) -> str:
    desk.repository("main")
    desk.git("main", "worktree", "add", "-q", "../a", "-b", "side")
    desk.note()
    desk.remove("main/.git/worktrees")
    shutil.move(desk / "a", desk / "b")
    return "b"


def in_a_worktree_without_its_repository(desk: Desk) -> str:
    """As in a container in which only the work tree is mounted, at another path."""
    desk.repository("main")
    desk.git("main", "worktree", "add", "-q", "../a", "-b", "side")
    desk.note()
    shutil.move(desk / "a", desk / "b")
    desk.remove("main")
    return "b"


def in_a_worktree_of_a_bare_repository_that_moved(desk: Desk) -> str:
    in_the_folder_of_a_bare_repository(desk)
    shutil.move(desk / "hub", desk / "moved.git")
    return "moved.git/a"


def in_a_worktree_that_was_moved_with_its_repository(desk: Desk) -> str:
    (desk / "old").mkdir()
    desk.repository("old/main")
    desk.git("old/main", "worktree", "add", "-q", "../a", "-b", "side")
    desk.note("old/a")
    shutil.move(desk / "old", desk / "new")
    return "new/a"


def in_a_submodule_that_was_moved(desk: Desk) -> str:
    _in_a_submodule(desk)
    (desk / "a/libs/deep").mkdir(parents=True)
    shutil.move(desk / "a/part", desk / "a/libs/deep/part")
    return "a/libs/deep/part"


def in_a_submodule_that_was_copied_out(desk: Desk) -> str:
    _in_a_submodule(desk)
    shutil.copytree(desk / "a/part", desk / "b")
    return "b"


def in_a_submodule_whose_git_folder_is_gone(desk: Desk) -> str:
    _in_a_submodule(desk)
    desk.remove("a/.git/modules")
    return "a/part"


def _in_a_submodule(desk: Desk) -> None:
    desk.repository("part")
    desk.repository("a", "main.py", "import part\n")
    desk.git("a", "submodule", "--quiet", "add", f"file://{desk / 'part'}", "part")
    desk.git("a", "commit", "-qm", "part")
    desk.note("a/part")
    desk.remove("part")


def in_the_folder_of_a_bare_repository(desk: Desk) -> tuple[str, str]:
    desk.repository("seed")
    desk.clone("seed", "hub", "--bare")
    desk.git("hub", "worktree", "add", "-q", "a", "main")
    desk.note("hub/a")
    return "hub", "a/pay.py"


def in_the_folder_around_a_hidden_bare_repository(desk: Desk) -> tuple[str, str]:
    desk.repository("seed")
    (desk / "shop").mkdir()
    desk.clone("seed", "shop/.bare", "--bare")
    (desk / "shop/.git").write_text("gitdir: ./.bare\n", encoding="utf-8")
    desk.git("shop", "worktree", "add", "-q", "main", "main")
    desk.note("shop/main")
    return "shop", "main/pay.py"


def with_a_git_folder_without_head(desk: Desk) -> str:
    desk.noted()
    desk.remove("a/.git/HEAD")
    return "a"


def with_a_damaged_git_folder_in_another_repository(desk: Desk) -> str:
    desk.repository("outer", "main.py", "x = 1\n")
    desk.repository("outer/a")
    desk.note("outer/a")
    desk.remove("outer/a/.git/HEAD", "outer/a/.git/objects")
    return "outer/a"


def with_a_link_to_a_git_folder_that_is_gone(desk: Desk) -> str:
    desk.noted()
    shutil.move(desk / "a/.git", desk / "kept")
    (desk / "a/.git").symlink_to(desk / "kept")
    desk.remove("kept")
    return "a"


def with_an_invalid_branch(desk: Desk) -> str:
    desk.noted()
    (desk / "a/.git/HEAD").write_text("ref: refs/heads/fix..it\n", encoding="utf-8")
    return "a"


def with_a_head_that_names_no_branch(desk: Desk) -> str:
    desk.noted()
    (desk / "a/.git/HEAD").write_text("ref: refs/heads/two words\n", encoding="utf-8")
    return "a"
