"""Saving a draft stores its note, and saving again updates it, without overwriting others."""

import os
import time

import pytest

from chesterton.memory.drafts import draft_files, kept, kept_files, save_draft
from chesterton.memory.drafts.draft_text import new_draft
from chesterton.memory.drafts.save_draft import Discarded, Refused, open_draft, remove_stale_drafts
from chesterton.memory.notes import show
from chesterton.memory.notes.forget import forget
from chesterton.memory.notes.places import Place
from chesterton.memory.notes.remember import Creation, Remembered
from chesterton.memory.notes.snooze import snooze
from chesterton.memory.project.doctor import doctor
from chesterton.model.note import Kind, NoteContent, Status
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness.notes import PERSON, noted


def draft(workspace, title="Why", body="", about="pay.py::charge"):
    path = draft_files.create(workspace, new_draft(about=[about]))
    rewrite(path, title, body, about)
    return path


def rewrite(path, title, body="", about="pay.py::charge"):
    path.write_text(f"---\nkind: pitfall\nabout: {about}\n---\n{title}\n\n{body}\n")


def store_draft(workspace, path, **options):
    return save_draft.store_draft(workspace, path, by=PERSON, **options)


def titles(workspace):
    return [placed.note.title for placed in show.notes(workspace)]


def test_a_draft_is_in_the_git_directory_for_its_owner_only(workspace):
    path = draft(workspace)
    assert path.parent == workspace.root / ".git" / "chesterton" / "drafts"
    assert draft_files.is_draft(path)
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_without_git_a_draft_is_in_the_runtime_directory(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    (tmp_path / "plain").mkdir()
    store = Store.open(Location(tmp_path / "home"))
    workspace = Workspace.open(tmp_path / "plain", store)
    path = draft_files.create(workspace, new_draft())
    assert path.is_relative_to(tmp_path)
    assert not path.is_relative_to(tmp_path / "plain")
    assert not path.is_relative_to(tmp_path / "home")
    store.close()


def test_saving_a_draft_stores_a_note(workspace):
    stored = store_draft(workspace, draft(workspace, "Why", "Because."))
    assert isinstance(stored, Remembered)
    note = stored.note
    assert (note.kind, note.title, note.body) == (Kind.PITFALL, "Why", "Because.")
    assert note.anchors[0].written == "pay.py::charge"
    assert note.status is Status.CONFIRMED


def test_the_same_save_stores_one_note(workspace):
    path = draft(workspace)
    first, second = store_draft(workspace, path), store_draft(workspace, path)
    assert first.note == second.note
    assert len(workspace.store.events(first.note.id)) == 1


def test_two_servers_that_see_the_same_save_store_one_note(workspace, tmp_path):
    path = draft(workspace)
    other_store = Store.open(Location(tmp_path / "home"))
    other = Workspace.open(tmp_path / "repo", other_store)
    assert store_draft(workspace, path).note == store_draft(other, path).note
    other.close()
    other_store.close()


def test_saving_again_updates_the_same_note(workspace):
    path = draft(workspace, "First")
    store_draft(workspace, path)
    rewrite(path, "Second")
    store_draft(workspace, path)
    rewrite(path, "Third", "Because.", "pay.py::refund")
    note = store_draft(workspace, path).note
    assert titles(workspace) == ["Third"]
    assert note.anchors[0].written == "pay.py::refund"
    assert note.version == 3


def test_an_edited_note_keeps_its_anchors(workspace):
    note = noted(workspace, "Old", Place("pay.py", symbol="charge"), kind=Kind.DEBT)
    path = open_draft(workspace, show.find_note(workspace, note.id))
    path.write_text(path.read_text().replace("Old", "New"))
    stored = store_draft(workspace, path).note
    assert (stored.id, stored.title, stored.anchors) == (note.id, "New", note.anchors)
    path.write_text(path.read_text().replace("New", "Newer"))
    assert store_draft(workspace, path).note.title == "Newer"


def test_a_note_changed_elsewhere_is_not_overwritten(workspace):
    note = noted(workspace, "Old", kind=Kind.DEBT)
    path = open_draft(workspace, show.find_note(workspace, note.id))
    snooze(workspace, [note.id], by=PERSON, until="2999-01-01")
    path.write_text(path.read_text().replace("Old", "Mine"))
    refused = store_draft(workspace, path)
    assert isinstance(refused, Refused)
    assert f"your text is in {path}" in refused.problems[0].message
    assert titles(workspace) == ["Old"]
    assert "Mine" in path.read_text()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("---\nabout: nope.py\n---\nTitle", 1, "there is no file nope.py"),
        ("---\nkind: x\n---\nTitle", 1, "kind must be"),
        ("---\nabout: pay.py\nid: zzzzzzzzzz\n---\nTitle", 2, "there is no note"),
        ("---\nabout: ../x\n---\nTitle", 1, "there is no file"),
    ],
)
def test_an_invalid_draft_is_refused_at_the_line_of_the_problem(workspace, text, line, message):
    path = draft(workspace)
    path.write_text(text)
    (problem,) = store_draft(workspace, path).problems
    assert problem.line == line
    assert problem.message.startswith(message)
    assert titles(workspace) == []


