"""What real editors say they can do: recorded ones, and two written from their sources."""

import json
from importlib import resources
from pathlib import Path

_RECORDED = {
    "vscode": "visual_studio_code_v1.65.2",
    "neovim": "neovim_v0.11.0",
    "emacs": "emacs_v29.1",
}
NAMES = (*_RECORDED, "helix", "zed")

ENCODINGS = {
    "vscode": "utf-16",
    "neovim": "utf-8",
    "emacs": "utf-32",
    "helix": "utf-8",
    "zed": "utf-16",
}

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
    if name not in _RECORDED:
        return json.loads((Path(__file__).parent / "profiles" / f"{name}.json").read_text("utf-8"))
    folder = resources.files("pytest_lsp") / "clients"
    return json.loads((folder / f"{_RECORDED[name]}.json").read_text("utf-8"))


def is_announced(profile, message):
    """Whether an editor may be asked this. To show a document is tried in any case."""
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
