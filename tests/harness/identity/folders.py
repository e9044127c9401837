"""Folders are moved, copied, linked and nested."""

import shutil

from tests.harness.identity.desk import URL, Desk
from tests.harness.identity.rewritten import rewritten_and_moved


def moved(desk: Desk) -> str:
    desk.noted()
    shutil.move(desk / "a", desk / "b")
    return "b"


def moved_without_its_mark(desk: Desk) -> str:
    moved(desk)
    desk.remove("b/.git/chesterton")
    return "b"


def moved_rewritten_and_without_its_mark(desk: Desk) -> str:
    rewritten_and_moved(desk)
    desk.remove("b/.git/chesterton")
    return "b"


def copied(desk: Desk) -> str:
    desk.noted()
    shutil.copytree(desk / "a", desk / "b")
    return "b"


def copied_and_given_another_remote(desk: Desk) -> str:
    desk.noted(URL)
    shutil.copytree(desk / "a", desk / "b")
    desk.git("b", "remote", "set-url", "origin", "https://elsewhere.example/other.git")
    return "b"


def through_a_symbolic_link(desk: Desk) -> str:
    desk.noted()
    (desk / "b").symlink_to(desk / "a")
    return "b"


def in_a_worktree(desk: Desk) -> str:
    desk.noted()
    desk.git("a", "worktree", "add", "-q", "../b", "-b", "side")
    return "b"


def in_a_worktree_of_a_rewritten_history(desk: Desk) -> str:
    desk.noted()
    desk.git("a", "worktree", "add", "-q", "../b", "-b", "side")
    desk.amend("a")
    desk.git("b", "reset", "-q", "--hard", "main")
    desk.collect()
    return "b"


def in_worktrees_of_a_bare_repository(desk: Desk) -> str:
    desk.repository("seed")
    desk.clone("seed", "hub", "--bare")
    desk.git("hub", "worktree", "add", "-q", "../a", "main")
    desk.git("hub", "worktree", "add", "-q", "../b", "-b", "side")
    desk.note()
    return "b"


def in_a_worktree_whose_repository_moved(desk: Desk) -> str:
    desk.noted()
    desk.git("a", "worktree", "add", "-q", "../b", "-b", "side")
    shutil.move(desk / "a", desk / "c")
    return "b"


def with_a_separate_git_folder(desk: Desk) -> str:
    desk.noted()
    desk.git("a", "init", "-q", "--separate-git-dir", str(desk / "elsewhere"))
    return "a"


def with_a_linked_git_folder(desk: Desk) -> str:
    desk.noted()
    shutil.move(desk / "a/.git", desk / "kept")
    (desk / "a/.git").symlink_to(desk / "kept")
    return "a"


def made_a_submodule(desk: Desk) -> tuple[str, str]:
    desk.noted()
    desk.repository("b", "main.py", "import a\n")
    shutil.move(desk / "a", desk / "b/a")
    desk.git("b", "submodule", "--quiet", "add", "./a", "a")
    desk.git("b", "submodule", "absorbgitdirs")
    return "b", "a/pay.py"


def in_a_submodule(desk: Desk) -> tuple[str, str]:
    desk.repository("part")
    desk.repository("a", "main.py", "import part\n")
    desk.git("a", "submodule", "--quiet", "add", f"file://{desk / 'part'}", "part")
    desk.note(path="part/pay.py")
    return "a", "part/pay.py"


def in_a_repository_in_a_folder_without_git(desk: Desk) -> tuple[str, str]:
    (desk / "ws").mkdir()
    desk.repository("ws/app")
    desk.note("ws", path="app/pay.py")
    return "ws", "app/pay.py"


def in_a_repository_in_a_repository(desk: Desk) -> tuple[str, str]:
    desk.repository("a", "main.py", "x = 1\n")
    desk.repository("a/inner")
    desk.note("a", path="inner/pay.py")
    return "a", "inner/pay.py"
