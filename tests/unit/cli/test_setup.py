"""`chesterton setup`: editors are connected, and a home is left byte for byte as it was."""

import os
import shutil
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
    """A home with configurations of its own."""
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
    told = dict(line.split(None, 1) for line in shell("setup").out.splitlines())
    return {name for name, state in told.items() if state == "connected"}


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


def test_all_at_once(shell, configured):
    before = snapshot(configured)
    assert shell("setup", *NAMES).code == 0
    assert connected(shell) == set(NAMES)
    assert shell("setup", *NAMES, "--undo").code == 0
    assert snapshot(configured) == before


@pytest.mark.parametrize("name", NAMES)
def test_without_any_configuration_nothing_stays_behind(shell, person, name):
    shell("setup", name)
    assert snapshot(person)
    shell("setup", name, "--undo")
    assert not snapshot(person)


@pytest.mark.parametrize("name", NAMES)
def test_setting_up_twice_is_once(shell, configured, name):
    before = snapshot(configured)
    shell("setup", name)
    once = snapshot(configured)
    assert "already connected" in shell("setup", name).out
    assert snapshot(configured) == once
    shell("setup", name, "--undo")
    assert snapshot(configured) == before
    assert "not connected; nothing was changed" in shell("setup", name, "--undo").out


@pytest.mark.parametrize(
    ("name", "file"),
    [("neovim", ".config/nvim/plugin/chesterton.lua"), ("emacs", ".emacs.d/chesterton.el")],
)
def test_a_file_of_the_person_is_never_overwritten(shell, configured, name, file):
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
def test_a_file_that_the_person_changed_since_stays(shell, person, name, file):
    shell("setup", name)
    changed = person / file
    changed.write_text(changed.read_text() + "-- mine\n")
    ended = shell("setup", name, "--undo")
    assert ended.code == 1
    assert f"{changed} was edited since setup and was kept" in ended.err
    assert [path for path in person.rglob("*") if path.is_file()] == [changed]


@pytest.mark.parametrize(
    ("name", "file", "old", "new"),
    [
        ("emacs", ".emacs.d/init.el", b" t t)", b" nil t)"),
        ("helix", ".config/helix/languages.toml", b'command = "', b'command = "my-'),
    ],
)
def test_lines_that_the_person_changed_since_stay(shell, configured, name, file, old, new):
    shell("setup", name)
    changed = configured / file
    head, mark, ours = changed.read_bytes().partition(b">>> chesterton")
    changed.write_bytes(head + mark + ours.replace(old, new))
    before = changed.read_bytes()
    assert f"{changed} was edited since setup and was kept" in shell("setup", name, "--undo").err
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
def test_what_the_person_writes_below_is_kept(shell, configured, name, file, more):
    path = configured / file
    before = path.read_bytes()
    shell("setup", name)
    path.write_bytes(path.read_bytes() + more)
    assert "already connected" in shell("setup", name).out
    shell("setup", name, "--undo")
    assert path.read_bytes() == before + b"\n" + more


def test_lines_are_taken_back_where_the_record_is_gone(shell, configured):
    before = snapshot(configured)
    shell("setup", *NAMES)
    for path in (shell.home / "setup").iterdir():
        path.unlink()
    shell("setup", *NAMES, "--undo")
    files = {path: content for path, (_, content) in snapshot(configured).items() if content}
    for path, content in files.items():
        assert content in {before[path][1], before[path][1] + b"\n"}


def test_a_link_stays_a_link(shell, configured, tmp_path):
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


def test_lines_end_as_the_others_do(shell, configured):
    init = configured / ".emacs.d/init.el"
    init.write_bytes(b"(setq mine 1)\r\n")
    shell("setup", "emacs")
    assert init.read_bytes().count(b"\n") == init.read_bytes().count(b"\r\n") == 4
    assert "already connected" in shell("setup", "emacs").out
    shell("setup", "emacs", "--undo")
    assert init.read_bytes() == b"(setq mine 1)\r\n"


