"""`completion`, `projects`, `doctor`, `lsp`."""

import os
import shutil
import subprocess

import pytest

from chesterton.cli.registry import COMMANDS


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_completion_knows_every_command_and_option(shell, shell_name):
    script = shell("completion", shell_name).out
    for command in COMMANDS:
        assert command.name in script
    assert "propose" in script
    assert "pitfall" in script


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_the_completion_script_parses_in_its_shell(shell, shell_name):
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
    ask = f"COMP_WORDS=({quoted}); COMP_CWORD={len(typed) - 1}; _shtab_chesterton; "
    done = subprocess.run(
        ["bash", "-c", f'{script}\n{ask}printf "%s\\n" "${{COMPREPLY[@]}}"'],
        capture_output=True,
        text=True,
        check=True,
        cwd=shell.root,
    )
    assert set(done.stdout.split()) == offered


def test_projects_are_listed_switched_off_and_removed(shell):
    assert "No project has notes yet" in shell("projects").err
    shell.remember("A very particular title")
    project = shell("projects", "--json").object
    assert (project["name"], project["enabled"], project["notes"]) == ("repo", True, 1)
    assert project["folders"] == [str(shell.root)]
    assert shell("projects", "off").out.endswith("): notes are hidden in editors\n")
    assert shell("projects", "--json").object["enabled"] is False
    assert "[off]" in shell("projects").out
    shell("projects", "on", project["id"][:6])
    assert shell("projects", "--json").object["enabled"] is True
    assert shell("projects", "remove").err.endswith("; run again with --yes to confirm\n")
    assert shell("projects", "remove", "repo", "--yes").out == "repo: 1 note deleted permanently\n"
    kept = b"".join(path.read_bytes() for path in shell.home.rglob("*") if path.is_file())
    assert b"particular" not in kept


@pytest.mark.parametrize("name", ["nope", "zz", "", "{id:.3}"])
@pytest.mark.parametrize("action", ["off", "remove"])
def test_an_unknown_project_is_reported(shell, name, action):
    """Even with a single project, an empty or too short name selects nothing."""
    shell.remember()
    wanted = name.format(id=shell("projects", "--json").object["id"])
    ended = shell("projects", action, wanted, "--yes")
    assert (ended.code, ended.out) == (1, "")
    assert "no project is called" in ended.err
    project = shell("projects", "--json").object
    assert (project["enabled"], project["notes"]) == (True, 1)


def test_doctor_finds_no_fault_in_a_healthy_store(shell):
    shell.remember()
    ended = shell("doctor")
    assert (ended.code, ended.err) == (0, "")
    assert "ok    git: git version" in ended.out
    assert "1 note, 0 proposed" in ended.out


def test_doctor_works_before_anything_is_stored(nowhere):
    assert nowhere("doctor").code == 0


def test_doctor_works_in_a_deleted_folder(shell, monkeypatch):
    folder = shell.root / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    ended = shell("doctor")
    assert ended.code == 0
    assert "ok    git: git version" in ended.out
    assert "ok    project: the current directory no longer exists" in ended.out


@pytest.mark.skipif(os.name != "posix", reason="names as on POSIX")
@pytest.mark.parametrize("name", [b"pay.py", b"pay.py/below", b"caf\xe9", b"x" * 300])
def test_an_unusable_data_directory_is_reported_and_is_a_fault(shell, monkeypatch, name):
    monkeypatch.setenv("CHESTERTON_DATA_DIR", f"{shell.root}/{os.fsdecode(name)}")
    ended = shell("remember", "--title", "T")
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "data directory" in ended.err
    doctor = shell("doctor")
    assert doctor.code == 1
    assert "FAULT store.open: " in doctor.out
    assert shell("doctor", "--repair").code == 1


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


def test_the_server_exits_when_its_input_is_closed(process):
    done = process("lsp", "--stdio", input="")
    assert done.returncode in {0, 1}
    assert "Traceback" not in done.stderr


def test_invalid_settings_are_reported(shell, tmp_path, monkeypatch):
    monkeypatch.setenv("CHESTERTON_CONFIG_DIR", str(tmp_path))
    (tmp_path / "config.toml").write_text('nonsense = 1\n[hover]\nmaxNotes = "x"\n')
    ended = shell("doctor")
    assert ended.code == 1
    assert ended.out.count("FAULT settings: config.toml: ") == 2


def test_the_data_directory_is_read_from_the_settings(shell, tmp_path, monkeypatch):
    monkeypatch.delenv("CHESTERTON_DATA_DIR")
    monkeypatch.setenv("CHESTERTON_CONFIG_DIR", str(tmp_path))
    (tmp_path / "config.toml").write_text(f'[store]\npath = "{tmp_path}/elsewhere"\n')
    shell.remember()
    assert (tmp_path / "elsewhere" / "memory.db").is_file()
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(tmp_path / "third"))
    assert shell("notes").out == ""


@pytest.mark.parametrize("named", ["~no-such-user/x", "/tmp/\\u0000x"])
def test_an_invalid_data_directory_in_the_settings_is_reported(shell, tmp_path, monkeypatch, named):
    monkeypatch.delenv("CHESTERTON_DATA_DIR")
    monkeypatch.setenv("CHESTERTON_CONFIG_DIR", str(tmp_path))
    (tmp_path / "config.toml").write_text(f'store.path = "{named}"\n', encoding="utf-8")
    for command in ("notes", "doctor"):
        ended = shell(command)
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
        assert ended.err.startswith("chesterton: the ")
        assert "data directory" in ended.err


def test_a_configuration_folder_of_an_unknown_user_is_reported(shell, monkeypatch):
    monkeypatch.setenv("CHESTERTON_CONFIG_DIR", "~no-such-user/x")
    shell.remember()
    assert shell("notes").code == 0
    ended = shell("doctor")
    assert ended.code == 1
    assert (
        "FAULT settings: CHESTERTON_CONFIG_DIR refers to the home folder of an unknown user"
        in ended.out
    )
