"""What is written to may be read-only, full, locked or damaged: one sentence, no note lost."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from chesterton.memory.drafts import draft_files
from chesterton.memory.opening import Workspace, store_location
from chesterton.store import connection, outbox
from chesterton.store.store import Store

REFUSALS = {"read-only": errno.EROFS, "full": errno.ENOSPC, "forbidden": errno.EACCES}


@pytest.fixture
def refuse(monkeypatch):
    """Makes the system refuse to create or write anything below a folder."""

    def refusing(folder, number):
        opened, mkdir, access = os.open, os.mkdir, os.access

        def is_below(path):
            return not isinstance(path, int) and str(path).startswith(str(folder))

        def fail(path):
            raise OSError(number, os.strerror(number), str(path))

        def open_(path, flags, *rest, **more):
            writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            return fail(path) if writes and is_below(path) else opened(path, flags, *rest, **more)

        def mkdir_(path, *rest, **more):
            is_new = is_below(path) and not os.path.isdir(path)  # noqa: PTH112
            return fail(path) if is_new else mkdir(path, *rest, **more)

        def access_(path, mode, **more):
            refused = mode & os.W_OK and is_below(path) and number != errno.ENOSPC
            return not refused and access(path, mode, **more)

        monkeypatch.setattr(os, "open", open_)
        monkeypatch.setattr(os, "mkdir", mkdir_)
        monkeypatch.setattr(os, "access", access_)

    return refusing


def is_one_sentence(ended):
    lines = ended.err.strip().splitlines()
    return len(lines) == 1 and "bug" not in ended.err and "Errno" not in ended.err


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_git_folder_that_cannot_be_written_to_loses_no_note(shell, refuse, kind):
    refuse(shell.root / ".git", REFUSALS[kind])
    assert shell("remember", "--symbol", "pay.py::refund", "--title", "Kept").code == 0
    assert "Kept" in shell("notes").out


@pytest.mark.parametrize("kind", ["read-only", "forbidden"])
def test_drafts_of_a_read_only_git_folder_are_elsewhere(shell, refuse, kind):
    store = Store.open(store_location())
    workspace = Workspace.open(shell.root, store)
    before = draft_files.create(workspace, "a draft of the time before")
    refuse(shell.root / ".git", REFUSALS[kind])
    draft = draft_files.create(workspace, "text")
    assert shell.root not in draft.parents
    assert {before, draft} <= set(draft_files.every(workspace))
    draft_files.wipe(draft)
    workspace.close()
    store.close()


@pytest.mark.parametrize("kind", REFUSALS)
@pytest.mark.parametrize("command", [("setup", "neovim"), ("export", "out.jsonl"), ("review",)])
def test_files_that_cannot_be_written_are_one_sentence(
    shell, refuse, monkeypatch, kind, command, tmp_path
):
    shell.remember("Kept")
    target = tmp_path / "config"
    target.mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(target))
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.chdir(shell.root)
    for folder in (target, shell.root):
        refuse(folder, REFUSALS[kind])
    ended = shell(*command)
    assert ended.code in {0, 1, 2}
    assert "bug" not in ended.err
    assert "Traceback" not in ended.err
    assert "Kept" in shell("notes").out


@contextmanager
def held(location, statement="BEGIN EXCLUSIVE"):
    with closing(sqlite3.connect(location.database, isolation_level=None)) as other:
        other.execute(statement)
        yield


def test_the_text_is_kept_while_another_tool_holds_the_database(shell, monkeypatch):
    shell.remember("First")
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    location = store_location()
    with held(location):
        ended = shell("remember", "--symbol", "pay.py::refund", "--title", "Second")
        assert ended.code == 1
        assert "locked by another program" in ended.err
        assert "kept in the outbox" in ended.err
        assert is_one_sentence(ended)
        assert len(outbox.waiting(location)) == 1
    shell("remember", "--symbol", "pay.py::refund", "--title", "Third")
    assert all(title in shell("notes").out for title in ("First", "Second", "Third"))
    assert outbox.waiting(location) == []


def test_a_read_only_database_in_a_writable_folder_keeps_the_text(shell, monkeypatch):
    shell.remember("First")
    location = store_location()
    access = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: path != location.database and access(path, mode)
    )
    ended = shell("remember", "--symbol", "pay.py::refund", "--title", "Second")
    assert "read-only" in ended.err
    assert "kept in the outbox" in ended.err
    monkeypatch.setattr(os, "access", access)
    shell("remember", "--symbol", "pay.py::refund", "--title", "Third")
    assert "Second" in shell("notes").out


@pytest.mark.parametrize("kind", ["read-only", "full"])
def test_where_even_the_outbox_is_refused_nothing_is_claimed(shell, refuse, kind):
    shell.remember("First")
    refuse(store_location().directory, REFUSALS[kind])
    ended = shell("remember", "--symbol", "pay.py::refund", "--title", "Second")
    assert ended.code == 1
    assert "kept in the outbox" not in ended.err
    assert "bug" not in ended.err


def named(shell, check):
    ended = shell("doctor", "--json")
    found = [each for each in ended.objects if not each["ok"] and each["check"] == check]
    assert ended.code == 1, ended.out
    assert found, ended.out
    assert all(each["advice"] for each in found)
    return found[0]["message"]


def test_doctor_names_a_full_disk(shell, monkeypatch):
    shell.remember("First")
    monkeypatch.setattr("chesterton.store.upkeep.health.free_bytes", lambda _: 0)
    assert "has only 0 KB of free space" in named(shell, "store.disk")


def test_doctor_names_a_read_only_folder(shell, refuse):
    shell.remember("First")
    refuse(store_location().directory, errno.EROFS)
    assert "is read-only" in named(shell, "store.location")


def test_doctor_names_a_locked_database(shell, monkeypatch):
    shell.remember("First")
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    with held(store_location()):
        assert "locked by another program" in named(shell, "store.search")


DAMAGES = {
    "a garbage HEAD": ("HEAD", b"garbage $$\n"),
    "an empty HEAD": ("HEAD", b""),
    "a HEAD of bytes": ("HEAD", bytes(range(1, 200))),
    "a HEAD without its commit": ("HEAD", b"0123456789" * 4 + b"\n"),
    "a branch without its commit": ("refs/heads/main", b"0123456789" * 4 + b"\n"),
    "a damaged index": ("index", bytes(range(256))),
    "a short index": ("index", b"DIRC"),
    "a damaged config": ("config", b"[core\nx"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_doctor_names_damage_in_the_git_folder_and_notes_stay(shell, name):
    shell.git("checkout", "-q", "-B", "main")
    shell.remember("First")
    path, content = DAMAGES[name]
    (shell.root / ".git" / path).write_bytes(content)
    message = named(shell, "project.git")
    assert message.startswith("git cannot be used here: git ")
    assert not any(raw in message for raw in ("fatal", "rev-parse", "warning", "error:"))
    for command in (("notes",), ("notes", "pay.py"), ("recall", "First")):
        ended = shell(*command)
        assert ended.code == 0, ended.err
        assert "First" in ended.out
        assert not any(raw in ended.err for raw in ("fatal", "rev-parse", "warning:", "bug"))


def test_a_relative_data_directory_is_refused_in_one_sentence(shell, monkeypatch):
    """Each working directory would have notes of its own."""
    monkeypatch.setenv("CHESTERTON_DATA_DIR", "notes/here")
    for command in (("notes",), ("remember", "--at", "pay.py", "--title", "T"), ("projects",)):
        ended = shell(*command)
        assert (ended.code, is_one_sentence(ended)) == (1, True)
        assert "notes/here is a relative path" in ended.err
    assert not (shell.root / "notes").exists()
    monkeypatch.setenv("CHESTERTON_DATA_DIR", "~/notes")
    assert shell("notes").code == 0


@pytest.mark.parametrize("kind", ["EACCES", "EIO", "EMFILE"])
def test_settings_that_cannot_be_read_are_not_called_invalid(shell, monkeypatch, tmp_path, kind):
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    monkeypatch.setenv("CHESTERTON_CONFIG_DIR", str(tmp_path))
    read = Path.read_text

    def refused(path, *arguments, **options):
        if path.name == "config.toml":
            raise OSError(getattr(errno, kind), "x", str(path))
        return read(path, *arguments, **options)

    monkeypatch.setattr(Path, "read_text", refused)
    said = shell("doctor").out
    assert "config.toml cannot be read: " in said
    assert "TOML" not in said.partition("config.toml cannot")[2].partition("\n")[0]
    assert shell("notes").code == 0


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs root")
def test_a_data_directory_of_another_user_is_named_as_such(shell, monkeypatch):
    shell.remember("T")
    os.chown(shell.home, 1234, 1234)
    monkeypatch.setattr(os, "getuid", lambda: 4321)
    (shell.home / "write.lock").unlink()
    (shell.home / "write.lock").mkdir()
    for command in (("notes",), ("doctor",), ("remember", "--at", "pay.py", "--title", "T")):
        ended = shell(*command)
        assert ended.code == 1
        said = ended.out + ended.err
        assert "belongs to another user" in said
        assert "set CHESTERTON_DATA_DIR to a folder you own" in said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize(
    ("editor", "path"),
    [("helix", "helix/languages.toml"), ("neovim", "nvim/lsp/chesterton.lua")],
)
def test_setup_does_not_wait_for_a_pipe(process, tmp_path, editor, path):
    pipe = tmp_path / path
    pipe.parent.mkdir(parents=True)
    os.mkfifo(pipe)
    ended = process("setup", editor, env={"XDG_CONFIG_HOME": str(tmp_path)})
    assert (ended.returncode, "it is not a regular file" in ended.stderr) == (1, True)
    process("setup", env={"XDG_CONFIG_HOME": str(tmp_path)})


DROPPED = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner,-chown")


@pytest.fixture
def forbidden(shell):
    """Runs a command as a user whom permissions bind, while a path has mode 000."""
    is_root = os.name == "posix" and os.getuid() == 0
    if os.name != "posix" or (is_root and not shutil.which("setpriv")):
        pytest.skip("permissions bind nobody here")

    def run(path, *words):
        mode = path.stat().st_mode & 0o777
        path.chmod(0)
        try:
            return subprocess.run(
                [*(DROPPED if is_root else ()), sys.executable, "-m", "chesterton", *words],
                cwd=shell.root, capture_output=True, text=True, check=False,
            )  # fmt: skip
        finally:
            path.chmod(mode)

    return run


@pytest.mark.parametrize("name", ["memory.db", "."])
@pytest.mark.parametrize("command", [("notes",), ("recall", "First"), ("export",), ("doctor",)])
def test_what_may_not_be_read_is_named_and_not_called_readable(shell, forbidden, name, command):
    shell.remember("First")
    path = shell.home / name
    ended = forbidden(path, *command)
    said = ended.stdout + ended.stderr
    assert ended.returncode == 1
    assert f"no permission to read {path}" in said
    assert "correct its owner and permissions" in said
    assert not any(word in said for word in ("readable", "can be read", "write to", "bug"))


@pytest.mark.parametrize("command", [("notes",), ("recall", "First"), ("export",)])
def test_notes_are_read_without_the_journal(shell, forbidden, command):
    shell.remember("First")
    journal = shell.home / "journal.jsonl"
    ended = forbidden(journal, *command)
    assert (ended.returncode, "First" in ended.stdout) == (0, True)
    assert f"no permission to read {journal}" in ended.stderr


@pytest.mark.parametrize("name", ["memory.db", "journal.jsonl", "."])
def test_a_note_that_may_not_be_stored_is_kept_and_stored_later(shell, forbidden, name):
    shell.remember("First")
    words = ("remember", "--at", "pay.py", "--title", "Second")
    ended = forbidden(shell.home / name, *words)
    assert (ended.returncode, "your text is kept in" in ended.stderr) == (1, True)
    assert {each["title"] for each in shell("notes", "--json").objects} == {"First", "Second"}


def test_a_change_that_waits_is_named_by_every_reading_command(shell, forbidden):
    shell.remember("First")
    journal = shell.home / "journal.jsonl"
    forbidden(journal, "remember", "--at", "pay.py", "--title", "Second")
    for command in (("notes",), ("recall", "First"), ("export",), ("show", "0"), ("review",)):
        said = forbidden(journal, *command).stderr
        assert f"1 change not stored yet, in {shell.home / 'outbox'}: no permission" in said
