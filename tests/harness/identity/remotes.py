"""Remotes move, and repositories are cloned."""

from tests.harness.identity.desk import OTHER_CODE, PAY, URL, Desk


def with_a_remote_added(desk: Desk) -> str:
    desk.noted()
    desk.git("a", "remote", "add", "origin", URL)
    return "a"


def with_a_moved_remote(desk: Desk) -> str:
    desk.noted(URL)
    desk.git("a", "remote", "set-url", "origin", "https://elsewhere.example/shop.git")
    return "a"


def with_a_moved_remote_and_no_mark(desk: Desk) -> str:
    with_a_moved_remote(desk)
    desk.remove("a/.git/chesterton")
    return "a"


def with_the_remote_removed(desk: Desk) -> str:
    desk.noted(URL)
    desk.git("a", "remote", "remove", "origin")
    return "a"


def cloned_again_from_a_moved_remote(desk: Desk) -> str:
    desk.noted(URL)
    desk.clone("a", "b")
    desk.git("b", "remote", "set-url", "origin", "https://elsewhere.example/shop.git")
    desk.remove("a")
    return "b"


def cloned_from_a_moved_remote_with_another_history(desk: Desk) -> str:
    cloned_again_from_a_moved_remote(desk)
    desk.amend("b")
    desk.collect("b")
    return "b"


def cloned_twice(desk: Desk) -> str:
    desk.published()
    desk.clone("hub", "b")
    return "b"


def cloned_by_another_protocol(desk: Desk) -> str:
    desk.noted(URL)
    desk.clone("a", "b")
    desk.git("b", "remote", "set-url", "origin", "git@git.example:team/shop")
    return "b"


def cloned_after_the_remote_was_rewritten(desk: Desk) -> str:
    desk.published()
    desk.amend("seed")
    desk.git("seed", "push", "-q", "-f", f"file://{desk / 'hub'}", "main")
    desk.clone("hub", "b")
    return "b"


def cloned_from_the_folder(desk: Desk) -> str:
    desk.noted(URL)
    desk.git(".", "clone", "-q", str(desk / "a"), "b")
    return "b"


def cloned_from_a_clone_that_had_the_notes(desk: Desk) -> str:
    """The notes were made in the clone; the person opens the folder that it was cloned from."""
    desk.repository("b")
    desk.git(".", "clone", "-q", str(desk / "b"), "a")
    desk.note()
    return "b"


def cloned_without_a_remote_after_one_commit(desk: Desk) -> str:
    desk.noted()
    desk.clone("a", "b")
    desk.git("b", "remote", "remove", "origin")
    return "b"


def cloned_without_a_remote(desk: Desk) -> str:
    desk.repository()
    desk.commit("a", "more.py", "x = 1\n")
    desk.note()
    desk.clone("a", "b")
    desk.git("b", "remote", "remove", "origin")
    return "b"


def cloned_without_a_remote_and_the_first_deleted(desk: Desk) -> str:
    cloned_without_a_remote(desk)
    desk.remove("a")
    return "b"


def cloned_at_depth_one(desk: Desk) -> str:
    desk.published()
    desk.clone("hub", "b", "--depth=1")
    return "b"


def cloned_at_depth_one_without_a_remote(desk: Desk) -> str:
    desk.noted()
    desk.commit("a", "more.py", "x = 1\n")
    desk.clone("a", "b", "--depth=1")
    desk.git("b", "remote", "remove", "origin")
    return "b"


def noted_at_depth_one_and_completed(desk: Desk) -> str:
    desk.repository("seed")
    desk.commit("seed", "more.py", "x = 1\n")
    desk.clone("seed", "a", "--depth=1")
    desk.note()
    desk.git("a", "fetch", "-q", "--unshallow")
    return "a"


def cloned_without_blobs(desk: Desk) -> str:
    desk.published()
    desk.git("hub", "config", "uploadpack.allowFilter", "true")
    desk.clone("hub", "b", "--filter=blob:none")
    return "b"


def cloned_from_a_bundle(desk: Desk) -> str:
    desk.repository()
    desk.commit("a", "more.py", "x = 1\n")
    desk.note()
    desk.git("a", "bundle", "create", "-q", str(desk / "shop.bundle"), "--all")
    desk.git(".", "clone", "-q", "-b", "main", "shop.bundle", "b")
    return "b"


def a_fork(desk: Desk) -> str:
    desk.noted(URL)
    desk.clone("a", "b")
    desk.git("b", "remote", "set-url", "origin", "https://git.example/me/shop.git")
    return "b"


def another_project_with_the_same_remote(desk: Desk) -> str:
    desk.noted(URL)
    desk.repository("b", text=OTHER_CODE + "\n\ndef refund(payment):\n    return None\n")
    desk.git("b", "remote", "add", "origin", URL)
    return "b"


def cloned_from_a_bundle_of_one_with_a_remote(desk: Desk) -> str:
    desk.repository()
    desk.commit("a", "more.py", "x = 1\n")
    desk.git("a", "remote", "add", "origin", URL)
    desk.note()
    desk.git("a", "bundle", "create", "-q", str(desk / "a.bundle"), "--all")
    desk.git(".", "clone", "-q", str(desk / "a.bundle"), "b", "-b", "main")
    return "b"


def mirrored_with_a_worktree(desk: Desk) -> str:
    desk.noted()
    desk.clone("a", "m.git", "--mirror")
    desk.git("m.git", "worktree", "add", "-q", str(desk / "b"), "main")
    return "b"


def _renamed_and_edited(desk: Desk) -> None:
    desk.noted()
    desk.git("a", "mv", "pay.py", "money.py")
    desk.commit("a", "money.py", PAY.replace("lock(payment.id)", "lock(payment.key)"))
    desk.commit("a", "more.py", "x = 1\n")


def renamed_and_edited_before_a_clone_at_depth_one(desk: Desk) -> tuple[str, str]:
    _renamed_and_edited(desk)
    desk.clone("a", "b", "--depth", "1")
    return "b", "money.py"


def renamed_and_edited_before_a_clone_at_depth_one_and_the_first_deleted(
    desk: Desk,
) -> tuple[str, str]:
    _renamed_and_edited(desk)
    desk.clone("a", "b", "--depth", "1")
    desk.remove("a")
    return "b", "money.py"


def renamed_and_edited_and_collected(desk: Desk) -> tuple[str, str]:
    _renamed_and_edited(desk)
    desk.git("a", "checkout", "-q", "--orphan", "fresh")
    desk.commit("a", "more.py", "x = 2\n")
    desk.git("a", "branch", "-q", "-D", "main")
    desk.collect("a")
    return "a", "money.py"
