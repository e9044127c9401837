"""`chesterton import` and `chesterton export`."""

import json
import os

import pytest

from tests.harness.cpu import cpu_seconds
from tests.unit.cli.conftest import PAY

NO_PLACE = (
    'no location given: add "symbol", "path" (optionally with "line"), or "path": "." for'
    " the project"
)
NO_KIND = "kind must be one of pitfall, incident, decision, pattern, debt, question"
TOO_LONG = "the body is 70,000 bytes long, but the limit is 65,536"


def jsonl(shell, *rows):
    path = shell.root.parent / "notes.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def imported(shell, *rows, arguments=()):
    return shell("import", jsonl(shell, *rows), *arguments, "--json")


def placed(shell, row):
    ended = imported(shell, {"title": "T"} | row)
    if ended.code:
        return ended.object["skipped"][0]["reason"]
    anchor = shell("notes", "--json").objects[-1]["anchor"]
    return anchor["path"], anchor["symbol"], anchor["quote"]


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ({"symbol": "pay.py::refund"}, ("pay.py", "refund", None)),
        ({"path": "pay.py", "symbol": "Card.send"}, ("pay.py", "Card.send", None)),
        ({"path": "pay.py"}, ("pay.py", None, None)),
        ({"path": "."}, (".", None, None)),
        ({"path": "pay.py", "line": 8}, ("pay.py", "Card.charge", None)),
        ({"path": "pay.py", "line": 4}, ("pay.py", None, None)),
        ({"path": "pay.py", "line": 1}, ("pay.py", None, '"""Payments."""')),
        ({"path": "pay.py", "line": 8, "symbol": "Card"}, ("pay.py", "Card", None)),
        ({"path": "pay.py", "line": 8, "symbol": "charge"}, ("pay.py", "Card.charge", None)),
        ({"path": "pay.py", "line": 8, "symbol": "X.charge"}, ("pay.py", "Card.charge", None)),
        ({"path": "pay.py", "line": 1, "symbol": "refund"}, ("pay.py", "refund", None)),
        ({"path": "pay.py", "line": 1, "symbol": "nope"}, "there is no symbol pay.py::nope"),
        ({"symbol": "pay.py::nope"}, "there is no symbol pay.py::nope"),
        ({"path": "nope.py"}, "there is no file nope.py in this project"),
        ({"path": "../pay.py"}, "the path leads outside the project"),
        ({"path": "/etc/passwd"}, "the path leads outside the project"),
        ({}, NO_PLACE),
        ({"path": "pay.py", "line": 0}, "line numbers start at 1"),
        ({"path": "pay.py", "title": ""}, "the title is empty"),
        ({"path": "pay.py", "title": 3}, "title must be a string"),
        ({"path": "pay.py", "links": "x"}, "links must be a list of strings"),
        ({"path": "pay.py", "body": "x" * 70_000}, TOO_LONG),
        ({"path": "pay.py", "kind": "rant"}, NO_KIND),
    ],
    ids=lambda value: json.dumps(value)[:50],
)  # fmt: skip
def test_a_place_is_resolved_or_refused(shell, row, place):
    assert placed(shell, row) == place


def test_a_decorator_line_belongs_to_its_definition(shell):
    shell.write(
        "web.py", "import app\n\n\n@app.route('/')\n@app.cached\ndef home():\n    return 1\n"
    )
    assert placed(shell, {"path": "web.py", "line": 4}) == ("web.py", "home", None)


def test_what_comes_in_is_proposed_whatever_the_file_says(shell):
    row = {
        "title": "T", "path": "pay.py", "status": "confirmed", "author": "Mallory",
        "origin": "person", "confirmed": "2020-01-01", "created": "2020-01-01",
    }  # fmt: skip
    assert imported(shell, row).code == 0
    (note,) = shell("notes", "--json").objects
    assert (note["status"], note["origin"], note["author"]) == ("proposed", "import", "Ana")
    assert note["confirmed"] is None
    assert note["created"] > "2026"
    (event,) = shell("history", note["id"], "--json").objects
    assert event["detail"] == "imported from notes.jsonl"


