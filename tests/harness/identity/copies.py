"""Folders are copied without git, and projects are joined and separated."""

import shutil

from tests.harness.identity.desk import OTHER_CODE, PAY, URL, Desk


def _copied(desk: Desk) -> None:
    shutil.copytree(desk / "a", desk / "b", ignore=shutil.ignore_patterns(".git"))


def _noted_too(desk: Desk) -> None:
    """Makes `b` a project, with a note about other code."""
    (desk / "b/own.py").write_text(OTHER_CODE, encoding="utf-8")
    desk.note("b", "own.py", "unrelated", "of the other project")


def copied_without_git(desk: Desk) -> str:
    desk.noted()
    _copied(desk)
    _noted_too(desk)
    return "b"


def copied_without_git_from_no_repository(desk: Desk) -> str:
    (desk / "a").mkdir()
    (desk / "a/pay.py").write_text(PAY, encoding="utf-8")
    desk.note()
    _copied(desk)
    _noted_too(desk)
    return "b"


def moved_without_git(desk: Desk) -> str:
    (desk / "a").mkdir()
    (desk / "a/pay.py").write_text(PAY, encoding="utf-8")
    desk.note()
    shutil.move(desk / "a", desk / "b")
    _noted_too(desk)
    return "b"


def moved_and_initialised_again(desk: Desk) -> str:
    desk.noted()
    _copied(desk)
    desk.remove("a")
    desk.repository("b", "more.py", "x = 1\n")
    return "b"


def copied_and_initialised_again(desk: Desk) -> str:
    desk.noted()
    _copied(desk)
    desk.repository("b", "more.py", "x = 1\n")
    return "b"


def initialised_again_with_its_remote_and_other_code(desk: Desk) -> str:
    desk.noted(URL)
    desk.remove("a/.git")
    desk.repository(text=OTHER_CODE + "\n\ndef refund(payment):\n    return None\n")
    desk.git("a", "remote", "add", "origin", URL)
    return "a"


def in_doubt_and_joined_to_another(desk: Desk) -> str:
    desk.repository()
    desk.commit("a", "more.py", "x = 1\n")
    desk.note()
    desk.clone("a", "b")
    desk.git("b", "remote", "remove", "origin")
    _noted_too(desk)
    desk.repository("c", "main.py", OTHER_CODE)
    desk.chesterton("c", "projects", "join", "a")
    return "b"


def in_doubt_and_the_other_was_noted_too(desk: Desk) -> str:
    """The question was first asked in the clone; the person is in the first one again."""
    desk.repository()
    desk.commit("a", "more.py", "x = 1\n")
    desk.commit("a", "own.py", OTHER_CODE)
    desk.note(path="own.py", symbol="unrelated", title="of the first")
    desk.clone("a", "b")
    desk.git("b", "remote", "remove", "origin")
    desk.note("b")
    return "a"


def joined(desk: Desk) -> str:
    desk.noted()
    desk.repository("b", "main.py", OTHER_CODE + PAY)
    desk.note("b", "main.py", "unrelated", "of the other project")
    desk.chesterton("b", "projects", "join", "a")
    return "a"


def joined_and_separated(desk: Desk) -> str:
    joined(desk)
    desk.chesterton("b", "projects", "separate", "a")
    return "a"


def joined_before_a_note_and_separated(desk: Desk) -> str:
    desk.noted()
    desk.repository("b", "main.py", OTHER_CODE + PAY)
    desk.chesterton("b", "projects", "join", "a")
    desk.chesterton("b", "projects", "separate", "a")
    return "a"


def joined_opened_and_separated(desk: Desk) -> str:
    """Opening it after the join marked it as the other project."""
    joined(desk)
    desk.commit("a", "own.py", OTHER_CODE)
    desk.note(path="own.py", symbol="unrelated", title="after the join")
    desk.chesterton("b", "projects", "separate", "a")
    return "a"


def joined_twice_and_separated_twice(desk: Desk) -> str:
    joined(desk)
    desk.repository("c", "other.py", OTHER_CODE)
    desk.chesterton("c", "projects", "join", "b")
    desk.chesterton("c", "projects", "separate", "b")
    desk.chesterton("b", "projects", "separate", "a")
    return "a"


def joined_separated_and_joined_again(desk: Desk) -> tuple[str, str]:
    joined_and_separated(desk)
    desk.chesterton("b", "projects", "join", "a")
    return "b", "main.py"
