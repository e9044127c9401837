"""What the system refuses a command is one sentence, and never a bug: memory, threads, files."""

import os
import signal
import socket
import subprocess
import sys
import threading
from types import SimpleNamespace

import pytest

from chesterton.cli.main import main
from chesterton.git import run

ROOM = "import resource; resource.setrlimit(resource.RLIMIT_AS, ({0}, {0}))\n"
RUN = "import sys; from chesterton.__main__ import main; sys.argv = sys.argv[1:]; sys.exit(main())"


def one_sentence(err):
    lines = err.strip().splitlines()
    return len(lines) == 1 and lines[0].startswith("chesterton: ") and "bug" not in err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of Linux")
@pytest.mark.parametrize("megabytes", [24, 30, 36, 42, 48, 60, 80])
def test_little_memory_is_one_sentence(shell, megabytes):
    done = subprocess.run(
        [sys.executable, "-P", "-c", ROOM.format(megabytes << 20) + RUN, "chesterton", "notes"],
        cwd=shell.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        answer, _, last = done.stderr.rpartition("chesterton: ")
        assert (done.returncode, one_sentence(f"chesterton: {last}")) == (1, True), done.stderr
        assert answer == "" or answer.startswith("No notes here. ")  # what it could still look up
        assert "your notes are safe" in last


def limited(shell, megabytes, *command):
    return subprocess.run(
        [sys.executable, "-P", "-c", ROOM.format(megabytes << 20) + RUN, "chesterton", *command],
        cwd=shell.root, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of Linux")
@pytest.mark.parametrize("megabytes", [24, 36, 44, 48, 50, 52, 53, 54, 55, 56, 58, 60, 64])
def test_a_change_with_little_memory_is_stored_or_said_not_to_be(shell, megabytes):
    note = shell.remember("Before")["id"]
    for command in (("retire", note), ("remember", "--at", "pay.py", "--title", "Later")):
        done = limited(shell, megabytes, *command)
        if done.returncode == -signal.SIGSEGV:  # the system could not grow a stack
            assert _all(shell)
            continue
        if done.returncode:
            assert (done.returncode, one_sentence(done.stderr)) == (1, True), done.stderr
        status = {each["title"]: each["status"] for each in _all(shell)}
        is_stored = status["Before"] == "retired" if command[0] == "retire" else "Later" in status
        claims = done.returncode == 0 or "the change is saved" in done.stderr
        assert claims == is_stored, done.stderr
        assert claims or "nothing was stored" in done.stderr


def _all(shell):
    return shell("notes", "--json", "--status", "all").objects


@pytest.mark.parametrize("inner", ["batch._read_answer", "run._StreamReader._keep"])
def test_a_lack_of_memory_in_a_reader_of_git_is_no_traceback(shell, monkeypatch, inner):
    """An exception that a thread does not handle fails any test."""
    shell.remember("Before")

    def refused(*_):
        raise MemoryError

    monkeypatch.setattr(f"chesterton.git.{inner}", refused)
    ended = shell("notes", "pay.py")
    assert ended.code == 0 or one_sentence(ended.err)
    assert "Before" in ended.out or "not enough memory" in ended.err


def test_a_git_without_a_thread_to_read_it_is_ended(shell, monkeypatch):
    started = []
    start = run.start
    monkeypatch.setattr(run, "start", lambda *a, **b: started.append(start(*a, **b)) or started[-1])

    def refused(_):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refused)
    with pytest.raises(RuntimeError):
        run.run(shell.root, "cat-file", "--batch", data=b"")
    assert started[0].poll() is not None


@pytest.mark.parametrize("error", [RuntimeError("can't start new thread"), MemoryError()])
def test_a_change_stored_before_the_lack_is_said_to_be_saved(shell, monkeypatch, error):
    note = shell.remember("Before")["id"]

    def refused(*_, **__):
        raise error

    monkeypatch.setattr("chesterton.cli.results.print_changed", refused)
    ended = shell("retire", note)
    assert (ended.code, one_sentence(ended.err)) == (1, True)
    assert "the change is saved, so do not make it again" in ended.err
    assert _all(shell)[0]["status"] == "retired"


@pytest.mark.parametrize("error", [RuntimeError("can't start new thread"), MemoryError()])
def test_a_backup_that_finds_no_thread_is_postponed(shell, monkeypatch, error):
    def refused(_):
        raise error

    thread = type("Refused", (threading.Thread,), {"start": refused})
    stub = SimpleNamespace(Thread=thread, Lock=threading.Lock)
    monkeypatch.setattr("chesterton.store.upkeep.maintenance.threading", stub)
    shell.remember("Before")
    assert not list((shell.home / "backups").glob("*.db"))


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux")  # noqa: PTH110
@pytest.mark.parametrize(
    "command",
    [
        ("remember", "--at", "pay.py", "--title", "T"),
        ("retire", "ID"), ("confirm", "ID"), ("relink", "ID", "pay.py::refund"),
        ("forget", "ID", "--yes"), ("retire", "ID", "--json"), ("notes",),
    ],
)  # fmt: skip
def test_only_the_output_that_cannot_be_written_is_to_be_repeated(shell, command):
    note = shell.remember("Before")["id"]
    words = [note if word == "ID" else word for word in command]
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-P", "-c", RUN, "chesterton", *words],
            cwd=shell.root, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, one_sentence(done.stderr)) == (1, True)
    assert "the output could not be written (the disk is full)" in done.stderr
    said = "the change is saved, so do not make it again" in done.stderr
    assert said == (command[0] != "notes")


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("anything")])
def test_no_threads_or_memory_in_a_command_is_one_sentence(shell, monkeypatch, capsys, error):
    def refused(*_, **__):
        raise error

    monkeypatch.setattr("chesterton.cli.commands.notes.project_context", refused)
    monkeypatch.setattr(threading.Thread, "start", refused)
    assert shell("notes").code == 1
    assert main(["notes"]) == 1
    assert one_sentence(capsys.readouterr().err)


