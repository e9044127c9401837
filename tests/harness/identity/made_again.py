"""The repository is made after the note, made again, or cannot be read."""

import os
import shutil
from pathlib import Path

from tests.harness.identity.desk import OTHER_CODE, PAY, URL, Desk


def initialised_again(desk: Desk) -> str:
    desk.noted()
    desk.remove("a/.git")
    desk.repository()
    return "a"


def initialised_again_renamed_and_changed(desk: Desk) -> tuple[str, str]:
    desk.noted()
    _started_over(desk, "a", "money.py")
    return "a", "money.py"


def moved_initialised_again_renamed_and_changed(desk: Desk) -> tuple[str, str]:
    desk.noted()
    shutil.move(desk / "a", desk / "b")
    _started_over(desk, "b", "money.py")
    return "b", "money.py"


def _started_over(desk: Desk, name: str, path: str) -> None:
    desk.remove(f"{name}/.git", f"{name}/pay.py")
    desk.repository(name, path, PAY.replace("payment.id", "payment.id, wait=3"))


def initialised_again_without_a_commit(desk: Desk) -> str:
    desk.noted()
    desk.remove("a/.git")
    desk.git("a", "init", "-q")
    return "a"


def initialised_again_with_other_code(desk: Desk) -> str:
    desk.noted()
    desk.remove("a/.git")
    desk.repository(text=OTHER_CODE + "\n\ndef refund(payment):\n    return None\n")
    return "a"


def initialised_again_with_sha256(desk: Desk) -> str:
    desk.noted()
    desk.remove("a/.git")
    desk.git("a", "init", "-q", "--object-format=sha256")
    desk.commit("a")
    return "a"


def initialised_after_the_first_note(desk: Desk) -> str:
    (desk / "a").mkdir()
    (desk / "a/pay.py").write_text(PAY, encoding="utf-8")
    desk.note()
    desk.repository()
    return "a"


def committed_after_the_first_note(desk: Desk) -> str:
    (desk / "a").mkdir()
    desk.git("a", "init", "-q")
    (desk / "a/pay.py").write_text(PAY, encoding="utf-8")
    desk.note()
    desk.commit("a")
    return "a"


def committed_and_moved_after_the_first_note(desk: Desk) -> str:
    committed_after_the_first_note(desk)
    shutil.move(desk / "a", desk / "b")
    return "b"


def without_its_git_folder(desk: Desk) -> str:
    desk.noted()
    desk.remove("a/.git")
    return "a"


def with_a_broken_configuration(desk: Desk) -> str:
    desk.noted()
    (desk / "a/.git/config").write_text("[broken", encoding="utf-8")
    return "a"


def of_another_user(desk: Desk) -> str:
    desk.noted()
    _given_away(desk / "a")
    return "a"


def cloned_by_another_user(desk: Desk) -> str:
    desk.noted(URL)
    desk.clone("a", "b")
    desk.git("b", "remote", "set-url", "origin", URL)
    _given_away(desk / "b")
    return "b"


def _given_away(root: Path) -> None:
    for path in (root, *root.rglob("*")):
        os.chown(path, 65534, 65534)
