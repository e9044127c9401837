"""What is compared, exported and written to files is clean, whatever names it as a secret."""

import json

import pytest

TOKEN = "ghp_" + "a1B2" * 9
NAMES = (TOKEN, f"Vault.{TOKEN}", "AKIAZ7Q2W5E8R1T4Y6U3", "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc")


def source(name):
    """A file that defines a function of this name."""
    within, _, last = name.rpartition(".")
    if not within:
        return f"def {last}(x):\n    return x\n"
    return f"class {within}:\n    def {last}(self):\n        return 1\n"


@pytest.fixture(params=NAMES, ids=["function", "method", "key id", "live key"])
def named(request, shell):
    """A note on a function whose name looks like a token, its id and the name."""
    shell.write("keys.py", source(request.param))
    shell.commit()
    last = request.param.rpartition(".")[2]
    line = 2 if "." in request.param else 1
    return shell.remember("Rotate it", f"keys.py:{line}")["id"], last


def events(shell, note_id):
    return [event["event"] for event in shell("history", note_id, "--json").objects]


def test_a_name_like_a_token_is_in_no_output_for_others(shell, home, named):
    note_id, name = named
    for command in (["show", note_id, "--json"], ["export", "-"], ["notes", "--json"]):
        ended = shell(*command)
        assert ended.code == 0
        assert name not in ended.out
    stored = [path for path in home.rglob("*") if path.is_file()]
    assert all(name.encode() not in path.read_bytes() for path in stored)


def test_a_note_on_it_is_followed_nowhere(shell, named):
    note_id, name = named
    assert events(shell, note_id) == ["created"]
    shell("confirm", note_id)
    shell("relink", note_id, "pay.py::refund")
    shell("relink", note_id, f"keys.py:{2 if 'class' in source(name) else 1}")
    shell("show", note_id)
    shell.write("other.py", "x = 1\n")
    shell.commit()
    assert "followed" not in events(shell, note_id)
    assert shell("show", note_id, "--json").object["state"] == "current"


def test_a_real_renaming_of_it_is_followed(shell, named):
    note_id, name = named
    file = shell.root / "keys.py"
    file.write_text(file.read_text().replace(name, "rotate"))
    shell.commit()
    assert "followed" in events(shell, note_id)


def test_a_comparison_hides_what_the_file_declares_private(shell):
    code = '# <private>\n\n\ndef door():\n    return "a {} b"\n\n\n# </private>\n'
    shell.write("door.py", code.format("tulip"))
    note_id = shell.remember("T", "door.py::door")["id"]
    shell.write("door.py", code.format("daisy"))
    out = shell("show", note_id, "--diff").out + json.dumps(shell("export", "-").objects)
    assert "tulip" not in out
    assert "daisy" not in out


def test_a_comparison_of_lines_hides_what_the_line_above_names(shell):
    shell.write("app.env", 'DB_PASSWORD = (\n    "Xk29sLq0ZpTT"\n)\n')
    note_id = shell.remember("T", "app.env:2")["id"]
    assert "Xk29sLq0ZpTT" not in shell("show", note_id, "--diff").out
    assert "Xk29sLq0ZpTT" not in shell("show", note_id, "--diff", "--json").out
