"""The history is rewritten."""

import shutil

from tests.harness.identity.desk import OTHER_CODE, Desk


def amended(desk: Desk) -> str:
    desk.noted()
    desk.amend()
    return "a"


def amended_and_collected(desk: Desk) -> str:
    desk.noted()
    desk.amend()
    desk.collect()
    return "a"


def the_root_rebased_and_collected(desk: Desk) -> str:
    desk.noted()
    desk.commit("a", "more.py", "x = 1\n")
    desk.git("a", "rebase", "-q", "--root", "--exec", "git commit -q --amend --reset-author -m r")
    desk.collect()
    return "a"


def filtered_to_another_author(desk: Desk) -> str:
    desk.noted()
    script = "GIT_AUTHOR_NAME=Eve; export GIT_AUTHOR_NAME"
    desk.git("a", "filter-branch", "--env-filter", script, "--", "--all")
    desk.git("a", "update-ref", "-d", "refs/original/refs/heads/main")
    desk.collect()
    return "a"


def filtered_to_a_folder(desk: Desk) -> tuple[str, str]:
    desk.repository(path="src/pay.py")
    desk.commit("a", "docs/x.py", "y = 1\n")
    desk.note(path="src/pay.py")
    desk.git("a", "filter-branch", "--subdirectory-filter", "src", "--", "--all")
    desk.git("a", "update-ref", "-d", "refs/original/refs/heads/main")
    desk.collect()
    return "a", "pay.py"


def squashed_into_one_commit(desk: Desk) -> str:
    desk.noted()
    desk.commit("a", "more.py", "x = 1\n")
    root = desk.git("a", "commit-tree", "-m", "All of it", "HEAD^{tree}")
    desk.git("a", "reset", "-q", "--hard", root)
    desk.collect()
    return "a"


def started_over_on_an_orphan_branch(desk: Desk) -> str:
    desk.noted()
    desk.git("a", "checkout", "-q", "--orphan", "fresh")
    desk.git("a", "commit", "-qm", "fresh")
    desk.git("a", "branch", "-D", "main")
    desk.collect()
    return "a"


def on_an_orphan_branch(desk: Desk) -> str:
    desk.noted()
    desk.git("a", "checkout", "-q", "--orphan", "pages")
    desk.git("a", "commit", "-qm", "pages")
    return "a"


def made_shallow_in_place(desk: Desk) -> str:
    desk.published()
    desk.git("a", "fetch", "-q", "--depth=1")
    desk.collect()
    return "a"


def rewritten_and_moved(desk: Desk) -> str:
    amended_and_collected(desk)
    shutil.move(desk / "a", desk / "b")
    return "b"


def rewritten_moved_and_changed(desk: Desk) -> str:
    amended_and_collected(desk)
    shutil.move(desk / "a", desk / "b")
    desk.commit("b", "pay.py", OTHER_CODE + "\n\ndef refund(payment):\n    return None\n")
    desk.amend("b")
    return "b"


def without_any_remote_of_the_old_history(desk: Desk) -> str:
    """The mark is lost as well."""
    amended_and_collected(desk)
    desk.remove("a/.git/chesterton")
    return "a"
