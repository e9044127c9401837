"""`chesterton setup` connects editors, and `--undo` restores the home folder byte for byte."""

import os
import sys
import tomllib

import pytest

from chesterton.cli.connection import emacs, helix, neovim
from chesterton.cli.connection.editors import EDITORS
from chesterton.cli.connection.manifest import Record
from chesterton.syntax.language import LANGUAGES

NAMES = tuple(editor.name for editor in EDITORS)

THEIRS = {
    ".config/nvim/init.lua": b"-- mine\r\nvim.opt.number = true",
    ".config/nvim/lsp/pyright.lua": b"return {}\n",
    ".emacs.d/init.el": b"(setq mine 1)\n;; no line end",
    ".config/helix/languages.toml": b"""\
# mine, with r\xc3\xa9sum\xc3\xa9
[language-server.pyright]
command = "pyright-langserver"
args = ["--stdio"]

[[language]]
name = "python"
auto-format = true
language-servers = [{ name = "pyright", except-features = ["format"] }, "ruff"]

[[language]]
name = "rust"
auto-format = false""",
}


def snapshot(folder):
    return {
        str(path.relative_to(folder)): (path.stat().st_mode, path.is_file() and path.read_bytes())
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def person(tmp_path, monkeypatch):
    """An empty home folder."""
    folder = tmp_path / "person"
    folder.mkdir()
    for name in ("NVIM_APPNAME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.fixture
def configured(person):
    for name, content in THEIRS.items():
        file = person / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (person / ".emacs.d/init.el").chmod(0o600)
    return person


def connected(shell):
    states = dict(line.split(None, 1) for line in shell("setup").out.splitlines())
    return {name for name, state in states.items() if state == "set up"}


@pytest.mark.parametrize("name", NAMES)
def test_an_editor_is_set_up_and_restored_byte_for_byte(shell, configured, name):
    before = snapshot(configured)
    ended = shell("setup", name)
    assert (ended.code, ended.err) == (0, "")
    assert connected(shell) == {name}
    for path, (mode, content) in before.items():
        assert snapshot(configured)[path][0] == mode
        assert not content or snapshot(configured)[path][1].startswith(content)
    assert shell("setup", name, "--undo").code == 0
    assert snapshot(configured) == before
    assert connected(shell) == set()


def test_several_editors_are_set_up_and_restored_at_once(shell, configured):
    before = snapshot(configured)
    assert shell("setup", *NAMES).code == 0
    assert connected(shell) == set(NAMES)
    assert shell("setup", *NAMES, "--undo").code == 0
    assert snapshot(configured) == before


@pytest.mark.parametrize("name", NAMES)
def test_undo_without_prior_configuration_leaves_no_files(shell, person, name):
    shell("setup", name)
    assert snapshot(person)
    shell("setup", name, "--undo")
    assert not snapshot(person)


@pytest.mark.parametrize("name", NAMES)
def test_setup_is_idempotent(shell, configured, name):
    before = snapshot(configured)
    shell("setup", name)
    once = snapshot(configured)
    assert "already set up" in shell("setup", name).out
    assert snapshot(configured) == once
    shell("setup", name, "--undo")
    assert snapshot(configured) == before
    assert "not set up; nothing was changed" in shell("setup", name, "--undo").out


@pytest.mark.parametrize(
    ("name", "file"),
    [("neovim", ".config/nvim/plugin/chesterton.lua"), ("emacs", ".emacs.d/chesterton.el")],
)
def test_a_user_file_is_never_overwritten(shell, configured, name, file):
    theirs = configured / file
    theirs.parent.mkdir(parents=True, exist_ok=True)
    theirs.write_text("-- mine")
    before = snapshot(configured)
    ended = shell("setup", name)
    assert ended.code == 1
    assert "exists and was not written by setup" in ended.err
    assert snapshot(configured) == before


@pytest.mark.parametrize(
    ("name", "file"),
    [("neovim", ".config/nvim/lsp/chesterton.lua"), ("emacs", ".emacs.d/chesterton.el")],
)
def test_undo_keeps_a_file_that_the_user_edited(shell, person, name, file):
    shell("setup", name)
    changed = person / file
    changed.write_text(changed.read_text() + "-- mine\n")
    ended = shell("setup", name, "--undo")
    assert ended.code == 1
    assert f"{changed} has been edited since setup and was kept" in ended.err
    assert [path for path in person.rglob("*") if path.is_file()] == [changed]


@pytest.mark.parametrize(
    ("name", "file", "old", "new"),
    [
        ("emacs", ".emacs.d/init.el", b" t t)", b" nil t)"),
        ("helix", ".config/helix/languages.toml", b'command = "', b'command = "my-'),
    ],
)
def test_undo_keeps_a_block_that_the_user_edited(shell, configured, name, file, old, new):
    shell("setup", name)
    changed = configured / file
    head, mark, ours = changed.read_bytes().partition(b">>> chesterton")
    changed.write_bytes(head + mark + ours.replace(old, new))
    before = changed.read_bytes()
    said = shell("setup", name, "--undo").err
    assert (
        f"{changed} has been edited since setup and was kept; remove the chesterton block" in said
    )
    assert "delete" not in said
    assert changed.read_bytes() == before
    assert shell("setup", name).code == 1
    assert changed.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "file", "more"),
    [
        ("emacs", ".emacs.d/init.el", b"(setq more 2)\n"),
        ("helix", ".config/helix/languages.toml", b'[[language]]\nname = "toml"\n'),
    ],
)
def test_undo_keeps_lines_added_below_the_block(shell, configured, name, file, more):
    path = configured / file
    before = path.read_bytes()
    shell("setup", name)
    path.write_bytes(path.read_bytes() + more)
    assert "already set up" in shell("setup", name).out
    shell("setup", name, "--undo")
    assert path.read_bytes() == before + b"\n" + more


