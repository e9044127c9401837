"""Size is a smell alarm: split by noun, not by "part 2"."""

import ast
from collections import Counter
from itertools import chain

import pytest

from tests.architecture.source import ROOT, Module, modules

FUNCTION_LINES = 50
FILE_LINES = 350
FOLDER_MODULES = 30


def _harness() -> list[Module]:
    files = sorted((ROOT / "tests" / "harness").glob("*.py"))
    texts = [(path, path.read_text(encoding="utf-8")) for path in files]
    return [Module(str(path.relative_to(ROOT)), text, ast.parse(text)) for path, text in texts]


ALL = pytest.mark.parametrize(
    "module", list(chain(modules(), _harness())), ids=lambda module: module.path
)


@ALL
def test_no_file_is_longer_than_a_reader_can_hold(module):
    assert len(module.text.splitlines()) <= FILE_LINES


@ALL
def test_no_function_is_longer_than_a_screen(module):
    functions = [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = {
        f.name: size for f in functions if (size := f.end_lineno - f.lineno + 1) > FUNCTION_LINES
    }
    assert long == {}


def test_no_folder_holds_more_modules_than_a_reader_can_look_over():
    counts = Counter(module.path.rpartition("/")[0] for module in modules())
    assert {folder for folder, count in counts.items() if count > FOLDER_MODULES} == set()
