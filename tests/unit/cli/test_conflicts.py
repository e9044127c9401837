"""A line between conflict markers belongs to the definition around it."""

import subprocess

import pytest

PAY = """\
class Card:
    def charge(self, amount):
        lock = acquire(self.id)
        if amount > LIMIT:
            raise ValueError("too much")
        return gateway.send(lock, amount)

    def refund(self):
        return ledger.reverse(self.id)


def other():
    return 3
"""


def titles(ended):
    assert ended.code == 0, ended.err
    return {note["title"] for note in ended.objects}


def conflicting(shell, command, ours, theirs, style="merge"):
    """Two branches replace a text differently; merging or rebasing stops there."""
    shell.git("config", "merge.conflictStyle", style)
    shell.git("checkout", "-q", "-b", "topic")
    shell.write("pay.py", PAY.replace(*theirs))
    shell.commit("theirs")
    shell.git("checkout", "-q", "main")
    shell.write("pay.py", PAY.replace(*ours))
    shell.commit("ours")
    subprocess.run(["git", *command], cwd=shell.root, check=False, capture_output=True)
    text = (shell.root / "pay.py").read_text()
    assert "<<<<<<<" in text
    return text.splitlines()


@pytest.fixture
def noted(shell):
    shell.write("pay.py", PAY)
    shell.commit("pay")
    shell.git("branch", "-M", "main")
    shell.remember("Keep", "pay.py::Card.charge")
    shell.remember("Class", "pay.py::Card")
    shell.remember("Other", "pay.py::other")
    return shell


CHANGES = [
    (("send", "post"), ("send", "push")),
    (("        return gateway.send(lock, amount)\n", ""), ("send", "push")),
    (("send", "post"), ("        return gateway.send(lock, amount)\n", "")),
    (("if amount > LIMIT", "if amount >= LIMIT"), ("if amount > LIMIT", "while amount > LIMIT")),
    (("amount):\n        lock", "amount, x):\n        lock"), ("amount):\n", "amount, y):\n")),
]
COMMANDS = [("merge", "topic"), ("rebase", "topic"), ("cherry-pick", "topic")]


@pytest.mark.parametrize("changes", CHANGES)
@pytest.mark.parametrize("style", ["merge", "diff3"])
@pytest.mark.parametrize("command", COMMANDS)
def test_notes_at_every_line_of_the_conflict(noted, changes, style, command):
    lines = conflicting(noted, command, *changes, style)
    first = next(n for n, line in enumerate(lines, 1) if line.startswith("<<<<<<<"))
    last = next(n for n, line in enumerate(lines, 1) if line.startswith(">>>>>>>"))
    for line in range(first, last + 1):
        assert {"Keep", "Class"} <= titles(noted("notes", f"pay.py:{line}", "--json")), lines
        assert "Other" not in titles(noted("notes", f"pay.py:{line}", "--json"))


def test_notes_at_a_line_below_the_conflict(noted):
    lines = conflicting(noted, COMMANDS[0], *CHANGES[3])
    line = next(n for n, text in enumerate(lines, 1) if "gateway.send" in text)
    assert titles(noted("notes", f"pay.py:{line}", "--json")) == {"Keep", "Class"}
    assert titles(noted("notes", f"pay.py:{len(lines)}", "--json")) == {"Other"}


@pytest.mark.parametrize("marker", ["<<<<<<<", "=======", ">>>>>>>", "post", "push"])
def test_a_note_written_there_is_about_the_definition(noted, marker):
    lines = conflicting(noted, COMMANDS[0], *CHANGES[0])
    line = next(n for n, text in enumerate(lines, 1) if marker in text)
    ended = noted("remember", "--at", f"pay.py:{line}", "--title", "During", "--json")
    assert ended.object["anchor"]["symbol"] == "Card.charge"
    noted.git("merge", "--abort")
    found = noted("notes", "pay.py::Card.charge", "--json").objects
    (state,) = (each["state"] for each in found if each["title"] == "During")
    is_ours = marker in {"<<<<<<<", "=======", "post"}
    assert state == ("current" if is_ours else "changed")


def test_a_file_with_only_an_underline_of_seven_signs_is_not_in_conflict(shell):
    shell.write("notes.md", "Title\n=======\n\ntext\n")
    shell.commit("text")
    shell.remember("About it", "notes.md:4")
    assert titles(shell("notes", "notes.md:4", "--json")) == {"About it"}
