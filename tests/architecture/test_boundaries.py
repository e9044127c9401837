"""What may be done where: SQL, git, printing, the network, the world as a whole."""

import re

import pytest

from tests.architecture.source import modules, outside

PURE = ("model", "syntax", "anchoring", "redact", "search")

SQL = re.compile(
    r"^\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|PRAGMA\s"
    r"|(CREATE|DROP|ALTER)\s+(VIRTUAL\s+)?(TABLE|INDEX|TRIGGER|VIEW)\s|BEGIN\s+IMMEDIATE|ATTACH\s)"
)
PROCESS_CALL = re.compile(
    r"os\.(system|popen|exec\w*|spawn\w*|posix_spawn\w*|fork\w*|startfile)$|.*create_subprocess_"
)
NETWORK = re.compile(
    r"^(socket|ssl|http|urllib\.request|urllib3|requests|httpx|aiohttp|ftplib|smtplib|imaplib"
    r"|poplib|telnetlib|xmlrpc|socketserver|websockets)(\.|$)"
)
WORLD = re.compile(
    r"^(os|io|sys|time|random|secrets|uuid|tempfile|shutil|glob|subprocess|threading|logging"
    r"|sqlite3|platformdirs|filelock)(\.|$)"
)
WORLD_CALL = re.compile(r"(^open$|\.now$|\.today$|\.utcnow$|\.read_text$|\.read_bytes$|^input$)")

STARTS_PROGRAMS = {
    "git": "runs git, hardened",
    "cli/editor.py": "opens a draft in $EDITOR for a person",
    "cli/demo": "lays out a repository and starts the real language server, as an editor does",
    "cli/commands/doctor.py": "asks the programs it finds for their versions",
}
ADDRESSES_ONLY = {"cli/demo/client.py": "turns the address of a file into its path"}
"""Who imports a module that could speak to the network, and for what."""

BOUNDED_BY_TIME = {
    "syntax/outline.py": "stops a parse that takes too long",
    "syntax/tree.py": "stops a parse that takes too long",
}
CLEANERS = ("redact", "store")
"""`Clean` is made where text is cleaned and where cleaned text is read back."""


def test_only_the_store_speaks_sql():
    elsewhere = [(m, text, line) for m in outside("store") for text, line in m.strings()]
    assert [f"{m.path}:{line}" for m, text, line in elsewhere if SQL.match(text)] == []


def test_only_the_store_opens_databases():
    assert _importers(r"(sqlite3|sqlite_utils)\b", "store") == []


def test_only_git_and_named_places_start_programs():
    assert _importers(r"(subprocess|pty|multiprocessing)\b", *STARTS_PROGRAMS) == []
    assert _callers(PROCESS_CALL, *STARTS_PROGRAMS) == []


def test_only_the_command_line_prints():
    assert _callers(r"print$", "cli") == []
    assert _importers(r"rich\b", "cli") == []


def test_nothing_speaks_to_the_network():
    assert _importers(NETWORK, *ADDRESSES_ONLY) == []


@pytest.mark.parametrize("package", PURE)
def test_the_core_looks_at_no_file_clock_or_environment(package):
    inside = [m for m in modules() if m.package == package]
    imports = {(m.path, name) for m in inside for name in m.imports() if WORLD.match(name)}
    calls = {(m.path, name) for m in inside for name, _ in m.calls() if WORLD_CALL.search(name)}
    assert {path for path, name in imports if not _is_bound(path, name)} == set()
    assert calls == set()


def test_clean_text_is_made_only_by_cleaning():
    made = [(m, n) for m in outside(*CLEANERS) for name, n in m.calls() if name == "Clean"]
    assert [f"{m.path}:{n}" for m, n in made if not _is_empty_default(m, n)] == []


def _is_bound(path, name):
    return path in BOUNDED_BY_TIME and name in {"time", "time.monotonic", "time.thread_time"}


def _is_empty_default(module, number):
    return module.package == "model" and 'Clean("")' in module.text.splitlines()[number - 1]


def _importers(pattern, *allowed):
    chosen = outside(*allowed)
    return sorted({m.path for m in chosen for name in m.imports() if re.match(pattern, name)})


def _callers(pattern, *allowed):
    calls = [(m, name, line) for m in outside(*allowed) for name, line in m.calls()]
    return [f"{m.path}:{line}" for m, name, line in calls if re.match(pattern, name)]