def test_a_person_can_import_as_confirmed(shell):
    row = {
        "title": "T", "path": "pay.py", "status": "retired", "author": "Bo", "origin": "record",
        "confirmed": "2020-01-02T03:04:05+01:00", "created": "2020-01-01", "kind": "debt",
    }  # fmt: skip
    plain = {"title": "U", "path": "pay.py"}
    assert imported(shell, row, plain, arguments=["--confirm"]).code == 0
    notes = {n["title"]: n for n in shell("notes", "--status", "all", "--json").objects}
    kept = notes["T"]
    assert (kept["status"], kept["author"], kept["origin"]) == ("retired", "Bo", "record")
    assert (kept["created"], kept["confirmed"]) == ("2020-01-01T00:00:00Z", "2020-01-02T02:04:05Z")
    assert (notes["U"]["status"], notes["U"]["author"]) == ("confirmed", "Ana")
    assert notes["U"]["confirmed"] is not None


def test_an_agent_cannot_import_as_confirmed(shell, monkeypatch):
    monkeypatch.setenv("GEMINI_CLI", "1")
    ended = imported(shell, {"title": "T", "path": "pay.py"}, arguments=["--confirm"])
    assert ended.code == 1
    assert ended.err == (
        "chesterton: only a person can import notes as confirmed, but an agent is running "
        "Chesterton (GEMINI_CLI); ask the user to do it\n"
    )
    assert shell("notes", "--json").objects == []
    assert imported(shell, {"title": "T", "path": "pay.py"}).code == 0
    assert shell("notes", "--json").object["origin"] == "agent"


def test_one_bad_line_keeps_everything_out(shell):
    good = {"title": "T", "path": "pay.py"}
    ended = imported(shell, good, "{", {"title": "U"}, good | {"title": "V"})
    assert ended.code == 1
    assert ended.object == {
        "imported": 0,
        "skipped": [
            {"line": 2, "reason": "not valid JSON"},
            {"line": 3, "reason": NO_PLACE},
        ],
        "ids": [],
    }  # fmt: skip
    assert ended.err.startswith("line 2: not valid JSON\nline 3: no location given")
    assert shell("notes").out == ""


def test_partial_takes_the_rest(shell):
    good = {"title": "T", "path": "pay.py"}
    ended = imported(shell, "{", good, arguments=["--partial"])
    assert ended.code == 1
    (note,) = shell("notes", "--json").objects
    assert ended.object["ids"] == [{"line": 2, "id": note["id"]}]
    assert ended.object["imported"] == 1


def test_only_the_first_ten_problems_are_printed_and_the_rest_counted(shell):
    good = {"title": "T", "path": "pay.py"}
    lines = shell("import", jsonl(shell, *["{"] * 500, good)).err.splitlines()
    assert lines[:10] == [f"line {number}: not valid JSON" for number in range(1, 11)]
    assert lines[10] == "490 more lines rejected; --json lists them all"
    assert lines[11].startswith("Nothing was stored. Fix these lines")
    rows = [good | {"title": f"T{number}"} for number in range(12)]
    assert imported(shell, *rows).object["imported"] == 12
    lines = shell("import", jsonl(shell, *rows)).err.splitlines()
    assert lines[0].startswith("line 1: already stored as ")
    assert lines[10:] == ["2 more lines already stored; --json lists them all"]
    assert len(imported(shell, *rows).object["skipped"]) == 12


def test_partial_without_a_valid_line_does_not_suggest_partial(shell):
    err = shell("import", jsonl(shell, "title,path"), "--partial").err
    assert err == (
        "line 1: not valid JSON\n"
        "Nothing was stored: no line contains a valid note. See: chesterton import --help\n"
    )


def test_values_over_a_limit_are_reported_with_their_line(shell):
    good = {"title": "T", "path": "pay.py"}
    vouched = {"path": "pay.py", "fingerprint": "a:b"}
    ended = imported(
        shell,
        good,
        good | {"title": "U", "author": "a" * 5_000},
        {"title": "V", "vouched": [vouched | {"symbol": "s" * 5_000}]},
        {"title": "W", "vouched": [vouched | {"source": "s" * 20_000}]},
        {"title": "X", "vouched": [vouched | {"quote": "s" * 20_000}]},
        arguments=["--confirm", "--partial"],
    )
    assert [each["line"] for each in ended.object["ids"]] == [1]
    lines = {each["line"]: each["reason"] for each in ended.object["skipped"]}
    assert [line for line, reason in lines.items() if " at most " in reason] == [2, 3, 4, 5]


def test_the_same_file_twice_stores_its_notes_once(shell):
    rows = [{"title": "T", "path": "pay.py"}, {"title": "U", "symbol": "pay.py::refund"}]
    assert imported(shell, *rows).object["imported"] == 2
    again = imported(shell, *rows)
    assert (again.code, again.object["imported"]) == (0, 0)
    assert [each["line"] for each in again.object["skipped"]] == [1, 2]
    assert again.object["skipped"][0]["reason"].startswith("already stored as ")