def test_an_older_version_of_ours_is_replaced(shell, person, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(neovim, "_PLUGIN", "-- older\n")
        shell("setup", "neovim")
    file = person / ".config/nvim/plugin/chesterton.lua"
    assert file.read_text() == "-- older\n"
    assert shell("setup", "neovim").code == 0
    assert file.read_text().startswith("-- Written by")


def test_the_server_is_named_by_a_path_where_it_is_not_on_the_path(person, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert person
    texts = [each.parts(Record())[0].text for each in EDITORS]
    assert f"'{sys.executable}', '-m', 'chesterton', 'lsp'" in texts[0]
    assert f'"{sys.executable}" "-m" "chesterton" "lsp"' in texts[1]
    assert f'command = "{sys.executable}"\nargs = ["-m", "chesterton", "lsp"]' in texts[2]


def test_doctor_tells_which_editors_are_connected(shell, person, tmp_path, monkeypatch):
    program = tmp_path / "programs" / "emacs"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho GNU Emacs 30.1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    assert person
    shell.remember()
    told = shell("doctor").out
    assert "editor.emacs: GNU Emacs 30.1 is not connected" in told
    assert "connect it with: chesterton setup emacs" in told
    shell("setup", "emacs")
    told = shell("doctor").out
    assert "editor.emacs: GNU Emacs 30.1 is connected" in told
    assert "FAULT" not in told


@pytest.mark.parametrize("name", ["ed", "neovimm"])
def test_an_editor_we_do_not_know_is_refused(shell, name):
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
def test_the_file_that_emacs_reads_is_found(person, there, init):
    for name in there:
        (person / name).parent.mkdir(parents=True, exist_ok=True)
        (person / name).touch()
    file, block = emacs.parts(Record())
    assert str(block.path.relative_to(person)) == init
    assert f'(load "~/{file.path.relative_to(person).as_posix()}" t t)' in block.text


def merged(defaults, theirs):
    """As Helix merges: entries by name, lists of servers as a whole, what comes later over it."""
    found = {name: list(servers) for name, servers in defaults.items()}
    for each in theirs["language"]:
        if "language-servers" in each:
            found[each["name"]] = each["language-servers"]
    return found


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


def test_helix_is_told_of_every_language(person):
    """A language that is not in the table of defaults would be left out without a word."""
    assert person
    ids = {language.id for language in LANGUAGES} | {"javascriptreact"}
    assert {helix.NAMES.get(name, name) for name in ids} <= set(helix.languages())


def test_a_changed_list_is_taken_over_by_setting_up_again(shell, configured):
    shell("setup", "helix")
    file = configured / ".config/helix/languages.toml"
    head, mark, ours = file.read_text("utf-8").partition("# >>>")
    file.write_text(head.replace('"ruff"]', '"ty"]') + mark + ours, "utf-8")
    assert "Wrote" in shell("setup", "helix").out
    assert '"ty", "chesterton"]' in file.read_text("utf-8")
    shell("setup", "helix", "--undo")
    assert file.read_text("utf-8") == head.replace('"ruff"]', '"ty"]').removesuffix("\n")


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        ('[language-server.chesterton]\ncommand = "x"\n', "already defines the language server"),
        ('language = [{ name = "python" }]\n', "nothing can be added"),
        ('language-server = { x = { command = "x" } }\n', "nothing can be added"),
        ("[[language]\n", "is not valid TOML"),
    ],
)
def test_what_cannot_be_merged_is_refused_and_left_alone(shell, configured, theirs, told):
    file = configured / ".config/helix/languages.toml"
    file.write_text(theirs)
    before = snapshot(configured)
    ended = shell("setup", "helix")
    assert ended.code == 1
    assert told in ended.err
    assert snapshot(configured) == before
    assert connected(shell) == set()


def test_lines_are_taken_back_from_a_file_that_is_broken(shell, configured):
    file = configured / ".config/helix/languages.toml"
    shell("setup", "helix")
    file.write_bytes(b"[[language]\n" + file.read_bytes())
    assert shell("setup", "helix", "--undo").code == 0
    assert file.read_bytes() == b"[[language]\n" + THEIRS[".config/helix/languages.toml"]


def test_what_is_no_file_is_told(shell, configured):
    (configured / ".emacs.d/init.el").unlink()
    (configured / ".emacs.d/init.el").mkdir()
    ended = shell("setup", "emacs")
    assert ended.code == 1
    assert "cannot be read" in ended.err


def test_nothing_is_taken_back_from_no_editor(shell):
    ended = shell("setup", "--undo")
    assert (ended.code, ended.out) == (2, "")
    assert "no editor given; name one: " in ended.err
