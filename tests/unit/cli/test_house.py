"""`setup`, `completion`, `projects`, `doctor`, `lsp`."""

import shutil
import subprocess
import sys

import pytest

from chesterton.cli import neovim
from chesterton.cli.registry import COMMANDS


def snapshot(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def config(tmp_path, monkeypatch):
    folder = tmp_path / "config"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.delenv("NVIM_APPNAME", raising=False)
    return folder


def test_neovim_is_set_up_and_restored_byte_for_byte(shell, config):
    mine = config / "nvim"
    (mine / "lsp").mkdir(parents=True)
    (mine / "init.lua").write_bytes(b"-- mine\r\nvim.opt.number = true")
    (mine / "lsp" / "pyright.lua").write_text("return {}")
    before = snapshot(config)
    ended = shell("setup", "neovim")
    assert ended.code == 0
    assert (mine / "lsp" / "chesterton.lua").is_file()
    assert (mine / "plugin" / "chesterton.lua").is_file()
    assert snapshot(config).items() >= before.items()
    assert shell("setup").out == "neovim  connected\n"
    assert shell("setup", "neovim", "--undo").code == 0
    assert snapshot(config) == before


def test_without_any_configuration_nothing_stays_behind(shell, config):
    shell("setup", "neovim")
    assert config.exists()
    shell("setup", "neovim", "--undo")
    assert not config.exists()


def test_setting_up_twice_is_once(shell, config):
    shell("setup", "neovim")
    once = snapshot(config)
    assert "connected already" in shell("setup", "neovim").out
    assert snapshot(config) == once
    shell("setup", "neovim", "--undo")
    assert "not connected; nothing was changed" in shell("setup", "neovim", "--undo").out


def test_a_file_of_the_person_is_never_overwritten(shell, config):
    theirs = config / "nvim" / "plugin" / "chesterton.lua"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("-- mine")
    before = snapshot(config)
    ended = shell("setup", "neovim")
    assert ended.code == 1
    assert "is yours and is not overwritten" in ended.err
    assert snapshot(config) == before


def test_what_the_person_changed_since_stays(shell, config):
    shell("setup", "neovim")
    changed = config / "nvim" / "lsp" / "chesterton.lua"
    changed.write_text(changed.read_text() + "-- mine\n")
    ended = shell("setup", "neovim", "--undo")
    assert ended.code == 1
    assert f"{changed} was changed since and stays" in ended.err
    assert snapshot(config).keys() == {"nvim", "nvim/lsp", "nvim/lsp/chesterton.lua"}


def test_an_older_version_of_ours_is_replaced(shell, config, monkeypatch):
    monkeypatch.setattr(neovim, "_HEAD", "-- older\n")
    monkeypatch.setattr(neovim, "_files", lambda: {"lsp/chesterton.lua": "-- older\n"})
    shell("setup", "neovim")
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config))
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(shell.home))
    monkeypatch.chdir(shell.root)
    assert shell("setup", "neovim").code == 0
    assert (config / "nvim" / "lsp" / "chesterton.lua").read_text().startswith("-- Written by")


def test_the_server_is_named_by_a_path_where_it_is_not_on_the_path(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    text = neovim._files()["lsp/chesterton.lua"]
    assert f"'{sys.executable}', '-m', 'chesterton', 'lsp'" in text


@pytest.mark.parametrize("name", ["emacs", "neovimm"])
def test_an_editor_we_do_not_know_is_refused(shell, name):
    assert shell("setup", name).code == 2


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_completion_knows_every_command_and_option(shell, shell_name):
    script = shell("completion", shell_name).out
    for command in COMMANDS:
        assert command.name in script
    assert "propose" in script
    assert "pitfall" in script


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_completion_is_a_script_its_shell_reads(shell, shell_name):
    program = shutil.which(shell_name)
    if program is None:
        pytest.skip(f"{shell_name} is not installed")
    script = shell("completion", shell_name).out
    done = subprocess.run(
        [program, "-n"], input=script, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("chesterton re", {"remember", "recall", "review", "relink", "retire"}),
        ("chesterton notes --kind p", {"pitfall", "pattern"}),
        ("chesterton notes --st", {"--state", "--status"}),
        ("chesterton completion ", {"bash", "zsh", "fish"}),
        ("chesterton notes pa", {"pay.py"}),
    ],
)
def test_bash_completes(shell, words, offered):
    script = shell("completion", "bash").out
    typed = words.split(" ")
    quoted = " ".join(f"'{word}'" for word in typed)
    ask = f"COMP_WORDS=({quoted}); COMP_CWORD={len(typed) - 1}; _chesterton; "
    done = subprocess.run(
        ["bash", "-c", f'{script}\n{ask}printf "%s\\n" "${{COMPREPLY[@]}}"'],
        capture_output=True,
        text=True,
        check=True,
        cwd=shell.root,
    )
    assert set(done.stdout.split()) == offered