def test_a_dismissed_proposal_never_comes_back(shell):
    row = {"title": "T", "path": "pay.py"}
    note_id = imported(shell, row).object["ids"][0]["id"]
    shell("retire", note_id)
    assert imported(shell, row).object["imported"] == 0


def test_a_known_id_is_never_overwritten(shell):
    note = shell.remember("Mine", "pay.py")
    same = {"id": note["id"], "title": "Mine", "path": "pay.py"}
    assert imported(shell, same).object["imported"] == 0
    other = imported(shell, same | {"title": "Theirs"}).object
    assert other["imported"] == 1
    assert other["ids"][0]["id"] != note["id"]
    assert shell("show", note["id"], "--json").object["title"] == "Mine"


def test_an_id_that_is_not_in_use_is_kept(shell):
    row = {"id": "abcdefgh23", "title": "T", "path": "pay.py"}
    assert imported(shell, row).object["ids"] == [{"line": 1, "id": "abcdefgh23"}]
    bad = {"id": "not-one-of-ours", "title": "U", "path": "pay.py"}
    assert imported(shell, bad).object["ids"][0]["id"] != "not-one-of-ours"


def test_a_long_title_is_cut_and_kept_whole_in_the_body(shell):
    title = "word " * 40
    imported(shell, {"title": title, "path": ".", "body": f"{title.strip()}\nmore"})
    (note,) = shell("notes", "--json").objects
    assert len(note["title"]) <= 100
    assert note["title"].endswith("word…")
    assert note["body"] == f"{title.strip()}\nmore"


def test_secrets_are_removed(shell):
    token = "ghp_" + "a1B2" * 9
    path = jsonl(shell, {"title": f"Use {token}", "path": ".", "body": token, "links": [token]})
    ended = shell("import", path)
    assert ended.out == "1 note imported\n"
    assert "3 secrets removed before storing" in ended.err
    stored = b"".join(f.read_bytes() for f in shell.home.rglob("*") if f.is_file())
    assert token.encode() not in stored


def test_standard_input_is_read(shell):
    line = json.dumps({"title": "T", "path": "."}).encode()
    assert shell("import", "-", typed=line).out == "1 note imported\n"


@pytest.mark.parametrize("path", ["nope.jsonl", "."])
def test_a_file_that_cannot_be_read_exits_with_2(shell, path):
    ended = shell("import", path)
    assert ended.code == 2
    assert f"{path} cannot be read" in ended.err


def test_an_empty_file_imports_nothing(shell):
    assert shell("import", jsonl(shell)).out == "0 notes imported\n"


def test_an_export_is_imported_without_loss(shell, tmp_path, monkeypatch):
    shell.remember("One", "pay.py::refund", "--body", "B\n\nC", "--link", "#1", "--kind", "debt")
    shell.remember("Two", "pay.py::Card.charge", "--symbol", "pay.py::LIMIT", "--propose")
    shell.remember("Three", "pay.py:1")
    retired = shell.remember("Four", "pay.py")
    shell("retire", retired["id"])
    changed = shell.remember("Five", "pay.py::Card.send")
    shell("snooze", changed["id"], "--until", "2999-01-01")
    shell.write("pay.py", PAY.replace("return payment_id", "return -payment_id"))
    shell.commit()
    before = shell("notes", "--status", "all", "--json").objects
    assert shell("export", tmp_path / "out.jsonl").out.startswith("5 notes written to ")
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(tmp_path / "other"))
    ended = shell("import", tmp_path / "out.jsonl", "--confirm")
    assert (ended.code, ended.err) == (0, "")
    assert shell("notes", "--status", "all", "--json").objects == before


@pytest.mark.skipif(os.name != "posix", reason="pipes as on POSIX")
def test_an_export_to_a_pipe_does_not_replace_it(shell):
    shell.remember()
    pipe = shell.root.parent / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert shell("export", pipe).code == 0
    assert json.loads(os.read(reader, 65_536))["title"] == "Why"
    os.close(reader)
    assert pipe.is_fifo()


def test_an_export_is_readable_by_its_owner_only(shell, tmp_path):
    shell.remember()
    path = tmp_path / "out.jsonl"
    shell("export", path)
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert shell("export").out == path.read_text()


@pytest.mark.parametrize("path", ["/", ".", "no/such/folder.jsonl"])
def test_an_export_that_cannot_be_written_is_reported(shell, path):
    shell.remember()
    ended = shell("export", path)
    assert ended.code == 2
    assert ended.err.startswith(f"chesterton: {path} cannot be written (")


