"""Emacs as it is after `chesterton setup emacs`, and the names of what the driver calls."""

import subprocess

import pytest

from tests.editors.running import HERE, chesterton, found

EMACS = found("emacs")

WAYS = {
    "eglot": {
        "LIBRARY": "eglot",
        "START": "eglot",
        "RUNNING": "eglot-running",
        "HOVER": "eglot-hover",
        "ACTIONS": "eglot-code-actions",
        "PROCESS": "eglot-process",
    },
    "lsp-mode": {
        "LIBRARY": "lsp-mode",
        "START": "lsp-start",
        "RUNNING": "lsp-running",
        "HOVER": "lsp-hover-text",
        "ACTIONS": "lsp-execute-code-action",
        "PROCESS": "lsp-process",
    },
}


def needs(library):
    """Skips the test where Emacs has no such library."""
    look = f'(kill-emacs (if (locate-library "{library}") 0 1))'
    asked = [EMACS, "--batch", "-f", "package-initialize", "--eval", look]
    if subprocess.run(asked, check=False, capture_output=True).returncode != 0:
        pytest.skip(f"this Emacs has no {library}")


def command_for(project, init=""):
    """The command that starts it, with what a person wrote into the init file before."""
    file = project.parent / "person" / ".emacs.d" / "init.el"
    file.parent.mkdir(parents=True)
    file.write_text(init, "utf-8")
    chesterton(project, "setup", "emacs")
    return [EMACS, "--batch", "-f", "package-initialize", "-l", file, "-l", HERE / "emacs.el"]
