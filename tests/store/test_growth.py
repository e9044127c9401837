"""Forward compatibility: an older and a newer version read and write each other's notes.

The older version is this program, the newer one a copy with three more fields in `Note` and one in
`NoteContent`; both run as processes on the same memory.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.growth import Copy
from tests.store.processes import ROOT

PACKAGE = ROOT / "server"
ORIGINS = Path(__file__).parent / "released"
IN_CONTENT = "    links: tuple[Words, ...] = ()"
IN_NOTE = "    version: int = 0  #: number of writes, by which stale edits are detected"
FIELDS = {
    "    tags: tuple[Words, ...] = ()": IN_CONTENT,
    '    mood: str = ""': IN_NOTE,
    "    weight: int = 0": IN_NOTE,
    "    review: Snooze | None = None": IN_NOTE,
}
"""The declaration of each new field, and the line above which it is inserted."""


class Program:
    """A version of the program with a memory and a repository."""

    def __init__(self, package, home, root):
        self.root = root
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "PYTHONPATH": str(package),
            "CHESTERTON_DATA_DIR": str(home / "memory"),
        }

    def run(self, *arguments, code=0, text=None):
        done = subprocess.run(
            [sys.executable, "-m", "chesterton", *arguments],
            cwd=self.root, env=self.environment, input=text or "", capture_output=True, text=True,
            check=False, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        return done

    def notes(self):
        """The JSON objects of all notes by title."""
        lines = self.run("notes", "--status", "all", "--json").stdout.splitlines()
        return {each["title"]: each for each in map(json.loads, lines)}

    def python(self, code):
        """The output of some lines of code that may use `store`, `every` and `save`."""
        head = (
            "from pathlib import Path; from dataclasses import replace\n"
            "from chesterton.store.store import Store\n"
            "from chesterton.store.location import Location\n"
            "from chesterton.model.note import *; from chesterton.model.note import EventKind\n"
            "from chesterton.store.tables import image\n"
            f"store = Store.open(Location(Path({self.environment['CHESTERTON_DATA_DIR']!r})))\n"
            "def every():\n"
            "    found = [store.notes(p.id, statuses=set(Status)) for p in store.projects()]\n"
            "    return sum(found, [])\n"
            "def save(*notes, kind=EventKind.EDITED):\n"
            "    return store.save(notes, kind, by='Ada', at='2026-01-02T03:04:05Z')\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", f"{head}{code}\nstore.close()"], env=self.environment,
            cwd=self.root, capture_output=True, text=True, check=False, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.fixture(scope="module")
def newer_package(tmp_path_factory):
    """A copy of the package in which a note has more fields, declared by one line each."""
    copy = Copy(tmp_path_factory.mktemp("newer"))
    for line, above in FIELDS.items():
        copy.add_line("model/note.py", line, above=above)
    return copy.package.parent


@pytest.fixture
def shop(tmp_path):
    root = tmp_path / "shop"
    root.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    (root / "pay.py").write_text("def charge(card):\n    return card.pay()\n", "utf-8")
    return root


@pytest.fixture
def older(tmp_path, shop):
    return Program(PACKAGE, tmp_path, shop)


@pytest.fixture
def newer(tmp_path, shop, newer_package):
    return Program(newer_package, tmp_path, shop)


GROW = (
    "(note,) = [n for n in every() if n.title == 'Why']\n"
    "content = replace(note.content, tags=('payment_id', 'hold()'))\n"
    "review = Snooze('2027-01-01T00:00:00Z')\n"
    "save(replace(note, content=content, mood='calm', weight=3, review=review))"
)
IMAGE = "print([image.from_note(n) for n in every() if n.title == {title!r}][0])"
GROWN = {
    "tags": ["payment_id", "hold()"],
    "mood": "calm",
    "weight": 3,
    "review": {"until": "2027-01-01T00:00:00Z"},
}


def written(program, title="Why"):
    return json.loads(program.python(IMAGE.format(title=title)))


def grown(image):
    return {name: image.get(name) for name in GROWN}


def remember(program, title="Why"):
    program.run("remember", "--symbol", "pay.py::charge", "--title", title)


def test_a_newer_program_shows_and_grows_the_notes_of_an_older_one(older, newer):
    remember(older)
    assert newer.notes().keys() == {"Why"}
    newer.python(GROW)
    assert grown(written(newer)) == GROWN
    shown = newer.notes()["Why"]
    assert {name: shown[name] for name in GROWN} == GROWN


def test_an_older_program_shows_writes_and_keeps_what_a_newer_one_added(older, newer):
    remember(older)
    newer.python(GROW)
    assert older.notes()["Why"]["state"] == "current"
    older.python("(n,) = every(); save(replace(n, content=replace(n.content, body='Because')))")
    older.run("snooze", older.notes()["Why"]["id"], "--until", "2999-01-01")
    assert grown(written(older)) == GROWN
    assert grown(written(newer)) == GROWN
    assert newer.notes()["Why"]["body"] == "Because"
    for program in (older, newer):
        program.run("history", newer.notes()["Why"]["id"])
        assert "damaged" not in program.run("doctor").stdout


def test_undo_in_an_older_program_keeps_what_the_newer_one_wrote(older, newer):
    remember(older)
    newer.python(GROW)
    note = older.notes()["Why"]["id"]
    older.run("retire", note)
    older.run("undo", note)
    assert grown(written(newer)) == GROWN


def test_the_memory_is_rebuilt_from_its_journal_by_either(older, newer, tmp_path):
    remember(older)
    newer.python(GROW)
    for program in (older, newer):
        for path in (tmp_path / "memory").glob("memory.db*"):
            path.unlink()
        shutil.rmtree(tmp_path / "memory" / "backups", ignore_errors=True)
        assert grown(written(program)) == GROWN


def test_an_export_has_all_fields_and_either_version_imports_it(older, newer, tmp_path):
    remember(older)
    newer.python(GROW)
    exported = [program.run("export").stdout for program in (older, newer)]
    for number, text in enumerate(exported):
        for reader in (older, newer):
            home = tmp_path / f"home{number}{reader is newer}"
            elsewhere = Program(Path(reader.environment["PYTHONPATH"]), home, reader.root)
            home.mkdir()
            elsewhere.run("import", "-", "--confirm", text=text)
            assert grown(written(elsewhere)) == GROWN
            assert grown(json.loads(elsewhere.run("export").stdout)["more"]) == GROWN


def test_either_version_delivers_the_outbox_of_the_other(older, newer):
    remember(older)
    newer.python(GROW)
    wait = (
        "from chesterton.store import outbox; from chesterton.store.save_notes import SaveRequest\n"
        "(n,) = every()\n"
        "changed = replace(n, content=replace(n.content, body={body!r}))\n"
        "request = SaveRequest([changed], 'edited', 'Ada', '2026-01-02T03:04:05Z')\n"
        "outbox.enqueue(store.location, request)"
    )
    newer.python(wait.format(body="from the newer"))
    assert older.notes()["Why"]["body"] == "from the newer"
    assert grown(written(older)) == GROWN
    older.python(wait.format(body="from the older"))
    assert newer.notes()["Why"]["body"] == "from the older"
    assert grown(written(newer)) == GROWN


def test_an_unknown_event_kind_is_not_damage(older):
    remember(older)
    older.python("(n,) = every(); save(n, kind='praised')")
    older.run("history", older.notes()["Why"]["id"])
    assert "damaged" not in older.run("doctor").stdout


@pytest.mark.parametrize("version", sorted(path.name for path in ORIGINS.iterdir()))
def test_a_newer_program_shows_every_note_of_a_released_memory(newer, tmp_path, version):
    (tmp_path / "memory").mkdir(mode=0o700)
    for name in ("memory.db", "journal.jsonl"):
        shutil.copyfile(ORIGINS / version / name, tmp_path / "memory" / name)
    expected = (ORIGINS / version / "notes.jsonl").read_text("utf-8").splitlines()
    found = newer.python("print(*[image.from_note(n) for n in every()], sep='\\n')").splitlines()
    assert found == expected


@pytest.mark.parametrize(
    "more",
    [
        {"mood": ""},
        {"review": {"until": "2027-01-01T00:00:00Z", "fingerprints": []}},
        {"anchors": [{"newer": ""}], "tags": []},
    ],
)
def test_what_an_older_program_took_in_is_sound_however_the_newer_one_writes_it(older, newer, more):
    imported(older, more)
    for program in (newer, older):
        done = program.run("notes", "--status", "all")
        assert "Heavy" in done.stdout
        assert done.stderr == ""
        assert "not as they were" not in program.run("doctor").stdout


def imported(program, more):
    """One note that was imported with these later fields."""
    line = {"title": "Heavy", "path": ".", "more": more}
    program.run("import", "-", text=json.dumps(line))


def test_a_later_field_of_another_type_is_kept_and_harms_no_note(older, newer, tmp_path):
    remember(older)
    more = {"weight": "heavy", "tags": "hold()", "review": 7}
    imported(older, more)
    for program in (newer, older):
        done = program.run("notes", "--status", "all")
        assert (done.stderr, "Why" in done.stdout, "Heavy" in done.stdout) == ("", True, True)
        assert written(program, "Heavy").items() >= more.items()
        program.python("n = [n for n in every() if n.title == 'Heavy']; save(*n)")
        assert written(program, "Heavy").items() >= more.items()
    for path in (tmp_path / "memory").glob("memory.db*"):
        path.unlink()
    assert written(newer, "Heavy").items() >= more.items()


@pytest.fixture(scope="module")
def other_words(tmp_path_factory):
    """A copy of the package with one more kind of note, which older programs must not write."""
    copy = Copy(tmp_path_factory.mktemp("words"))
    copy.add_line("model/note.py", '    LESSON = "lesson"', above='    QUESTION = "question"')
    versions = copy.package / "store" / "versions.py"
    text = versions.read_text("utf-8")
    versions.write_text(text.replace("WRITER_VERSION = 2", "WRITER_VERSION = 3"), "utf-8")
    return copy.package.parent


@pytest.fixture
def teacher(tmp_path, shop, other_words):
    program = Program(other_words, tmp_path, shop)
    remember(program)
    program.run("remember", "--symbol", "pay.py::charge", "--kind", "lesson", "--title", "Learnt")
    return program


def test_a_note_of_a_newer_kind_is_not_called_damaged(older, teacher):
    lesson = teacher.notes()["Learnt"]["id"]
    shown = older.run("notes")
    assert "Why" in shown.stdout
    assert (
        f"notes written by a newer version are hidden: {lesson}; upgrade Chesterton" in shown.stderr
    )
    assert "damaged" not in shown.stderr
    told = older.python(
        "from chesterton.store.upkeep import health\n"
        "print(*[f'{f.check} {f.ok} {f.message}' for f in health.check(store.location)], sep='\\n')"
    )
    assert "store.notes False" not in told
    assert f"1 note cannot be read by this version: {lesson}; upgrade Chesterton" in told
    assert older.python(f"print(len(store.events({lesson!r})))") == "1"


def test_a_rebuilt_memory_keeps_a_note_of_a_newer_kind_for_the_newer_program(
    older, teacher, tmp_path
):
    images = [written(teacher, title) for title in ("Why", "Learnt")]
    for path in (tmp_path / "memory").glob("memory.db*"):
        path.unlink()
    shutil.rmtree(tmp_path / "memory" / "backups")
    shown = older.run("notes")
    assert "2 notes were restored" in shown.stderr
    assert "Why" in shown.stdout
    older.run("retire", images[0]["id"])
    assert written(teacher, "Learnt") == images[1]