def test_another_runtime_error_is_a_bug(shell, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("chesterton.cli.commands.notes.project_context", broken)
    ended = shell("notes")
    assert (ended.code, "this is a bug" in ended.err) == (3, True)


def _pipe(path):
    os.mkfifo(path)


def _socket(path):
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


@pytest.fixture(params=["pipe", "socket", "/dev/zero", "/dev/null", "/dev/tty", "/dev/random"])
def no_file(request, tmp_path, monkeypatch):
    if request.param.startswith("/"):
        return request.param
    monkeypatch.chdir(tmp_path)
    {"pipe": _pipe, "socket": _socket}[request.param]("made")
    return str(tmp_path / "made")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_what_is_no_file_is_not_imported(shell, no_file):
    shell.cd(shell.root)
    ended = shell("import", no_file)
    assert (ended.code, one_sentence(ended.err)) == (2, True)
    assert "is not a file" in ended.err
    assert "-" in ended.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("make", [_pipe, _socket])
def test_an_export_does_not_wait_for_a_reader(shell, tmp_path, monkeypatch, make):
    monkeypatch.chdir(tmp_path)
    make("made")
    monkeypatch.chdir(shell.root)
    ended = shell("export", str(tmp_path / "made"))
    assert (ended.code, one_sentence(ended.err)) == (2, True)
    assert "no program reads from it" in ended.err


def test_notes_are_imported_from_a_pipe_of_the_shell(shell):
    line = b'{"title": "Piped", "path": "pay.py"}\n'
    reading, writing = os.pipe()
    os.write(writing, line)
    os.close(writing)
    assert shell("import", f"/dev/fd/{reading}").code == 0
    os.close(reading)
    assert shell("import", "-", typed=line.replace(b"Piped", b"Typed")).code == 0
    assert {note["title"] for note in shell("notes", "--json").objects} == {"Piped", "Typed"}


def test_a_line_without_an_end_is_not_read_for_ever(shell, monkeypatch):
    monkeypatch.setattr("chesterton.memory.exchange.json_lines.LINE_LIMIT", 1024)
    ended = shell("import", "-", typed=b"x" * 1_000_000)
    assert ended.code == 1
    assert "longer than 1,024 bytes" in ended.err
    assert "not read" in ended.err
    after = b"x" * 5000 + b'\n{"title": "After", "path": "pay.py"}\n'
    assert shell("import", "-", "--partial", typed=after).code == 1
    assert "After" in shell("notes").out


def test_text_that_never_becomes_json_is_not_read_for_ever(shell, monkeypatch):
    monkeypatch.setattr("chesterton.memory.exchange.json_lines._HOPELESS", 20)
    ended = shell("import", "-", "--partial", "--json", typed=b"y\n" * 5000)
    assert (ended.code, len(ended.object["skipped"])) == (1, 21)
    late = b"y\n" * 10 + b'{"title": "Late", "path": "pay.py"}\n' + b"y\n" * 30
    assert shell("import", "-", "--partial", typed=late).code == 1
    assert "Late" in shell("notes").out


@pytest.mark.parametrize("name", ["backups.lock", "backups.lock/inside"])
def test_a_folder_in_place_of_a_lock_is_named(shell, name):
    note = shell.remember("Gone")["id"]
    backups = shell.home / "backups"
    backups.mkdir(exist_ok=True)
    (backups / "backups.lock").unlink(missing_ok=True)
    (backups / name).mkdir(parents=True)
    ended = shell("forget", note, "--yes")
    assert (ended.code, str(backups / "backups.lock") in ended.err) == (1, True)
    doctor = shell("doctor")
    assert f"{backups / 'backups.lock'} is not a file" in doctor.out + doctor.err
    assert "text of deleted notes may still be" in doctor.out + doctor.err


def test_a_title_typed_in_the_c_locale_is_stored_as_typed(shell):
    shell.remember("Grüße 漢".encode().decode("ascii", "surrogateescape"))
    assert [note["title"] for note in shell("notes", "--json").objects] == ["Grüße 漢"]


def test_a_body_without_an_end_is_refused(shell):
    ended = shell("remember", "--title", "T", "--body", "-", typed=b"x" * 5_000_000)
    assert (ended.code, one_sentence(ended.err)) == (2, True)


RAW = ("Errno", "No such file", "Operation not", "Is a directory", "Not a directory")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("missing/x", "its folder does not exist"),
        ("pay.py/x", "is not a folder"),
        (".", "it is a folder"),
        ("loop", "it is a symbolic link"),
        ("n" * 300, "the name is too long"),
    ],
)
def test_an_export_says_why_a_file_cannot_be_written(shell, file, said):
    (shell.root / "loop").symlink_to("loop")
    ended = shell("export", file)
    if ended.code:
        assert (ended.code, one_sentence(ended.err)) == (2, True)
        assert said in ended.err
        assert not any(word in ended.err for word in RAW)
    else:
        assert file == "loop"  # replaced by the file


