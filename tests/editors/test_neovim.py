"""A real Neovim, set up with the lines that the documentation gives, driven as a person would."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.markdown import ROOT, code

PAGE = ROOT / "docs" / "editors" / "neovim.md"
DRIVER = Path(__file__).with_name("neovim.lua")
BESIDE = str(Path(sys.executable).parent)
NEOVIM = shutil.which("nvim", path=os.pathsep.join([BESIDE, os.environ.get("PATH", "")]))
SECONDS = 120

CODE = """\
def charge(card, payment_id):
    with lock(payment_id):
        return card.pay()
"""

pytestmark = [
    pytest.mark.skipif(NEOVIM is None, reason="no Neovim is installed"),
    pytest.mark.skipif(
        shutil.which("chesterton", path=BESIDE) is None, reason="chesterton is not installed here"
    ),
]


@pytest.fixture(name="project")
def _project(tmp_path):
    project = tmp_path / "shop"
    project.mkdir()
    (project / "pay.py").write_text(CODE, encoding="utf-8")
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "A shop"]):
        subprocess.run(["git", *command], cwd=project, check=True)
    return project


def _work(project, configuration, *, lens):
    """Has Neovim work on the project; what was seen."""
    folder = project.parent / "config"
    (folder / "nvim" / "lsp").mkdir(parents=True)
    (folder / "nvim" / "lsp" / "chesterton.lua").write_text(configuration[0], encoding="utf-8")
    (folder / "nvim" / "init.lua").write_text(configuration[1], encoding="utf-8")
    seen = project.parent / "seen.json"
    homes = {f"XDG_{name}_HOME": str(project.parent / name) for name in ("DATA", "STATE", "CACHE")}
    done = subprocess.run(
        [NEOVIM, "--headless", "-n", "-c", f"luafile {DRIVER}"],
        cwd=project,
        env={
            **os.environ,
            **homes,
            "XDG_CONFIG_HOME": str(folder),
            "CHESTERTON_DATA_DIR": str(project.parent / "memory"),
            "PATH": os.pathsep.join([BESIDE, os.environ["PATH"]]),
            "CODE": str(project / "pay.py"),
            "SEEN": str(seen),
            **({"LENS": "1"} if lens else {}),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=SECONDS,
    )
    assert seen.exists(), done.stderr.decode()
    told = json.loads(seen.read_text(encoding="utf-8"))
    assert "problem" not in told, told["problem"]
    return told


def _assert_the_day_went_well(seen):
    assert any("Lock on payment_id, not on the user" in line for line in seen["hover"])
    assert any("Two cards may pay at once." in line for line in seen["hover"])
    touched = [each for each in seen["touched"] if each["code"] == "touched"]
    assert [(each["line"], each["message"]) for each in touched] == [
        (2, "Decision: Lock on payment_id, not on the user. You are changing this code.")
    ]


def test_a_day_as_the_page_says(project):
    seen = _work(project, code(PAGE, "lua"), lens=True)
    _assert_the_day_went_well(seen)
    assert seen["lens"].endswith(": Lock on payment_id, not on the user")
    assert Path(seen["draft"]).parent == project / ".git" / "chesterton" / "drafts"
    assert not Path(seen["draft"]).exists()
    assert seen["clients"] == 1


def test_a_draft_that_no_server_is_attached_to(project):
    configuration, init = code(PAGE, "lua")
    seen = _work(project, (configuration.replace(', "markdown"', ""), init), lens=True)
    _assert_the_day_went_well(seen)


def test_hints_where_no_lens_is_drawn(project):
    configuration, _ = code(PAGE, "lua")
    plain = configuration.replace('  init_options = { signals = "lens" },\n', "")
    seen = _work(project, (plain, 'vim.lsp.enable("chesterton")'), lens=False)
    _assert_the_day_went_well(seen)
    assert [(each["line"], each["code"]) for each in seen["hints"]] == [(1, "note")]


def test_a_folder_without_git(project):
    shutil.rmtree(project / ".git")
    configuration, init = code(PAGE, "lua")
    here = configuration.replace('root_markers = { ".git" }', f'root_dir = "{project}"')
    seen = _work(project, (here, init), lens=True)
    _assert_the_day_went_well(seen)
    assert project not in Path(seen["draft"]).parents
