"""What cleaning alters is still found: quoted lines, definitions, files, projects."""

import json
import shlex

import pytest

from chesterton.memory.exchange.importing import _anchor, _snooze
from chesterton.memory.notes import show
from chesterton.memory.notes.places import Place
from chesterton.model.anchor import State
from chesterton.redact.paths import clean_path
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness.checkout import Checkout
from tests.harness.notes import noted

MOMENT = "2026-03-14T09:26:53Z"
LATER = "2026-03-15T09:26:53Z"
PASSWORD = "gr4nitwald88"
TOKEN = "ghp_" + "a7Kq2Zx9Lm" * 3 + "4Pw8Rt"
AWS = "AKIA" + "YXVKWSKMOEOGBOPQ"


@pytest.fixture
def opened(tmp_path):
    stores = []

    def open_at(checkout):
        store = Store.open(Location(tmp_path / "home"))
        workspace = Workspace.open(checkout.root, store)
        stores.append((workspace, store))
        return workspace

    yield open_at
    for workspace, store in stores:
        workspace.close()
        store.close()


def stored_bytes(tmp_path):
    return b"".join(p.read_bytes() for p in (tmp_path / "home").rglob("*") if p.is_file())


QUOTED = [
    ("conf.env", f"A=1\nDB_PASSWORD={PASSWORD}\nB=2\n", 2),
    ("conf.yaml", f"- name: DB_PASSWORD\n  value: {PASSWORD}\n- name: X\n  value: 1\n", 2),
    ("hosts.csv", f"user,password\nbob,{PASSWORD}\nann,x\n", 2),
    (".pgpass", f"# databases\ndb.internal:5432:*:app:{PASSWORD}\n", 2),
    ("notes.txt", f"first\nthe password of the NAS is {PASSWORD}\nlast\n", 2),
    ("key.pem", "x\n-----BEGIN PRIVATE" + " KEY-----\n" + "MIIEowIBAAKCAQEA0123abcd\n" * 3, 2),
    ("run.sh", f"set -e\nmysql -u root -p{PASSWORD} shop\n", 2),
]


@pytest.mark.parametrize(("path", "text", "line"), QUOTED, ids=[each[0] for each in QUOTED])
def test_a_note_on_a_line_with_a_secret_stays_certain(opened, tmp_path, path, text, line):
    checkout = Checkout(tmp_path / "repo")
    checkout.write(path, text)
    checkout.commit("first", MOMENT)
    workspace = opened(checkout)
    noted(workspace, "Why", Place(path, line=line))
    (placed,) = show.notes(workspace)
    assert placed.whereabouts[0].state is State.CURRENT
    checkout.write(path, "# above\n" + text)
    checkout.commit("moved down", LATER)
    (placed,) = show.notes(workspace)
    assert placed.whereabouts[0].state is State.CURRENT
    assert placed.whereabouts[0].placement.line == line + 1
    assert PASSWORD.encode() not in stored_bytes(tmp_path)


SETTINGS = [
    ("a.yml", f"database:\n  password: {PASSWORD}\n", "database.password"),
    ("a.yml", f"database:\n  password:\n    value: {PASSWORD}\n", "database.password.value"),
    ("a.yml", f"database:\n  password:\n    value: {PASSWORD}\n", "database"),
    ("a.yml", f"- name: DB_PASSWORD\n  value: {PASSWORD}\n", "DB_PASSWORD.value"),
    ("a.json", f'{{"db": {{"password": {{"value": "{PASSWORD}"}}}}}}\n', "db.password.value"),
    ("a.json", f'{{"db": {{"password": {{"value": "{PASSWORD}"}}}}}}\n', "db"),
    ("a.json", f'{{"x": 1, "token": "{TOKEN}", "y": 2}}\n', "token"),
    ("a.toml", f'[db.password]\nvalue = "{PASSWORD}"\n', "db.password.value"),
    ("a.toml", f'[db]\npassword = "{PASSWORD}"\n', "db"),
    ("a.ini", f"[db]\npassword = {PASSWORD}\n", "db.password"),
    ("a.properties", f"db.password={PASSWORD}\n", "db.password"),
    (".env", f"export DB_PASSWORD='{PASSWORD}'\n", "DB_PASSWORD"),
    ("a.tf", f'variable "db_password" {{\n  default = "{PASSWORD}"\n}}\n', "default"),
    ("a.sql", f"CREATE VIEW v AS SELECT 1;\nALTER USER bob PASSWORD '{PASSWORD}';\n", "bob"),
    ("Dockerfile", f"FROM x\nENV DB_PASSWORD={PASSWORD} A=1\n", "ENV.DB_PASSWORD"),
    ("Dockerfile", f"FROM x AS build\nARG DB_PASSWORD={PASSWORD}\n", "build"),
    ("Makefile", f"PASSWORD ?= {PASSWORD}\n", "PASSWORD"),
    ("Makefile", f"login:\n\tdocker login -u x -p {PASSWORD}\n", "login"),
]


