"""A branch switch that changes thousands of files is fast and loses no note (L27)."""

import subprocess

import pytest

from chesterton.memory.notes import show
from chesterton.memory.notes.places import Place
from chesterton.model.anchor import State
from chesterton.model.note import Kind
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness.cpu import cpu_seconds
from tests.harness.notes import noted

FILES = 5_000
NOTES = 50
SECONDS = 10
HEADER = "# Copyright of the shop\n\n\n"
CODE = """\
def charge_{n}(card, amount):
    total = amount + card.fee_{n}
    return card.pay(total, attempts=3)
"""


@pytest.fixture(name="shop")
def _shop(tmp_path):
    """Two branches that differ in every file."""
    root = tmp_path / "shop"
    root.mkdir()
    _git(root, "init", "-q", "-b", "main")
    history = _commit("main", "") + _commit("topic", HEADER, "from refs/heads/main\n")
    _git(root, "fast-import", "--quiet", given=history)
    _git(root, "checkout", "-q", "-f", "main")
    return root


def _commit(branch, header, start=""):
    files = "".join(
        f"M 100644 inline pay_{n}.py\ndata {len(header + code)}\n{header}{code}\n"
        for n in range(FILES)
        for code in [CODE.format(n=n)]
    )
    author = "committer Ana <ana@example.org> 1760000000 +0000"
    return f"commit refs/heads/{branch}\n{author}\ndata 3\nAll\n{start}{files}\n"


def test_a_branch_switch_over_thousands_of_files_settles_and_loses_nothing(shop, tmp_path):
    store = Store.open(Location(tmp_path / "data"))
    workspace = Workspace.open(shop, store)
    for n in range(NOTES):
        place = Place(f"pay_{n}.py", symbol=f"charge_{n}")
        noted(workspace, "Three attempts", place, kind=Kind.PITFALL)

    for branch, line in (("topic", 4), ("main", 1)):
        _git(shop, "checkout", "-q", branch)
        began = cpu_seconds()
        placed = show.notes(workspace)
        assert cpu_seconds() - began < SECONDS
        assert {each.state for each in placed} == {State.CURRENT}
        assert {each.first.placement.line for each in placed} == {line}

    workspace.close()
    store.close()


def _git(root, *arguments, given=""):
    subprocess.run(
        ["git", *arguments], cwd=root, check=True, capture_output=True, input=given.encode()
    )
