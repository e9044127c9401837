"""Names and paths with hidden characters are stored in visible form, and compared in that form."""

import pytest

ZERO_WIDTH, RIGHT_TO_LEFT, BYTE_ORDER, JOINER = "\u200b", "\u202e", "\ufeff", "\u2060"

NAMES = {
    "bidi in JavaScript": ("a.js", f"function ch{RIGHT_TO_LEFT}gra(p) {{ return send(p); }}\n"),
    "first in JavaScript": ("a.js", f"function {RIGHT_TO_LEFT}gra(p) {{ return send(p); }}\n"),
    "zero width in TOML": ("a.toml", f'"a{ZERO_WIDTH}b" = 3\n'),
    "table in TOML": ("a.toml", f'["t{JOINER}x"]\nlimit = 3\n'),
    "tab in TOML": ("a.toml", '"a\tb" = 3\n'),
    "byte order mark in YAML": ("a.yaml", f'"a{BYTE_ORDER}b": 3\n'),
    "control in YAML": ("a.yml", f'"a{chr(0x85)}b": 3\n'),
    "hidden in an ini file": ("a.ini", f"[s]\nke{ZERO_WIDTH}y = 3\n"),
}

PATHS = (
    f"src/p{ZERO_WIDTH}q.py",
    f"src/rtl{RIGHT_TO_LEFT}yp.py",
    "src/t\tb.py",
    "src/escape\x1b[31m.py",
    "src/line\nbreak.py",
    f"d{ZERO_WIDTH}ir/plain.py",
    f"d{RIGHT_TO_LEFT}x/s{BYTE_ORDER}y.py",
)

CODE = "def charge(card):\n    hold = lock(card)\n    return card.pay(hold)\n"


def only(ended):
    assert ended.code == 0, ended.err
    return ended.object


@pytest.fixture(params=NAMES)
def noted(request, shell):
    """A file whose last definition has a hidden character in its name, and a note on it."""
    path, text = NAMES[request.param]
    shell.write(path, text)
    shell.commit()
    line = text.count("\n")
    note = only(shell("remember", "--at", f"{path}:{line}", "--title", "T", "--json"))
    return path, text, note


def test_a_note_on_a_definition_with_a_hidden_character_is_found(shell, noted):
    path, _, note = noted
    assert (note["state"], note["anchor"]["symbol"] is None) == ("current", False)
    assert only(shell("notes", path, "--json"))["state"] == "current"


def test_it_is_found_by_the_name_as_shown(shell, noted):
    path, _, note = noted
    assert only(shell("notes", f"{path}::{note['anchor']['symbol']}", "--json"))["id"] == note["id"]
    assert shell("follow", f"{path}::{note['anchor']['symbol']}").code == 0


def test_it_follows_its_definition_through_edits_and_commits(shell, noted):
    path, text, _ = noted
    comment = "// above\n" if path.endswith("js") else "# above\n"
    shell.write(path, comment + text)
    assert only(shell("notes", path, "--json"))["state"] == "current"
    shell.commit()
    assert only(shell("notes", path, "--json"))["state"] == "current"
    shell.git("mv", path, f"moved.{path.partition('.')[2]}")
    shell.commit()
    assert only(shell("notes", "--json"))["state"] == "current"


def test_a_definition_is_found_by_its_raw_name(shell):
    path, text = NAMES["bidi in JavaScript"]
    shell.write(path, text)
    name = f"ch{RIGHT_TO_LEFT}gra"
    note = only(shell("remember", "--symbol", f"{path}::{name}", "--title", "T", "--json"))
    assert note["anchor"]["symbol"] == "ch\\u202egra"
    assert only(shell("notes", f"{path}::{name}", "--json"))["id"] == note["id"]
    assert shell("relink", note["id"], f"{path}::{name}").code == 0


@pytest.mark.parametrize("path", PATHS)
def test_a_note_follows_a_file_out_of_a_hidden_name_and_into_one(shell, path):
    shell.write(path, CODE)
    shell.commit()
    only(shell("remember", "--symbol", f"{path}::charge", "--title", "T", "--json"))
    for before, after in ((path, "clean.py"), ("clean.py", f"cl{RIGHT_TO_LEFT}ean.py")):
        shell.git("mv", before, after)
        assert only(shell("notes", after, "--json"))["state"] == "current"
        shell.write(after, "# above\n" + (shell.root / after).read_text("utf-8"))
        shell.commit()
        assert only(shell("notes", after, "--json"))["state"] == "current"


@pytest.mark.parametrize("path", [*PATHS, "\n.py", f"{RIGHT_TO_LEFT}/x.py", "back\\slash.py"])
def test_a_note_in_a_file_with_a_hidden_name_is_exported_and_imported(
    shell, path, tmp_path, monkeypatch
):
    shell.write(path, CODE)
    shell.commit()
    only(shell("remember", "--symbol", f"{path}::charge", "--title", "T", "--json"))
    assert shell("export", tmp_path / "notes.jsonl").code == 0
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(tmp_path / "other"))
    assert shell("import", tmp_path / "notes.jsonl", "--confirm").code == 0
    assert only(shell("notes", path, "--json"))["state"] == "current"


@pytest.mark.parametrize("char", [ZERO_WIDTH, RIGHT_TO_LEFT, "\x1b"])
def test_a_quoted_line_with_a_hidden_character_is_found(shell, char):
    text = f"one\ntwo {char} words = 3\nthree\n"
    shell.write("notes.txt", text)
    note = only(shell("remember", "--at", "notes.txt:2", "--title", "T", "--json"))
    assert note["state"] == "current"
    shell.write("notes.txt", f"above\n{text}")
    moved = only(shell("notes", "notes.txt", "--json"))
    assert (moved["state"], moved["placement"]["line"]) == ("current", 3)


def test_an_edit_beside_a_hidden_character_does_not_change_it(shell):
    code = f"def f(a, b):\n    log('x{ZERO_WIDTH}y')\n    return lock(a, 1)\n"
    shell.write("f.py", code)
    shell.commit()
    only(shell("remember", "--symbol", "f.py::f", "--title", "Lock with 1", "--json"))
    shell.write("f.py", code.replace("1", "2"))
    (what,) = [note["change"]["what"] for note in shell("notes", "f.py", "--json").objects]
    assert what == ["body", "literal"]  # as without it
    shell.write("f.py", "# above\n" + code)
    assert only(shell("notes", "f.py", "--json"))["state"] == "current"


def test_names_of_people_and_branches_with_hidden_characters_lose_nothing(shell):
    shell.git("config", "user.name", f"A{RIGHT_TO_LEFT}na")
    shell.git("checkout", "-q", "-b", f"fix{ZERO_WIDTH}it")
    note = only(shell("remember", "--symbol", "pay.py::refund", "--title", "T", "--json"))
    assert note["author"] == "A\\u202ena"
    assert only(shell("notes", "pay.py", "--json"))["state"] == "current"
    assert shell("confirm", note["id"]).code == 0