def test_projects_are_listed_switched_and_removed(shell):
    assert "no project has notes yet" in shell("projects").err
    shell.remember("A very particular title")
    project = shell("projects", "--json").object
    assert (project["name"], project["enabled"], project["notes"]) == ("repo", True, 1)
    assert project["folders"] == [str(shell.root)]
    assert shell("projects", "off").out.endswith(") is switched off\n")
    assert shell("projects", "--json").object["enabled"] is False
    assert "[off]" in shell("projects").out
    shell("projects", "on", project["id"][:6])
    assert shell("projects", "--json").object["enabled"] is True
    assert shell("projects", "remove").err.endswith("; add --yes\n")
    assert shell("projects", "remove", "repo", "--yes").out == "repo: 1 note deleted for good\n"
    kept = b"".join(path.read_bytes() for path in shell.home.rglob("*") if path.is_file())
    assert b"particular" not in kept


@pytest.mark.parametrize("name", ["nope", ""])
def test_a_project_that_is_not_known_is_told(shell, name):
    shell.remember()
    ended = shell("projects", "off", name or "zz")
    assert ended.code == 1
    assert "no project is called" in ended.err


def test_doctor_finds_nothing_where_all_is_well(shell):
    shell.remember()
    ended = shell("doctor")
    assert (ended.code, ended.err) == (0, "")
    assert "ok    git: git version" in ended.out
    assert "1 note, 0 proposed" in ended.out


def test_doctor_works_before_anything_is_stored(nowhere):
    assert nowhere("doctor").code == 0


def test_doctor_finds_damage_and_repairs_it(shell):
    note = shell.remember("Kept through it all")
    shell("doctor")
    database = shell.home / "memory.db"
    data = bytearray(database.read_bytes())
    data[100:2_000] = b"\0" * 1_900
    for path in shell.home.glob("memory.db-*"):
        path.unlink()
    database.write_bytes(data)
    ended = shell("doctor")
    assert ended.code == 1
    assert "FAULT" in ended.out
    assert "doctor --repair" in ended.out
    assert shell("doctor", "--repair").code == 0
    assert shell("show", note["id"], "--json").object["title"] == "Kept through it all"


def test_the_server_starts_and_ends_with_its_editor(process):
    done = process("lsp", "--stdio", input="")
    assert done.returncode in {0, 1}
    assert "Traceback" not in done.stderr


def test_settings_that_are_not_understood_are_told(shell, tmp_path, monkeypatch):
    monkeypatch.setenv("CHESTERTON_CONFIG_DIR", str(tmp_path))
    (tmp_path / "config.toml").write_text('nonsense = 1\n[hover]\nmaxNotes = "x"\n')
    ended = shell("doctor")
    assert ended.code == 1
    assert ended.out.count("FAULT settings: config.toml: ") == 2


def test_the_memory_is_where_the_settings_say(shell, tmp_path, monkeypatch):
    monkeypatch.delenv("CHESTERTON_DATA_DIR")
    monkeypatch.setenv("CHESTERTON_CONFIG_DIR", str(tmp_path))
    (tmp_path / "config.toml").write_text(f'[store]\npath = "{tmp_path}/elsewhere"\n')
    shell.remember()
    assert (tmp_path / "elsewhere" / "memory.db").is_file()
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(tmp_path / "third"))
    assert shell("notes").out == ""