def test_undo_works_without_the_record(shell, configured):
    before = snapshot(configured)
    shell("setup", *NAMES)
    for path in (shell.home / "setup").iterdir():
        path.unlink()
    shell("setup", *NAMES, "--undo")
    files = {path: content for path, (_, content) in snapshot(configured).items() if content}
    for path, content in files.items():
        assert content in {before[path][1], before[path][1] + b"\n"}


def test_a_symlink_stays_a_symlink(shell, configured, tmp_path):
    kept = tmp_path / "dotfiles.el"
    kept.write_text("(setq mine 1)\n")
    init = configured / ".emacs.d/init.el"
    init.unlink()
    init.symlink_to(kept)
    shell("setup", "emacs")
    assert init.is_symlink()
    assert b"chesterton" in kept.read_bytes()
    shell("setup", "emacs", "--undo")
    assert init.is_symlink()
    assert kept.read_text() == "(setq mine 1)\n"


def test_the_block_uses_the_line_endings_of_the_file(shell, configured):
    init = configured / ".emacs.d/init.el"
    init.write_bytes(b"(setq mine 1)\r\n")
    shell("setup", "emacs")
    assert init.read_bytes().count(b"\n") == init.read_bytes().count(b"\r\n") == 4
    assert "already set up" in shell("setup", "emacs").out
    shell("setup", "emacs", "--undo")
    assert init.read_bytes() == b"(setq mine 1)\r\n"