def test_an_empty_draft_is_discarded(workspace):
    assert store_draft(workspace, draft_files.create(workspace, new_draft())) == Discarded()


def test_an_edited_proposal_stays_proposed(workspace):
    stored = store_draft(workspace, draft(workspace), creation=Creation(Status.PROPOSED))
    assert stored.note.status is Status.PROPOSED


def test_a_draft_that_is_not_a_regular_file_is_refused(workspace, tmp_path):
    assert isinstance(store_draft(workspace, tmp_path), Refused)
    assert isinstance(store_draft(workspace, tmp_path / "nope.md"), Refused)


def test_wiping_removes_the_draft_and_its_digest(workspace):
    path = draft(workspace)
    draft_files.wipe(path)
    assert list(path.parent.iterdir()) == []


def test_sweep_removes_old_drafts_unless_they_have_unsaved_text(workspace):
    untouched = draft_files.create(
        workspace, new_draft(NoteContent(Kind.DECISION, "", body="def f(): ..."))
    )
    stored = draft(workspace, "Stored")
    store_draft(workspace, stored)
    kept, fresh = draft(workspace, "Kept"), draft_files.create(workspace, new_draft())
    yesterday = time.time() - 25 * 60 * 60
    for path in (untouched, stored, kept):
        os.utime(path, (yesterday, yesterday))
    assert remove_stale_drafts(workspace) == 2
    assert set(kept.parent.glob("NOTE-*.md")) == {kept, fresh}


SIBLINGS = ["{}~", ".{}.swp", ".{}.un~", "#{}#", "{}.bak", ".{}.swo", "{}.orig"]


def left_by_a_killed_server(workspace):
    """The draft of an edit, with what editors keep beside it."""
    noted(workspace, "Kept apart", Place("pay.py", symbol="charge"), body="the whole story")
    (placed,) = show.notes(workspace)
    path = open_draft(workspace, placed)
    for sibling in SIBLINGS:
        path.with_name(sibling.format(path.name)).write_text("the whole story")
    return placed.note, path


def test_the_draft_of_an_edit_is_forgotten_with_its_note(workspace):
    note, path = left_by_a_killed_server(workspace)
    assert forget(workspace, [note.id], by=PERSON) == 1
    assert list(path.parent.iterdir()) == []


def test_a_new_note_s_draft_and_a_checklist_are_forgotten_too(workspace):
    path = draft(workspace, "Why", "the whole story")
    stored = store_draft(workspace, path)
    checklist = path.with_name("REVIEW-0a1b2c3d.md")
    checklist.write_text(f"- [ ] {stored.note.id} Why")
    other = draft(workspace, "Another", "text")
    forget(workspace, [stored.note.id], by=PERSON)
    assert not path.exists()
    assert not checklist.exists()
    assert other.exists()


