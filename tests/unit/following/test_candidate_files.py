"""Which changed files are searched for a definition."""

import subprocess

import pytest

from chesterton.following.candidate_files import STAGE_LIMIT, CandidateFiles
from chesterton.memory.notes import show
from chesterton.memory.notes.places import Place
from chesterton.model.anchor import State
from chesterton.model.note import Kind
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness.notes import noted

FILES = STAGE_LIMIT + 60
STEPS = "".join(f"    total = total + card.fee_{{n}}(amount, {k})\n" for k in range(8))
CODE = "def charge_{n}(card, amount, total=0):\n" + STEPS + "    return card.pay(total)\n"


def test_all_files_of_a_small_change_are_searched():
    change = CandidateFiles(
        [("a.py", "a.py"), ("b.py", "lib/b.py"), (None, "new.py"), ("c.go", None)]
    )
    (sides,) = change.search_stages("a.py")
    assert sides == (("a.py", "b.py"), ("a.py", "lib/b.py", "new.py"))
    assert change.search_stages("c.go") == ((("c.go",), ()),)


def test_the_definitions_own_file_is_searched_even_if_unchanged():
    (sides,) = CandidateFiles([("a.py", "a.py")]).search_stages("z.py")
    assert sides == (("a.py", "z.py"), ("a.py", "z.py"))


def test_a_huge_change_is_searched_in_stages_nearest_files_first():
    pairs = [(f"shop/m{n}.py", f"shop/m{n}.py") for n in range(STAGE_LIMIT)]
    near, far = CandidateFiles([*pairs, ("x.py", "lib/y.py"), (None, "a/m7.py")]).search_stages(
        "shop/m7.py"
    )
    assert near == (("shop/m7.py",), ("a/m7.py", "shop/m7.py"))
    assert {"lib/y.py", "a/m7.py"} <= set(far[1])
    assert len(far[1]) == STAGE_LIMIT


@pytest.fixture(name="shop")
def _shop(tmp_path):
    root = tmp_path / "shop"
    root.mkdir()
    _git(root, "init", "-q")
    for n in range(FILES):
        _write(root / "pay" / f"pay_{n}.py", CODE.format(n=n))
    _commit(root)
    return root


def test_a_huge_commit_finds_renamed_and_moved_definitions_but_not_deleted_ones(shop, tmp_path):
    store = Store.open(Location(tmp_path / "data"))
    workspace = Workspace.open(shop, store)
    for n in range(FILES - 40, FILES):
        place = Place(f"pay/pay_{n}.py", symbol=f"charge_{n}")
        noted(workspace, f"note {n}", place, kind=Kind.PITFALL)
    for n in range(FILES):
        _rewrite(shop, n)
    _commit(shop)
    states = {each.note.title: each for each in show.notes(workspace)}
    for n in range(FILES - 40, FILES):
        where = states[f"note {n}"]
        assert (where.state is State.LOST) == (n % 4 == 3)
        if n % 4 != 3:
            placement = where.first.placement
            assert (placement.path, placement.symbol.name) == _place(n)
    workspace.close()
    store.close()


def _place(n):
    """The path and name after the change: every fourth is renamed, and every fourth moved."""
    folder = "desk" if n % 4 == 2 else "pay"
    return f"{folder}/pay_{n}.py", f"settle_{n}" if n % 4 == 1 else f"charge_{n}"


def _rewrite(root, n):
    code = "# Copyright\n\n" + CODE.format(n=n)
    (root / "pay" / f"pay_{n}.py").unlink()
    path, name = _place(n)
    gone = n % 4 == 3
    _write(root / path, "LIMIT = 3\n" if gone else code.replace(f"charge_{n}(", f"{name}("))


def _write(file, text):
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _commit(root):
    _git(root, "add", "-A")
    _git(root, "-c", "user.name=Ana", "-c", "user.email=a@example.org", "commit", "-qm", "All")


def _git(root, *arguments):
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)
