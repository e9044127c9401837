"""Size is a smell alarm: split by noun, not by "part 2"."""

import ast
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from tests.architecture.source import ROOT, Module, modules

FUNCTION_LINES = 50
FILE_LINES = 350
FOLDER_MODULES = 30


def _harness() -> list[Module]:
    files = sorted((ROOT / "tests" / "harness").glob("*.py"))
    texts = [(path, path.read_text(encoding="utf-8")) for path in files]
    return [Module(str(path.relative_to(ROOT)), text, ast.parse(text)) for path, text in texts]


def _checked() -> Iterable[Module]:
    return chain(modules(), _harness())


def test_no_file_is_longer_than_a_reader_can_hold():
    sizes = {module.path: len(module.text.splitlines()) for module in _checked()}
    assert {path: size for path, size in sizes.items() if size > FILE_LINES} == {}


def test_no_function_is_longer_than_a_screen():
    sizes = {
        f"{module.path}::{node.name}": node.end_lineno - node.lineno + 1
        for module in _checked()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES} == {}


def test_no_folder_holds_more_modules_than_a_reader_can_look_over():
    counts = Counter(module.path.rpartition("/")[0] for module in modules())
    assert {folder for folder, count in counts.items() if count > FOLDER_MODULES} == set()
