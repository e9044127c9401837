"""One catcher a surface: elsewhere a bug is allowed to be seen."""

import ast

from tests.architecture.source import modules

BROAD = frozenset({"Exception", "BaseException"})
CATCHERS = {
    "lsp/transport/dispatch.py": "one failing feature never silences another",
    "cli/main.py": "a bug becomes a report and exit code 3",
}


def test_broad_excepts_stand_only_in_the_catchers():
    found = {f"{m.path}:{n}" for m in modules() if m.path not in CATCHERS for n in _broad(m.tree)}
    assert found == set()


def _broad(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and _names(node.type) & BROAD:
            yield node.lineno


def _names(caught):
    if caught is None:
        return BROAD
    parts = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return {ast.unparse(part) for part in parts}