def test_identical_notes_of_an_export_are_all_imported(shell, monkeypatch):
    first = shell.remember("Lock it", "pay.py::refund")
    shell("retire", first["id"])
    second = shell.remember("Lock it", "pay.py::refund")
    path = shell.root.parent / "all.jsonl"
    shell("export", path)
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(shell.root.parent / "elsewhere"))
    assert shell("import", path, "--confirm", "--json").object["imported"] == 2
    notes = shell("notes", "--status", "all", "--json").objects
    assert {(note["id"], note["status"]) for note in notes} == {
        (first["id"], "retired"),
        (second["id"], "confirmed"),
    }
    assert shell("import", path, "--confirm", "--json").object["imported"] == 0


def test_a_forged_export_cannot_lead_out(shell):
    vouched = [{"path": "../../etc/passwd", "line": 1}]
    ended = imported(shell, {"title": "T", "vouched": vouched}, arguments=["--confirm"])
    assert ended.code == 1


@pytest.mark.parametrize(
    "vouched",
    [
        [{"path": "pay.py", "symbol": "refund", "fingerprint": "x" * 300}],
        [{"path": "pay.py", "commit": "; rm -rf /"}],
        [{"path": "pay.py", "symbol": "f", "symbol_kind": "rant", "fingerprint": "1:ab"}],
        [{"path": "pay.py", "source": "x" * 40_000}],
        [{"path": "pay.py"}] * 9,
    ],
    ids=["fingerprint", "commit", "kind", "source", "many"],
)
def test_a_forged_anchor_is_refused(shell, vouched):
    row = {"title": "T", "vouched": vouched}
    assert imported(shell, row, arguments=["--confirm"]).code == 1


def test_a_thousand_notes_are_imported_and_listed_fast(shell):
    for number in range(20):
        body = "\n\n".join(f"def f{n}(a):\n    return a + {n}" for n in range(50))
        shell.write(f"src/m{number}.py", body + "\n")
    shell.commit()
    rows = [
        {"title": f"Note {n}", "path": f"src/m{n % 20}.py", "line": 3 * (n // 20) + 1, "body": "B"}
        for n in range(1_000)
    ]
    path = jsonl(shell, *rows)
    began = cpu_seconds()
    assert shell("import", path).out == "1000 notes imported\n"
    middle = cpu_seconds()
    notes = shell("notes", "--json").objects
    ended = cpu_seconds()
    assert len({note["anchor"]["symbol"] + note["anchor"]["path"] for note in notes}) == 1_000
    assert middle - began < 10
    assert ended - middle < 6


def test_a_file_name_that_is_too_long_is_reported_with_its_line(shell):
    ended = imported(shell, {"title": "T", "path": "pay.py"}, {"title": "U", "path": "x" * 300})
    (line,) = ended.object["skipped"]
    assert (ended.code, line["line"]) == (1, 2)
    assert line["reason"].startswith("there is no file xxx")


def test_a_file_cannot_say_which_note_its_own_would_replace(shell):
    known = shell.remember("Lock it", "pay.py::refund")
    row = {"title": "T", "path": "pay.py", "more": {"replaces": known["id"]}}
    ((_, made),) = [(each["line"], each["id"]) for each in imported(shell, row).object["ids"]]
    assert shell("confirm", made).code == 0
    assert shell("show", known["id"], "--json").object["status"] == "confirmed"


def test_what_is_more_is_refused_where_it_cannot_be_kept(shell):
    nested = "[" * 600 + "]" * 600
    lines = [
        f'{{"title": "T", "path": "pay.py", "more": {{"later": {nested}}}}}',
        '{"title": "T", "path": "pay.py", "more": {"later": 1e400}}',
    ]
    reasons = [line["reason"] for line in imported(shell, *lines).object["skipped"]]
    assert reasons == ['"more" is nested too deeply', "the number 1e400 is too large"]


def test_unknown_fields_of_a_snooze_come_back(shell, monkeypatch):
    noted = shell.remember("Lock it", "pay.py::refund")
    shell("snooze", noted["id"])
    path = shell.root.parent / "all.jsonl"
    shell("export", path)
    row = json.loads(path.read_text())
    row["mute"]["later"] = "kept"
    path.write_text(json.dumps(row) + "\n")
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(shell.root.parent / "elsewhere"))
    assert shell("import", path, "--confirm").code == 0
    path.unlink()
    shell("export", path)
    assert json.loads(path.read_text())["mute"] == row["mute"]
