"""Names say what a module holds."""

import re

from tests.architecture.source import modules, outside

EMPTY_NAMES = frozenset(
    {"utils", "util", "helpers", "helper", "manager", "base", "common", "data", "info", "misc"}
)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
"""What an unfinished place looks like."""

SPEAKS_OF_IT = {
    "search/terms.py": "developers search for such comments",
    "capture": "the sources that read such comments name them",
}


def test_no_module_is_named_after_nothing():
    parts = {m.path: re.split(r"[/.]", m.path) for m in modules()}
    assert {path for path, names in parts.items() if EMPTY_NAMES & set(names)} == set()


def test_nothing_is_left_unfinished():
    found = [
        f"{m.path}:{number}"
        for m in outside(*SPEAKS_OF_IT)
        for number, line in enumerate(m.text.splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert found == []


def test_every_module_says_what_lives_there():
    assert [m.path for m in modules() if not _docstring(m)] == []


def _docstring(module):
    first = module.tree.body[:1]
    return first and getattr(getattr(first[0], "value", None), "value", None)