@pytest.mark.parametrize(("path", "text", "symbol"), SETTINGS)
def test_a_note_on_a_setting_with_a_secret_stores_none(opened, tmp_path, path, text, symbol):
    checkout = Checkout(tmp_path / "repo")
    checkout.write(path, text)
    checkout.commit("first", MOMENT)
    workspace = opened(checkout)
    noted(workspace, "Why", Place(path, symbol=symbol))
    stored = stored_bytes(tmp_path)
    assert PASSWORD.encode() not in stored
    assert TOKEN.encode() not in stored
    (placed,) = show.notes(workspace)
    assert placed.whereabouts[0].state is State.CURRENT


def test_a_note_on_a_line_whose_secret_gave_way_to_a_reference_is_changed(opened, tmp_path):
    checkout = Checkout(tmp_path / "repo")
    checkout.write("conf.env", f"A=1\nDB_PASSWORD={PASSWORD}\n")
    checkout.commit("first", MOMENT)
    workspace = opened(checkout)
    noted(workspace, "Why", Place("conf.env", line=2))
    checkout.write("conf.env", "A=1\nDB_PASSWORD=${PASSWORD_OF_THE_DATABASE}\n")
    checkout.commit("second", LATER)
    (placed,) = show.notes(workspace)
    assert placed.whereabouts[0].state is not State.CURRENT


def test_a_definition_with_a_name_like_a_token_is_found(opened, tmp_path):
    checkout = Checkout(tmp_path / "repo")
    checkout.write("a.py", f"def f():\n    pass\n\n\ndef {AWS}():\n    return 1\n")
    checkout.commit("first", MOMENT)
    workspace = opened(checkout)
    noted(workspace, "Why", Place("a.py", symbol=AWS))
    checkout.write("a.py", f"X = 1\n\n\ndef {AWS}():\n    return 1\n")
    checkout.commit("second", LATER)
    (placed,) = show.notes(workspace)
    assert placed.whereabouts[0].state is State.CURRENT
    assert AWS.encode() not in stored_bytes(tmp_path)


RECORDS = [
    "docs/decisions/0005-anchors-are-replayed-commit-by-commit.md",
    "docs/adr/0013-use-postgres-for-the-outbox-and-the-q.md",
    "0031_rename_customer_reference_to_account_.sql",
    "cache/key-71c04be95d2f83a6607db1942ce85fa3.json",
    "img/2018-250-xoxo-indieweb-1.jpg",
    "static/favicon.ico-71c04be95d2f83a6607db1942ce85fa3",
    "docs/API-GATEWAYTIMEOUTRETRYPOLICY2024.md",
]


@pytest.mark.parametrize("path", RECORDS)
def test_a_path_of_words_and_digests_is_kept_as_it_is(opened, tmp_path, path):
    checkout = Checkout(tmp_path / "repo")
    checkout.write(path, "text\n")
    checkout.commit("first", MOMENT)
    assert noted(opened(checkout), "Why", Place(path)).anchors[0].path == path


@pytest.mark.parametrize(
    "path", [f"{TOKEN}.txt", f"logs/{TOKEN}/a.txt", "a\nb.txt", f"api_key={TOKEN}", f"{AWS}.md"]
)
def test_a_file_whose_path_holds_a_secret_is_noted_and_found(opened, tmp_path, path):
    checkout = Checkout(tmp_path / "repo")
    checkout.write(path, "text\n")
    checkout.commit("first", MOMENT)
    workspace = opened(checkout)
    note = noted(workspace, "Why", Place(path))
    assert note.anchors[0].path != path
    checkout.write("other.txt", "more\n")
    checkout.commit("second", LATER)
    (placed,) = show.notes(workspace)
    assert placed.whereabouts[0].state is State.CURRENT
    assert workspace.real(note.anchors[0].path) == path
    assert TOKEN.encode() not in stored_bytes(tmp_path)


REMOTES = [
    f"https://git.example.com/t/{TOKEN}/app.git",
    f"https://git.example.com/app.git?private_token={TOKEN}",
    f"ssh://git@git.example.com/{TOKEN}/app.git",
    f"https://{TOKEN}@git.example.com/app.git",
    f"git@git.example.com:{TOKEN}/{AWS}.git",
]


@pytest.mark.parametrize("remote", REMOTES)
def test_a_token_in_a_remote_is_not_stored(opened, tmp_path, remote):
    checkout = Checkout(tmp_path / "repo")
    checkout.write("a.txt", "text\n")
    checkout.commit("first", MOMENT)
    checkout.git(f"remote add origin {remote}", MOMENT)
    note = noted(opened(checkout), "Why", Place("a.txt"))
    again = opened(checkout)
    assert [placed.note.id for placed in show.notes(again)] == [note.id]
    assert TOKEN.encode() not in stored_bytes(tmp_path)
    assert AWS.encode() not in stored_bytes(tmp_path)


