"""A new note that the store cannot take is kept outside of the data directory, and stored later."""

import os
import shutil

import pytest

from chesterton.memory.drafts import kept_files
from chesterton.store.lock import Busy

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and permissions of POSIX")


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch, request):
    """The cache, which is used if the git folder cannot be."""
    if "git_folder" not in request.fixturenames:
        monkeypatch.setattr(kept_files, "drafts_folder", lambda _: None)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(kept_files, "_temporary", lambda: str(tmp_path / "temporary"))
    return tmp_path / "cache"


def as_a_file(home):
    home.write_text("x")


def as_a_dangling_link(home):
    home.symlink_to("/nowhere/at/all")


def as_a_link_of_another(home):
    (home.parent / "other").mkdir()
    home.symlink_to(home.parent / "other")


def below_a_file(home):
    home.write_text("x")
    os.environ["CHESTERTON_DATA_DIR"] = str(home / "below")


def with_a_folder_as_journal(home):
    (home / "journal.jsonl").mkdir(parents=True)


def with_a_folder_as_lock(home):
    (home / "write.lock").mkdir(parents=True)


WAYS = (
    as_a_file,
    as_a_dangling_link,
    as_a_link_of_another,
    below_a_file,
    with_a_folder_as_journal,
    with_a_folder_as_lock,
)


def remembered(shell, *more):
    return shell(
        "remember", "--at", "pay.py:16", "--kind", "pitfall", "--title", "Never retry", *more
    )


@pytest.mark.parametrize("spoil", WAYS, ids=lambda way: way.__name__)
def test_the_text_is_kept_and_stored_once_the_store_works(shell, home, monkeypatch, spoil):
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(home))
    spoil(home)
    failed = remembered(shell, "--body", "The bank bans us.", "--link", "#4812")
    (path,) = kept_files.waiting(shell.root)
    assert failed.code == 1
    assert failed.err.count("\n") == 1
    assert f"your text is kept in {path}" in failed.err
    assert path.stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(home))
    home.unlink() if home.is_symlink() or home.is_file() else shutil.rmtree(home)
    listed = shell("notes", "--json", "pay.py")
    assert f"stored the note that was kept in {path}" in listed.err
    note = listed.object
    assert (note["kind"], note["title"], note["body"], note["links"], note["status"]) == (
        ("pitfall", "Never retry", "The bank bans us.", ["#4812"], "confirmed")
    )
    assert note["anchor"]["symbol"] == "refund"
    assert not path.exists()
    assert shell("notes", "pay.py").err == ""


def test_an_unwritable_folder_is_no_way_to_lose_a_note(shell, home, monkeypatch):
    assert remembered(shell).code == 0
    monkeypatch.setattr(
        "chesterton.store.file_state.os.access", lambda path, _mode: str(home) not in str(path)
    )
    monkeypatch.setattr("chesterton.store.outbox.make_private", refused)
    failed = remembered(shell, "--body", "again")
    assert "is read-only" in failed.err
    assert "your text is kept in" in failed.err
    assert shell("notes", "pay.py").code == 0
    assert len(kept_files.waiting(shell.root)) == 1
    monkeypatch.undo()


def refused(_path):
    raise PermissionError(13, "Permission denied")


def test_from_a_folder_below_the_place_is_the_same(shell, home):
    as_a_file(home)
    shell.write("src/deep.py", "def f():\n    pass\n")
    shell.cd("src")
    shell("remember", "--symbol", "deep.py::f", "--title", "T")
    home.unlink()
    assert shell("notes", "--json").object["anchor"]["path"] == "src/deep.py"


def test_a_note_about_the_project_is_kept(shell, home):
    as_a_file(home)
    shell("remember", "--title", "We deploy on Tuesdays")
    home.unlink()
    assert shell("notes", "--json").object["anchor"]["path"] == "."


def test_an_agent_s_note_stays_a_proposal(shell, home, monkeypatch):
    as_a_file(home)
    monkeypatch.setenv("CLAUDECODE", "1")
    shell("remember", "--at", "pay.py", "--title", "T")
    monkeypatch.delenv("CLAUDECODE")
    home.unlink()
    note = shell("notes", "--json").object
    assert (note["status"], note["origin"]) == ("proposed", "agent")


def test_secrets_are_removed_before_it_is_kept(shell, home, cache):
    as_a_file(home)
    token = "ghp_" + "a1B2" * 9
    remembered(shell, "--body", f"token {token}")
    assert all(token not in path.read_text() for path in cache.rglob("*.md"))
    assert len(kept_files.waiting(shell.root)) == 1


@pytest.mark.parametrize("planted", ["open to others", "a link"])
def test_what_others_may_have_planted_is_not_stored(shell, home, planted):
    as_a_file(home)
    remembered(shell)
    (path,) = kept_files.waiting(shell.root)
    folder = path.parent
    if planted == "a link":
        folder.rename(folder.with_name("elsewhere"))
        folder.symlink_to(folder.with_name("elsewhere"))
    else:
        folder.chmod(0o770)
    home.unlink()
    assert shell("notes", "--json").objects == []
    remembered(shell)


