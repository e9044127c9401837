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


def _run(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