@pytest.mark.parametrize("file", ["missing", "missing/x", ".", "loop", "pay.py/x", "n" * 300])
def test_an_import_says_why_a_file_cannot_be_read(shell, file):
    (shell.root / "loop").symlink_to("loop")
    ended = shell("import", file)
    assert (ended.code, one_sentence(ended.err)) == (2, True)
    assert not any(word in ended.err for word in RAW)


OWN = (
    "memory.db", "memory.db-wal", "journal.jsonl", "last-write", "write.lock", "backups/daily.db",
    "outbox/1.json", "views/x.md", "notes.jsonl", "",
)  # fmt: skip


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("way", ["path", "relative", "link", "link to the folder"])
def test_an_export_never_replaces_a_file_of_the_store(shell, tmp_path, name, way):
    shell.remember("Stays")
    before = {each: each.stat().st_ino for each in shell.home.rglob("*")}
    target = shell.home / name
    if way == "relative":
        target = os.path.relpath(target, shell.root)
    elif way != "path":
        link = tmp_path / "link"
        link.symlink_to(target if way == "link" else shell.home)
        target = link if way == "link" else link / name
    ended = shell("export", str(target))
    assert (ended.code, one_sentence(ended.err)) == (2, True)
    assert "it is in the folder of the store" in ended.err
    after = {each: each.stat().st_ino for each in shell.home.rglob("*")}
    assert {each: after.get(each) for each in before} == before
    assert "Stays" in shell("notes").out