@pytest.mark.parametrize("with_git", [True, False])
@pytest.mark.parametrize("folder", [TOKEN, f"{AWS}/inner", f"work/key={TOKEN}"])
def test_a_project_in_a_folder_named_like_a_token_is_found_again(
    opened, tmp_path, folder, with_git
):
    checkout = Checkout(tmp_path / folder, with_git=with_git)
    checkout.write("a.txt", "text\n")
    checkout.commit("first", MOMENT)
    note = noted(opened(checkout), "Why", Place("a.txt"))
    again = opened(checkout)
    assert [placed.note.id for placed in show.notes(again)] == [note.id]
    assert TOKEN.encode() not in stored_bytes(tmp_path)
    assert AWS.encode() not in stored_bytes(tmp_path)


@pytest.mark.parametrize("text", [TOKEN, f"my password is {PASSWORD}", AWS, f"py:{TOKEN}"])
def test_fingerprints_of_an_import_cannot_carry_a_secret(text):
    snooze = _snooze({"mute": {"until": None, "fingerprints": [text, "py1:0a1b2c3d"]}})
    assert "py1:0a1b2c3d" in snooze.fingerprints
    assert not any(secret in json.dumps(snooze.fingerprints) for secret in (TOKEN, PASSWORD, AWS))
    anchor = _anchor({"path": "a.py", "fingerprint": TOKEN})
    assert TOKEN not in str(anchor)


NAMESAKES = [
    ("pins/door-code-4711.txt", "pins/door-code-8822.txt"),
    ("pins/pin-123456.md", "pins/pin-654321.md"),
    ("notes/password=heron44Cloth", "notes/password=karin1978"),
    ("archive/password: gr4nitwald88.md", "archive/password: gr4nitwald89.md"),
    ("wifi/psk heroncloth417.txt", "wifi/psk walrusember88.txt"),
    ("users/root:heron!77Cloth@db/a.sql", "users/root:walrus!88Ember@db/a.sql"),
    ("Zugang/Kennwort Heron77!/a.md", "Zugang/Kennwort Heron78!/a.md"),
    (f"logs/{TOKEN}.txt", f"logs/{TOKEN[:-4]}5Qx8.txt"),
    (f"logs/{TOKEN}/a.txt", f"logs/{TOKEN[:-4]}5Qx8/a.txt"),
    (f"{AWS}.md", f"{AWS[:-1]}T.md"),
    (f"{TOKEN}/{AWS}.md", f"{TOKEN}/{AWS[:-1]}T.md"),
]


@pytest.mark.parametrize(("one", "other"), NAMESAKES)
def test_notes_of_files_with_similar_names_are_kept_apart_and_follow_a_rename(
    opened, tmp_path, one, other
):
    checkout = Checkout(tmp_path / "repo")
    checkout.write(one, "the first of two files\n" * 9)
    checkout.write(other, "a second one, quite unlike it\n" * 9)
    checkout.commit("first", MOMENT)
    workspace = opened(checkout)
    first, second = (noted(workspace, "Why", Place(path)) for path in (one, other))
    assert first.anchors[0].path != second.anchors[0].path
    checkout.git(f"mv {shlex.quote(one)} plain.md", LATER)
    checkout.commit("renamed", LATER)
    assert paths_of(opened(checkout)) == {
        first.id: "plain.md",
        second.id: second.anchors[0].path,
    }
    checkout.git(f"mv plain.md {shlex.quote(one)}", LATER)
    checkout.commit("renamed back", LATER)
    assert paths_of(opened(checkout))[first.id] == first.anchors[0].path
    stored = stored_bytes(tmp_path)
    assert TOKEN.encode() not in stored
    assert AWS.encode() not in stored


@pytest.mark.parametrize(("one", "other"), NAMESAKES)
def test_a_rename_to_a_similar_name_is_followed_before_it_is_committed(
    opened, tmp_path, one, other
):
    checkout = Checkout(tmp_path / "repo")
    checkout.write(one, "the first of two files\n" * 9)
    checkout.commit("first", MOMENT)
    note = noted(opened(checkout), "Why", Place(one))
    (checkout.root / other).parent.mkdir(parents=True, exist_ok=True)
    checkout.git(f"mv {shlex.quote(one)} {shlex.quote(other)}", LATER)
    assert paths_of(opened(checkout)) == {note.id: clean_path(other)}


def paths_of(workspace):
    found = {}
    for placed in show.notes(workspace):
        (where,) = placed.whereabouts
        assert where.state is State.CURRENT
        found[placed.note.id] = where.placement.path
    return found
