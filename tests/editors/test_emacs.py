"""A real Emacs, connected by `chesterton setup emacs`, driven as a person would."""

import os
from pathlib import Path

import pytest

from tests.editors.emacs import EMACS, WAYS, command_for, needs
from tests.editors.running import chesterton, children_after_a_kill, found, run, world

TITLE = "Lock on payment_id, not on the user"

BESIDE_RUFF = """\
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(python-mode "ruff" "server")))
"""

pytestmark = pytest.mark.skipif(EMACS is None, reason="no Emacs is installed")


def _without_rass(project):
    """A PATH with the program alone, so that no multiplexer is found."""
    folder = project.parent / "bin"
    folder.mkdir()
    for name in ("chesterton", "git"):
        (folder / name).symlink_to(found(name))
    return {"PATH": os.pathsep.join([str(folder), "/usr/bin", "/bin"])}


def _assert_the_day_went_well(seen, project):
    told = f"Decision: {TITLE}. You are changing this code"
    assert [each["line"] for each in seen["touched"] if told in each["message"]] == [2]
    assert sum("Decision" in each["message"] for each in seen["touched"]) == 1
    assert Path(seen["draft"]).parent == project / ".git" / "chesterton" / "drafts"
    assert "about: pay.py::charge " in seen["header"]
    assert "Nothing to review." in seen["review"]
    assert f"pay.py:1:5:{TITLE}" in seen["hits"]
    assert seen["hit"] == "pay.py:1"
    assert TITLE in chesterton(project, "notes", "pay.py")


def test_a_day_with_eglot_alone(project):
    needs("eglot")
    command = command_for(project)
    seen = run(project, command, world(project, **WAYS["eglot"], **_without_rass(project)))
    _assert_the_day_went_well(seen, project)
    assert [each["line"] for each in seen["hints"]] == [1]
    assert TITLE in seen["hover"]
    assert "Two cards may pay at once." in seen["hover"]
    assert seen["back"] is True


def test_a_day_with_eglot_beside_another_server(project):
    """Hover is the first server's behind rass; everything else is there."""
    needs("eglot")
    if found("rass") is None:
        pytest.skip("no rass is installed")
    command = command_for(project, BESIDE_RUFF)
    seen = run(project, command, world(project, **WAYS["eglot"], MULTIPLEXED="1"))
    _assert_the_day_went_well(seen, project)
    assert sorted(each["line"] for each in seen["hints"]) == [1, 2]
    assert any("Ruff" in each["message"] for each in seen["hints"])


def test_a_day_with_lsp_mode(project):
    needs("lsp-mode")
    seen = run(project, command_for(project), world(project, **WAYS["lsp-mode"]))
    _assert_the_day_went_well(seen, project)
    assert [each.strip() for each in seen["lenses"]] == [f"Decision: {TITLE}"]
    assert seen["hints"] == []
    assert seen["back"] is True
    assert TITLE in seen["hover"]


@pytest.mark.parametrize("library", WAYS)
def test_no_server_outlives_an_emacs_that_is_killed(project, library):
    needs(library)
    environment = world(project, **WAYS[library], STAY="1")
    assert children_after_a_kill(project, command_for(project), environment) == []
