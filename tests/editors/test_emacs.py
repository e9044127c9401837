"""A real Emacs, connected by `chesterton setup emacs`, driven as a person would."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.editors.running import HERE, chesterton, children_after_a_kill, found, run, world

EMACS = found("emacs")
TITLE = "Lock on payment_id, not on the user"

EGLOT = {
    "START": "eglot",
    "RUNNING": "eglot-running",
    "HOVER": "eglot-hover",
    "ACTIONS": "eglot-code-actions",
    "KILL": "eglot-kill",
}
LSP_MODE = {
    "START": "lsp-start",
    "RUNNING": "lsp-running",
    "HOVER": "lsp-hover-text",
    "ACTIONS": "lsp-execute-code-action",
    "KILL": "lsp-kill",
}
BESIDE_RUFF = """\
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(python-mode "ruff" "server")))
"""

pytestmark = pytest.mark.skipif(EMACS is None, reason="no Emacs is installed")


def _has(library):
    look = f"(kill-emacs (if (locate-library {library!r}) 0 1))".replace("'", '"')
    command = [EMACS, "--batch", "-f", "package-initialize", "--eval", look]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _needs(library):
    if not _has(library):
        pytest.skip(f"this Emacs has no {library}")


def _command(project, init=""):
    """Emacs as it is after `chesterton setup emacs`."""
    file = project.parent / "person" / ".emacs.d" / "init.el"
    file.parent.mkdir(parents=True)
    file.write_text(init, "utf-8")
    chesterton(project, "setup", "emacs")
    return [EMACS, "--batch", "-f", "package-initialize", "-l", file, "-l", HERE / "emacs.el"]


def _without_rass(project):
    """A PATH with the program alone, so that no multiplexer is found."""
    folder = project.parent / "bin"
    folder.mkdir()
    for name in ("chesterton", "git"):
        (folder / name).symlink_to(found(name))
    return {"PATH": os.pathsep.join([str(folder), "/usr/bin", "/bin"])}


def _assert_the_day_went_well(seen, project):
    told = f"Decision: {TITLE}. You are changing this code."
    assert [each["line"] for each in seen["touched"] if each["message"].endswith(told)] == [2]
    assert sum("Decision" in each["message"] for each in seen["touched"]) == 1
    assert Path(seen["draft"]).parent == project / ".git" / "chesterton" / "drafts"
    assert "about: pay.py::charge " in seen["header"]
    assert "Nothing waits for you." in seen["review"]
    assert f"pay.py:1:5:{TITLE}" in seen["hits"]
    assert seen["hit"] == "pay.py:1"
    assert seen["back"] is True
    assert TITLE in chesterton(project, "notes", "pay.py")


def test_a_day_with_eglot_alone(project):
    _needs("eglot")
    command = _command(project)
    seen = run(project, command, world(project, **EGLOT, **_without_rass(project)))
    _assert_the_day_went_well(seen, project)
    assert [each["line"] for each in seen["hints"]] == [1]
    assert TITLE in seen["hover"]
    assert "Two cards may pay at once." in seen["hover"]


def test_a_day_with_eglot_beside_another_server(project):
    """Hover is the first server's behind rass; everything else is there."""
    _needs("eglot")
    if found("rass") is None:
        pytest.skip("no rass is installed")
    command = _command(project, BESIDE_RUFF)
    seen = run(project, command, world(project, **EGLOT))
    _assert_the_day_went_well(seen, project)
    assert sorted(each["line"] for each in seen["hints"]) == [1, 2]
    assert any("Ruff" in each["message"] for each in seen["hints"])


def test_a_day_with_lsp_mode(project):
    _needs("lsp-mode")
    seen = run(project, _command(project), world(project, **LSP_MODE))
    _assert_the_day_went_well(seen, project)
    assert [each.strip() for each in seen["lenses"]] == [f"Decision: {TITLE}"]
    assert seen["hints"] == []
    assert TITLE in seen["hover"]


@pytest.mark.parametrize(("library", "way"), [("eglot", EGLOT), ("lsp-mode", LSP_MODE)])
def test_no_server_outlives_an_emacs_that_is_killed(project, library, way):
    _needs(library)
    environment = world(project, **way, STAY="1")
    assert children_after_a_kill(project, _command(project), environment) == []