def test_wiping_a_draft_leaves_other_files_alone(workspace, tmp_path):
    first, second = draft(workspace), draft(workspace)
    secret = tmp_path / "elsewhere"
    secret.write_text("not ours")
    first.with_name(f".#{first.name}").symlink_to(secret)
    draft_files.wipe(first)
    assert secret.read_text() == "not ours"
    assert second.exists()
    assert not list(first.parent.glob(f"*{first.stem}*"))


def test_the_doctor_names_drafts_that_are_not_stored(workspace):
    _, path = left_by_a_killed_server(workspace)
    done = draft(workspace, "Stored")
    store_draft(workspace, done)
    findings = doctor(workspace.store.location, workspace)
    drafts = [each.message for each in findings if each.check == "project.draft"]
    assert drafts == [f"an earlier draft was never stored: {path}"]


def refuse(monkeypatch):
    """The store's folder is read-only."""

    def refused(_folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("chesterton.store.file_state.read_only_reason", lambda _: "it is read-only")
    monkeypatch.setattr("chesterton.store.outbox.make_private", refused)


def test_a_draft_that_the_store_cannot_take_is_stored_later(workspace, monkeypatch):
    path = draft(workspace, "Kept", "Because.")
    with monkeypatch.context() as broken:
        refuse(broken)
        refused = store_draft(workspace, path)
    assert refused.is_waiting
    assert f"your text is kept in {path} and will be stored" in refused.problems[0].message
    assert kept_files.unstored(workspace.root) == [path]
    (sentence,) = kept.pick_up(workspace)
    assert str(path) in sentence
    assert titles(workspace) == ["Kept"]
    assert (path.exists(), kept_files.unstored(workspace.root)) == (False, [])


def test_the_edit_of_a_note_waits_as_well(workspace, monkeypatch):
    note = noted(workspace, "Old", Place("pay.py"))
    path = open_draft(workspace, show.find_note(workspace, note.id))
    path.write_text(path.read_text().replace("\nOld\n", "\nNew\n"))
    with monkeypatch.context() as broken:
        refuse(broken)
        store_draft(workspace, path)
    assert len([*kept.pick_up(workspace)]) == 1
    assert titles(workspace) == ["New"]


def test_a_draft_stored_meanwhile_waits_no_longer(workspace, monkeypatch):
    path = draft(workspace, "Kept")
    with monkeypatch.context() as broken:
        refuse(broken)
        store_draft(workspace, path)
    store_draft(workspace, path)
    assert kept_files.unstored(workspace.root) == []
    assert titles(workspace) == ["Kept"]


def test_a_draft_that_is_wrong_in_itself_does_not_wait(workspace):
    refused = store_draft(workspace, draft(workspace, about="pay.py::nope"))
    assert not refused.is_waiting
    assert kept_files.unstored(workspace.root) == []


ODD_NAMES = (
    '"q".py',
    "a b.py",
    "ünï.py",
    "a::b.py",
    "n\nl.py",
    "-dash.py",
    "back\\slash.py",
    "c,d.py",
    "e  # f.py",
    "it's.py",
    " lead.py",
    "x:3.py",
    "$(id).py",
    '"',
    "tab\t.py",
    "rtl\u202e.py",
    "---",
)


@pytest.mark.skipif(os.name != "posix", reason="names that Windows does not allow")
@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_draft_about_an_oddly_named_file_is_stored(workspace, name):
    (workspace.root / name).write_text("def f():\n    pass\n")
    stored = store_draft(
        workspace, draft_files.create(workspace, filled_in(new_draft(about=[name])))
    )
    assert isinstance(stored, Remembered)
    path = open_draft(workspace, show.find_note(workspace, stored.note.id))
    path.write_text(path.read_text().replace("Odd", "Odder"))
    edited = store_draft(workspace, path)
    assert (edited.note.title, edited.note.anchors) == ("Odder", stored.note.anchors)
    present = workspace.relative(workspace.root / name)
    assert [each.note.title for each in show.notes(workspace, at=Place(present))] == ["Odder"]


def filled_in(text):
    return text.replace("---\n\n", "---\nOdd\n", 1)
