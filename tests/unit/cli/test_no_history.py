"""Where no history leads from a note to its code, the code is searched in every file."""

import shutil

import pytest

PAY = """\
def charge(payment):
    with lock(payment.payment_id):
        receipt = gateway.send(payment, retries=3)
        return settle(receipt)


def refund(payment):
    gateway.back(payment.total)
    return payment.close()
"""
RENAMED = PAY.replace("retries=3", "retries=4")
REWRITTEN = """\
class Purchase:
    def collect(self, order):
        return self.bank.transfer(order.account, order.sum)
"""


def titles(ended):
    assert ended.code == 0, ended.err
    return {note["title"] for note in ended.objects}


@pytest.fixture
def cloned(shell, tmp_path):
    """Clones a repository in which `pay.py` was noted, then became `src/money.py`."""

    def clone(text, *options, at="pay.py::charge"):
        shell.write("pay.py", PAY)
        shell.commit()
        shell.remember("Keep", at)
        (shell.root / "src").mkdir()
        shell.git("mv", "pay.py", "src/money.py")
        shell.write("src/money.py", text)
        shell.commit("Rename and edit")
        shell.write("other.txt", "x")
        shell.commit("Later")
        shell.git("clone", "-q", *options, f"file://{shell.root}", str(tmp_path / "clone"))
        shutil.rmtree(shell.root)
        shell.cd(tmp_path / "clone")
        shell.root = tmp_path / "clone"
        return shell

    return clone


DEPTH = ("--depth", "1")


@pytest.mark.parametrize("text", [RENAMED, RENAMED.replace("charge", "collect"), "\n\n" + PAY])
@pytest.mark.parametrize("place", ["src/money.py", "src", "pay.py"])
def test_code_that_was_renamed_and_edited_before_a_shallow_clone(cloned, text, place):
    shell = cloned(text, *DEPTH)
    (note,) = shell("notes", place, "--json").objects
    assert (note["placement"]["path"], note["state"] != "lost") == ("src/money.py", True)


@pytest.mark.parametrize("place", ["src/money.py", "src/money.py::Purchase", "src"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_code_that_is_not_recognised_in_a_shallow_clone(cloned, place, form):
    shell = cloned(REWRITTEN, *DEPTH)
    ended = shell("notes", place, *form)
    assert "Keep" in ended.out
    assert "may be in" in ended.err


def test_a_note_on_a_file_in_a_shallow_clone(cloned):
    shell = cloned(RENAMED, *DEPTH, at="pay.py")
    assert titles(shell("notes", "src/money.py", "--json")) == {"Keep"}


def test_a_note_on_lines_in_a_shallow_clone(cloned):
    shell = cloned(RENAMED, *DEPTH, at="pay.py::refund")
    assert titles(shell("notes", "src/money.py", "--json")) == {"Keep"}


def test_a_file_of_another_type_has_no_notes(cloned):
    shell = cloned(REWRITTEN, *DEPTH)
    assert titles(shell("notes", "other.txt", "--json")) == set()


def test_a_whole_clone_follows_the_history(cloned):
    shell = cloned(REWRITTEN)
    assert titles(shell("notes", "src/money.py", "--json")) == set()
    assert titles(shell("notes", "pay.py", "--json")) == {"Keep"}


def test_a_history_that_was_rewritten_and_collected(cloned):
    shell = cloned(RENAMED)
    shell.git("checkout", "-q", "--orphan", "fresh")
    shell.commit("Start over")
    shell.git("branch", "-q", "-D", "main")
    shell.git("remote", "rm", "origin")
    shell.git("reflog", "expire", "--expire=now", "--all")
    shell.git("gc", "-q", "--prune=now")
    (note,) = shell("notes", "src/money.py", "--json").objects
    assert note["placement"]["symbol"] == "charge"
