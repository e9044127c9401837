"""Terminal commands start fast: what is heavy is imported only where it is needed."""

import subprocess
import sys

import pytest

HEAVY = frozenset(
    {"pygls", "lsprotocol", "attrs", "cattrs", "pydantic", "numpy", "mcp", "rich", "click"}
    | {"sqlite_utils", "hypothesis", "asyncio"}
)
LOADED = """
import sys
from chesterton.cli.main import main
code = main(sys.argv[1:])
print(code, *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""

BEFORE_INITIALIZE = """
import sys
import chesterton.lsp.server
print(*sorted(name for name in sys.modules if name.startswith("chesterton.")))
"""
FIRST_FILE = """
import sys
import chesterton.lsp.server
import chesterton.lsp.startup
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
assert parse("def charge(card): ...", language_for("pay.py")).outline.symbols
print(*sorted(sys.modules))
"""
NOT_FOR_THE_FIRST_FILE = {
    "decimal",
    "rapidfuzz",
    "tempfile",
    "tomllib",
    "chesterton.anchoring.claims.claim",
    "chesterton.anchoring.definitions.ladder",
    "chesterton.anchoring.shapes.shape_tree",
    "chesterton.following.replay",
    "chesterton.following.verdict",
    "chesterton.following.working_search",
    "chesterton.git.log",
    "chesterton.lsp.hover_text",
    "chesterton.redact.hits",
    "chesterton.syntax.shape_builder",
    "chesterton.workspace.other_decoding",
}
FIRST_FILE_MODULES = 180
"""Modules of ours that a server has loaded when it shows the notes of its first file."""
LIGHT_MEMORY = {
    "chesterton.memory",
    "chesterton.memory.authorship",
    "chesterton.memory.margin",
    "chesterton.memory.margin.spans",
    "chesterton.memory.margin.table",
}
HEAVY_PACKAGES = ("anchoring", "following", "git", "redact", "search", "store", "workspace")


@pytest.fixture(name="noted", scope="module")
def _noted(tmp_path_factory):
    """A repository with one note; its id."""
    folder = tmp_path_factory.mktemp("noted")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    (folder / "pay.py").write_text("def charge(card):\n    return card.pay()\n", encoding="utf-8")
    command = ("remember", "--symbol", "pay.py::charge", "--title", "Never retry", "--json")
    stored = _run(folder, *command)
    assert stored.returncode == 0, stored.stderr
    return folder


@pytest.mark.parametrize(
    "arguments",
    [("--version",), ("--help",), ("notes",), ("notes", "pay.py"), ("recall", "retry")],
    ids=" ".join,
)
def test_reading_commands_load_nothing_heavy(noted, arguments):
    done = _run(noted, *arguments)
    code, *loaded = done.stderr.split()
    assert code == "0", done.stderr
    assert HEAVY & set(loaded) == set()


LIGHT = """
import sys
from chesterton.cli.main import main
code = main(sys.argv[1:])
print(code, *sorted(sys.modules), file=sys.stderr)
"""
PARSING = ("syntax", "anchoring", "following", "search", "lsp")
LIGHT_MODULES = {"--version": 20, "--help": 20, "notes": 80}
"""Modules of ours that each of these loads at most. Each costs half a millisecond."""


@pytest.fixture(name="whole_file", scope="module")
def _whole_file(tmp_path_factory):
    """A repository with one note, on a file as a whole."""
    folder = tmp_path_factory.mktemp("whole")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    (folder / "pay.py").write_text("def charge(card):\n    return card.pay()\n", encoding="utf-8")
    stored = _run(folder, "remember", "--at", "pay.py", "--title", "Never retry")
    assert stored.returncode == 0, stored.stderr
    return folder


@pytest.mark.parametrize(
    "arguments",
    [("--version",), ("--help",), ("notes", "pay.py"), ("notes", "--json", "pay.py")],
    ids=" ".join,
)
def test_the_light_path_loads_nothing_that_parses(whole_file, arguments):
    done = _run(whole_file, *arguments, code=LIGHT)
    code, *loaded = done.stderr.split()
    assert code == "0", done.stderr
    ours = [name for name in loaded if name.startswith("chesterton")]
    assert [name for name in ours if name.split(".")[1:2] and name.split(".")[1] in PARSING] == []
    assert len(ours) <= LIGHT_MODULES[arguments[0]]
    assert not {"subprocess", "logging", "cachetools"} & set(loaded)


def test_the_server_answers_initialize_before_anything_heavy_is_loaded():
    done = subprocess.run(
        [sys.executable, "-c", BEFORE_INITIALIZE], capture_output=True, check=True, encoding="utf-8"
    )
    loaded = set(done.stdout.split())
    assert {name for name in loaded if name.startswith("chesterton.lsp.features")} == set()
    assert {name for name in loaded if name.startswith("chesterton.memory")} == LIGHT_MEMORY
    assert {name for name in loaded if name.split(".")[1] in HEAVY_PACKAGES} == set()
    assert "chesterton.model.note" not in loaded


def test_the_first_file_loads_its_own_language_and_nothing_for_later():
    """Each module costs a third of a millisecond between opening a file and its notes."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_FILE], capture_output=True, check=True, encoding="utf-8"
    )
    loaded = set(done.stdout.split())
    languages = {name for name in loaded if name.startswith("chesterton.syntax.languages.")}
    assert languages == {"chesterton.syntax.languages.python"}
    assert {name for name in loaded if name.startswith("chesterton.memory.drafts.")} == {
        "chesterton.memory.drafts.kept_files"
    }
    assert loaded & NOT_FOR_THE_FIRST_FILE == set()
    assert len([name for name in loaded if name.startswith("chesterton")]) <= FIRST_FILE_MODULES


def _run(folder, *arguments, code=LOADED):
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
