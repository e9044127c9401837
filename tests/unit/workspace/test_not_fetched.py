"""A file is not fetched if HEAD has it, and neither the disk nor the clone does."""

import subprocess
from contextlib import closing

import pytest

from chesterton.model.errors import UserError
from chesterton.store.store import Store
from chesterton.workspace import not_fetched
from chesterton.workspace.workspace import Workspace
from tests.unit.memory.made import MOMENT


def test_a_whole_clone_has_every_file(workspace):
    assert not not_fetched.is_not_fetched(workspace, "missing.py")
    not_fetched.require_fetched(workspace, "missing.py")


@pytest.mark.parametrize("path", ["deep/a b.py", "deep/b.py", "top.py"])
def test_each_file_of_a_clone_without_blobs(workspace, checkout, tmp_path, path):
    def git(*arguments):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)

    checkout.write(path, f"# {path}\n")
    checkout.commit("more", MOMENT)
    git("-C", str(checkout.root), "config", "uploadpack.allowFilter", "true")
    options = ("--filter=blob:none", "--no-checkout")
    git("clone", "-q", *options, f"file://{checkout.root}", "part")
    with closing(Store.open(workspace.store.location)) as store:
        part = Workspace.open(tmp_path / "part", store)
        assert not_fetched.is_not_fetched(part, path)
        assert not not_fetched.is_not_fetched(part, "never.py")
        with pytest.raises(UserError, match="not checked out") as refused:
            not_fetched.require_fetched(part, path)
        assert "git checkout HEAD -- " in (refused.value.hint or "")
        part.close()
