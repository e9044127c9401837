"""The mark in the git folder is lost, damaged or wrong."""

import shutil

from tests.harness.identity.desk import OTHER_CODE, PAY, Desk


def without_its_mark(desk: Desk) -> str:
    desk.noted()
    desk.remove("a/.git/chesterton")
    return "a"


def with_a_damaged_mark(desk: Desk) -> str:
    desk.noted()
    (desk / "a/.git/chesterton/project").write_bytes(b"\xff damaged")
    return "a"


def with_the_mark_of_an_unknown_project(desk: Desk) -> str:
    desk.noted()
    root = desk.git("a", "rev-parse", "HEAD")
    (desk / "a/.git/chesterton/project").write_text(f"{'0' * 16} {root}\n", encoding="ascii")
    return "a"


def with_the_mark_of_another_project(desk: Desk) -> str:
    desk.noted()
    desk.repository("other", text=OTHER_CODE + PAY)
    desk.note("other", symbol="unrelated", title="of the other project")
    shutil.copy(desk / "other/.git/chesterton/project", desk / "a/.git/chesterton/project")
    return "a"


def swapped_with_another_project_and_marked_as_it(desk: Desk) -> str:
    desk.noted()
    desk.repository("b", "own.py", OTHER_CODE)
    desk.note("b", "own.py", "unrelated", "of the other project")
    for old, new in (("a", "t"), ("b", "a"), ("t", "b")):
        shutil.move(desk / old, desk / new)
    shutil.copy(desk / "a/.git/chesterton/project", desk / "b/.git/chesterton/project")
    return "b"


def with_a_git_folder_that_takes_no_mark(desk: Desk) -> str:
    desk.repository()
    (desk / "a/.git/chesterton").write_text("not ours", encoding="utf-8")
    desk.note()
    return "a"


def split_in_two_by_an_older_version(desk: Desk) -> str:
    """Older versions made a second project, and a mark of it, after a rewritten history."""
    desk.noted()
    desk.amend()
    desk.collect()
    shutil.move(desk / "a/.git/chesterton", desk / "mark")
    desk.remove("a/.git")
    desk.repository("a", text=OTHER_CODE + PAY.replace("hold", "held"))
    desk.note(symbol="unrelated", title="of the second project")
    return "a"
