"""Recorded client capabilities of real editors.

Most are recorded: by the authors of pytest-lsp, and by `tests/editors/test_recorded.py` and
`vscode-client/test/e2e/profile.test.ts`, which write and compare them; vim-lsp's once with
`tests/editors/recorder.py`, since no package of it can be installed. Helix's and Zed's are written
from their sources.
"""

import json
from importlib import resources
from pathlib import Path

_BY_OTHERS = {
    "vscode": "visual_studio_code_v1.65.2",
    "emacs": "emacs_v29.1",
}
ENCODINGS = {
    "vscode": "utf-16",
    "vscode-1.139.1": "utf-16",
    "neovim-0.11.4": "utf-8",
    "emacs": "utf-32",
    "eglot-1.9": "utf-16",
    "lsp-mode-8.0.0": "utf-16",
    "helix": "utf-8",
    "helix-2026-07": "utf-8",
    "zed": "utf-16",
    "vim-lsp": "utf-16",
}
NAMES = tuple(ENCODINGS)

_ASKED_UNDER = {
    "workspace/configuration": "workspace.configuration",
    "workspace/codeLens/refresh": "workspace.codeLens.refreshSupport",
    "workspace/applyEdit": "workspace.applyEdit",
    "window/workDoneProgress/create": "window.workDoneProgress",
}
_REGISTERED_UNDER = {
    "textDocument/hover": "textDocument.hover",
    "textDocument/completion": "textDocument.completion",
    "textDocument/documentLink": "textDocument.documentLink",
    "workspace/didChangeWatchedFiles": "workspace.didChangeWatchedFiles",
    "workspace/didChangeConfiguration": "workspace.didChangeConfiguration",
}


def profile(name):
    """`clientInfo` and `capabilities` of an editor."""
    if name not in _BY_OTHERS:
        return json.loads((Path(__file__).parent / "profiles" / f"{name}.json").read_text("utf-8"))
    folder = resources.files("pytest_lsp") / "clients"
    return json.loads((folder / f"{_BY_OTHERS[name]}.json").read_text("utf-8"))


def is_announced(profile, message):
    """Whether the editor announced support for a message; showDocument is always tried."""
    method = message["method"]
    if method == "window/showDocument":
        return True
    if method != "client/registerCapability":
        return bool(_value(profile, _ASKED_UNDER[method]))
    wanted = [each["method"] for each in message["params"]["registrations"]]
    return all(_value(profile, f"{_REGISTERED_UNDER[each]}.dynamicRegistration") for each in wanted)


def _value(profile, path):
    found = profile["capabilities"]
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found