def test_setup_replaces_files_of_an_older_version(shell, person, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(neovim, "source", lambda *_names, **_values: "-- older\n")
        shell("setup", "neovim")
    file = person / ".config/nvim/plugin/chesterton.lua"
    assert file.read_text() == "-- older\n"
    assert shell("setup", "neovim").code == 0
    assert file.read_text().startswith("-- Written by")


def test_the_interpreter_path_is_used_if_chesterton_is_not_on_the_path(person, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert person
    texts = [each.parts(Record())[0].text for each in EDITORS]
    assert f"'{sys.executable}', '-P', '-m', 'chesterton', 'lsp'" in texts[0]
    assert f'"{sys.executable}" "-P" "-m" "chesterton" "lsp"' in texts[1]
    assert f'command = "{sys.executable}"\nargs = ["-P", "-m", "chesterton", "lsp"]' in texts[2]


def test_doctor_shows_which_editors_are_connected(shell, person, tmp_path, monkeypatch):
    program = tmp_path / "programs" / "emacs"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho GNU Emacs 30.1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    assert person
    shell.remember()
    out = shell("doctor").out
    assert "editor.emacs: GNU Emacs 30.1 is not set up" in out
    assert "set it up with: chesterton setup emacs" in out
    shell("setup", "emacs")
    out = shell("doctor").out
    assert "editor.emacs: GNU Emacs 30.1 is set up" in out
    assert "FAULT" not in out


@pytest.mark.parametrize("name", ["ed", "neovimm"])
def test_an_unknown_editor_is_refused(shell, name):
    assert shell("setup", name).code == 2


@pytest.mark.parametrize(
    ("there", "init"),
    [
        ((), ".emacs.d/init.el"),
        ((".emacs",), ".emacs"),
        ((".emacs.d/init.el", ".emacs"), ".emacs"),
        ((".config/emacs/early-init.el",), ".config/emacs/init.el"),
        ((".config/emacs/early-init.el", ".emacs.d/init.el"), ".emacs.d/init.el"),
        ((".emacs.d/bin/doom", ".doom.d/config.el"), ".doom.d/config.el"),
        ((".config/emacs/bin/doom",), ".config/doom/config.el"),
        ((".emacs.d/core/core-spacemacs.el",), ".spacemacs"),
    ],
)
def test_the_emacs_init_file_is_found(person, there, init):
    for name in there:
        (person / name).parent.mkdir(parents=True, exist_ok=True)
        (person / name).touch()
    file, block = emacs.parts(Record())
    assert str(block.path.relative_to(person)) == init
    assert f'(load "~/{file.path.relative_to(person).as_posix()}" t t)' in block.text


def merged(defaults, theirs):
    """Merges like Helix: by language name; a later list of servers replaces an earlier one."""
    result = {name: list(servers) for name, servers in defaults.items()}
    for each in theirs["language"]:
        if "language-servers" in each:
            result[each["name"]] = each["language-servers"]
    return result


def test_helix_keeps_the_servers_of_each_language_and_adds_one(shell, configured):
    shell("setup", "helix")
    text = (configured / ".config/helix/languages.toml").read_text("utf-8")
    servers = merged(helix.DEFAULTS, tomllib.loads(text))
    mine = {"name": "pyright", "except-features": ["format"]}
    assert servers["python"] == [mine, "ruff", "chesterton"]
    assert servers["rust"] == ["rust-analyzer", "chesterton"]
    for name in helix.languages():
        assert servers[name][-1] == "chesterton"
        assert servers[name].count("chesterton") == 1


def test_the_helix_block_covers_every_language(person):
    """A language that is missing in the table of defaults would be skipped silently."""
    assert person
    ids = {language.id for language in LANGUAGES} | {"javascriptreact"}
    assert {helix.NAMES.get(name, name) for name in ids} <= set(helix.languages())


def test_setup_again_picks_up_a_changed_server_list(shell, configured):
    shell("setup", "helix")
    file = configured / ".config/helix/languages.toml"
    head, mark, ours = file.read_text("utf-8").partition("# >>>")
    file.write_text(head.replace('"ruff"]', '"ty"]') + mark + ours, "utf-8")
    assert "Wrote" in shell("setup", "helix").out
    assert '"ty", "chesterton"]' in file.read_text("utf-8")
    shell("setup", "helix", "--undo")
    assert file.read_text("utf-8") == head.replace('"ruff"]', '"ty"]').removesuffix("\n")


@pytest.mark.parametrize(
    ("theirs", "message"),
    [
        ('[language-server.chesterton]\ncommand = "x"\n', "already defines a language server"),
        ('language = [{ name = "python" }]\n', "cannot add Chesterton to"),
        ('language-server = { x = { command = "x" } }\n', "cannot add Chesterton to"),
        ("[[language]\n", "is not valid TOML"),
    ],
)
def test_a_file_that_cannot_be_merged_is_refused_and_kept(shell, configured, theirs, message):
    file = configured / ".config/helix/languages.toml"
    file.write_text(theirs)
    before = snapshot(configured)
    ended = shell("setup", "helix")
    assert ended.code == 1
    assert message in ended.err
    assert snapshot(configured) == before
    assert connected(shell) == set()


def test_undo_works_on_an_invalid_file(shell, configured):
    file = configured / ".config/helix/languages.toml"
    shell("setup", "helix")
    file.write_bytes(b"[[language]\n" + file.read_bytes())
    assert shell("setup", "helix", "--undo").code == 0
    assert file.read_bytes() == b"[[language]\n" + THEIRS[".config/helix/languages.toml"]


def test_a_folder_in_place_of_the_file_is_reported(shell, configured):
    (configured / ".emacs.d/init.el").unlink()
    (configured / ".emacs.d/init.el").mkdir()
    ended = shell("setup", "emacs")
    assert ended.code == 1
    assert "cannot be read" in ended.err


def test_undo_needs_an_editor(shell):
    ended = shell("setup", "--undo")
    assert (ended.code, ended.out) == (2, "")
    assert "no editor specified; specify one, e.g. " in ended.err
