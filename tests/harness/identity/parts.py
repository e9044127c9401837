"""Repositories become parts of others, and parts become repositories."""

import shutil

from tests.harness.identity.desk import OTHER_CODE, PAY, Desk


def made_a_part_where_it_is(desk: Desk) -> tuple[str, str]:
    (desk / "w").mkdir()
    desk.repository("w/shop")
    desk.note("w/shop")
    desk.remove("w/shop/.git")
    desk.git("w", "init", "-q")
    desk.commit("w", "main.py", "x = 1\n")
    return "w", "shop/pay.py"


def made_a_part_where_it_is_of_a_noted_one(desk: Desk) -> tuple[str, str]:
    desk.repository("w", "main.py", OTHER_CODE)
    desk.note("w", "main.py", "unrelated", "of the other project")
    desk.repository("w/shop")
    desk.note("w/shop")
    desk.remove("w/shop/.git")
    desk.commit("w", "more.py", "x = 1\n")
    return "w", "shop/pay.py"


def moved_into_another(desk: Desk) -> tuple[str, str]:
    desk.noted()
    desk.repository("b", "main.py", "x = 1\n")
    return _moved_in(desk, "services/shop")


def moved_into_a_noted_one(desk: Desk) -> tuple[str, str]:
    desk.noted()
    desk.repository("b", "main.py", OTHER_CODE)
    desk.note("b", "main.py", "unrelated", "of the other project")
    return _moved_in(desk, "shop")


def moved_deep_into_another(desk: Desk) -> tuple[str, str]:
    desk.repository(path="src/pay.py")
    desk.note(path="src/pay.py")
    desk.repository("b", "main.py", "x = 1\n")
    _moved_in(desk, "libs/python/team/shop")
    return "b", "libs/python/team/shop/src/pay.py"


def _moved_in(desk: Desk, where: str) -> tuple[str, str]:
    desk.remove("a/.git")
    (desk / "b" / where).parent.mkdir(parents=True, exist_ok=True)
    shutil.move(desk / "a", desk / "b" / where)
    desk.commit("b", "more.py", "y = 1\n")
    return "b", f"{where}/pay.py"


def merged_as_a_subtree(desk: Desk) -> tuple[str, str]:
    merged_as_a_subtree_of_one_that_lives(desk)
    desk.remove("a")
    return "b", "shop/pay.py"


def merged_as_a_subtree_of_one_that_lives(desk: Desk) -> tuple[str, str]:
    desk.repository()
    desk.commit("a", "more.py", "x = 1\n")
    desk.note()
    desk.repository("b", "main.py", "x = 1\n")
    _merged(desk, "shop/")
    return "b", "shop/pay.py"


def merged_as_a_subtree_of_a_single_commit(desk: Desk) -> tuple[str, str]:
    desk.repository()
    desk.note()
    desk.repository("b", "main.py", "x = 1\n")
    _merged(desk, "third/shop/")
    return "b", "third/shop/pay.py"


def merged_as_a_subtree_and_moved(desk: Desk) -> tuple[str, str]:
    merged_as_a_subtree_of_a_single_commit(desk)
    desk.git("b", "mv", "third", "parts")
    desk.git("b", "commit", "-qm", "Move")
    return "b", "parts/shop/pay.py"


def _merged(desk: Desk, prefix: str) -> None:
    desk.git("b", "fetch", "-q", str(desk / "a"), "main")
    merge = ("merge", "-q", "-s", "ours", "--no-commit", "--allow-unrelated-histories")
    desk.git("b", *merge, "FETCH_HEAD")
    desk.git("b", "read-tree", f"--prefix={prefix}", "-u", "FETCH_HEAD")
    desk.git("b", "commit", "-qm", "Merge the shop")


def split_out_of_a_larger_one(desk: Desk) -> str:
    desk.repository(path="services/shop/pay.py")
    desk.note(path="services/shop/pay.py")
    desk.repository("b")
    desk.remove("a")
    return "b"


def noted_before_the_folder_was_a_repository(desk: Desk) -> str:
    desk.repository("a", "inner/pay.py")
    desk.note(path="inner/pay.py")
    desk.repository("a/inner")
    return "a/inner"


def noted_before_the_folder_was_a_repository_and_seen_from_outside(desk: Desk) -> tuple[str, str]:
    noted_before_the_folder_was_a_repository(desk)
    return "a", "inner/pay.py"


def noted_in_a_folder_without_git_before_the_repository(desk: Desk) -> str:
    (desk / "ws/app").mkdir(parents=True)
    (desk / "ws/main.py").write_text(OTHER_CODE, encoding="utf-8")
    (desk / "ws/app/pay.py").write_text(PAY, encoding="utf-8")
    desk.note("ws", "main.py", "unrelated", "of the other project")
    desk.note("ws", "app/pay.py")
    desk.repository("ws/app")
    return "ws/app"


def noted_before_the_folder_was_a_submodule(desk: Desk) -> str:
    desk.repository("a", "part/pay.py")
    desk.note(path="part/pay.py")
    desk.repository("part")
    desk.git("a", "rm", "-rq", "part")
    desk.git("a", "submodule", "--quiet", "add", f"file://{desk / 'part'}", "part")
    desk.git("a", "commit", "-qm", "part")
    desk.remove("part")
    return "a/part"


def noted_deep_inside_before_the_folder_was_a_repository(desk: Desk) -> str:
    desk.repository("a", "x/y/inner/src/pay.py")
    desk.note(path="x/y/inner/src/pay.py")
    desk.repository("a/x/y/inner", "src/pay.py")
    return "a/x/y/inner/src"