def test_the_temporary_folder_is_used_if_the_cache_cannot_be(shell, home, cache, tmp_path):
    as_a_file(home)
    cache.write_text("no folder")
    (tmp_path / "temporary").mkdir()
    assert str(tmp_path / "temporary") in remembered(shell).err
    home.unlink()
    assert shell("notes", "--json").object["title"] == "Never retry"


def test_where_nothing_can_be_written_the_error_is_the_first_one(shell, home, cache, tmp_path):
    as_a_file(home)
    cache.write_text("no folder")
    (tmp_path / "temporary").write_text("no folder")
    failed = remembered(shell)
    assert (failed.code, failed.err.count("\n")) == (1, 1)
    assert "the note was not stored, and its text could not be kept elsewhere" in failed.err


def test_a_text_for_a_place_that_is_gone_stays_and_the_doctor_says_so(shell, home):
    as_a_file(home)
    shell("remember", "--symbol", "pay.py::nope", "--title", "T")
    home.unlink()
    (path,) = kept_files.waiting(shell.root)
    listed = shell("notes", "--json")
    assert listed.objects == []
    assert (
        f"the note kept in {path} cannot be stored: there is no symbol pay.py::nope" in listed.err
    )
    assert f"an earlier draft was never stored: {path}" in shell("doctor").out


def test_an_unreadable_draft_does_not_stop_a_command(shell, home, monkeypatch):
    as_a_file(home)
    remembered(shell)
    home.unlink()

    def refused(_path):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as broken:
        broken.setattr("chesterton.memory.drafts.draft_files.read", refused)
        assert shell("notes", "--json").code == 0
    assert shell("notes", "--json").object["title"] == "Never retry"


def test_a_store_that_is_locked_at_the_first_write_is_no_way_to_lose_a_note(shell, monkeypatch):
    def busy(*_, **__):
        raise Busy("the store is locked", "try again")

    with monkeypatch.context() as broken:
        broken.setattr("chesterton.store.writer.Writer.put_project", busy)
        assert "your text is kept in" in remembered(shell).err
    assert shell("notes", "--json").object["title"] == "Never retry"


@pytest.fixture
def git_folder(shell):
    """The git folder, in which notes are kept first."""
    return shell.root / ".git" / "chesterton" / "drafts"


@pytest.mark.parametrize("spoil", WAYS, ids=lambda way: way.__name__)
def test_it_is_kept_in_the_git_folder_where_any_later_session_looks(
    shell, home, monkeypatch, tmp_path, git_folder, spoil
):
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(home))
    spoil(home)
    failed = remembered(shell, "--body", "The bank bans us.")
    (path,) = kept_files.unstored(shell.root)
    assert (path.parent, path.stat().st_mode & 0o777) == (git_folder, 0o600)
    assert f"your text is kept in {path}" in failed.err
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "another"))
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(home))
    home.unlink() if home.is_symlink() or home.is_file() else shutil.rmtree(home)
    assert shell("notes", "--json", "pay.py").object["body"] == "The bank bans us."
    assert list(git_folder.glob("NOTE-*")) == list(git_folder.glob(".NOTE-*.waiting")) == []


def test_an_agent_s_note_in_the_git_folder_stays_a_proposal(shell, home, monkeypatch, git_folder):
    as_a_file(home)
    monkeypatch.setenv("CLAUDECODE", "1")
    shell("remember", "--at", "pay.py", "--title", "T")
    monkeypatch.delenv("CLAUDECODE")
    assert len(list(git_folder.glob("NOTE-*"))) == 1
    home.unlink()
    note = shell("notes", "--json").object
    assert (note["status"], note["origin"]) == ("proposed", "agent")


@pytest.mark.parametrize("spoiled", ["file", "link"])
def test_a_git_folder_that_is_not_safe_is_passed_over(shell, home, cache, git_folder, spoiled):
    as_a_file(home)
    git_folder.parent.mkdir(exist_ok=True)
    git_folder.write_text("x") if spoiled == "file" else git_folder.symlink_to(shell.root)
    assert str(cache) in remembered(shell).err
    home.unlink()
    assert shell("notes", "--json").object["title"] == "Never retry"


def test_the_last_resort_does_not_depend_on_the_session(shell, home, cache, tmp_path, monkeypatch):
    as_a_file(home)
    cache.write_text("no folder")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "missing"))
    assert str(tmp_path / "temporary") in remembered(shell).err
    assert not (tmp_path / "missing").exists()
    monkeypatch.delenv("TMPDIR")
    home.unlink()
    assert shell("notes", "--json").object["title"] == "Never retry"
