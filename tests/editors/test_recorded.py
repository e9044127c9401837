"""What real editors say they can do is what the profiles of the protocol tests hold.

`pytest tests/editors/test_recorded.py --update` writes the profile of each editor that is
installed, one for each version: with another version there is nothing to compare with.
"""

import json
import sys
from pathlib import Path

import pytest

from tests.docs.markdown import ROOT, code
from tests.editors import emacs
from tests.editors.running import HERE, found, recorded, started, world

PROFILES = ROOT / "tests" / "wire" / "profiles"


def _recorder(project):
    talk = project.parent / "talk.jsonl"
    return [sys.executable, str(HERE / "recorder.py"), str(talk), "chesterton", "lsp"]


def _neovim(project):
    folder = project.parent / "person" / ".config" / "nvim"
    (folder / "lsp").mkdir(parents=True)
    server, init = code(ROOT / "docs" / "editors" / "neovim.md", "lua")[:2]
    listed = ", ".join(map(json.dumps, _recorder(project)))
    server = server.replace('"chesterton", "lsp"', listed)
    (folder / "lsp" / "chesterton.lua").write_text(server, "utf-8")
    (folder / "init.lua").write_text(init, "utf-8")
    return [found("nvim"), "--headless", "-n", "-c", f"luafile {HERE / 'neovim.lua'}"], {}


def _in_emacs(library):
    def start(project):
        emacs.needs(library)
        listed = " ".join(map(json.dumps, _recorder(project)))
        init = f"(with-eval-after-load 'chesterton (setq chesterton-command '({listed})))"
        return emacs.command_for(project, init), emacs.WAYS[library]

    return start


EDITORS = {
    "neovim": ("nvim", _neovim),
    "eglot": ("emacs", _in_emacs("eglot")),
    "lsp-mode": ("emacs", _in_emacs("lsp-mode")),
}


@pytest.mark.parametrize("editor", EDITORS)
def test_a_profile_is_what_the_editor_says(project, editor, update):
    program, start = EDITORS[editor]
    if found(program) is None:
        pytest.skip(f"no {program} is installed")
    command, way = start(project)
    environment = world(project, **way, STAY="1")
    with started(project, command, environment):
        seen = json.loads(Path(environment["SEEN"]).read_text("utf-8"))
    said = next(each["message"]["params"] for each in recorded(project) if each["by"] == "editor")
    profile = {key: said[key] for key in ("clientInfo", "capabilities") if key in said}
    file = PROFILES / f"{editor}-{seen['version']}.json"
    if update:
        file.write_text(json.dumps(profile, indent=1, sort_keys=True) + "\n", "utf-8")
    held = json.loads(file.read_text("utf-8")) if file.exists() else profile
    assert _comparable(held) == _comparable(profile)


def _comparable(profile):
    """Without what other packages of the person decide."""
    shown = json.loads(json.dumps(profile))
    shown.get("clientInfo", {}).pop("version", None)
    shown["capabilities"]["textDocument"].pop("hover")
    shown["capabilities"]["textDocument"]["completion"]["completionItem"].pop("snippetSupport")
    return shown
