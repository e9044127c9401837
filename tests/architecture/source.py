"""The product's source as data: what the architecture tests read."""

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "server" / "chesterton"
SAMPLE = PACKAGE / "sample"


@dataclass(frozen=True)
class Module:
    """One source file of the product."""

    path: str  #: relative to the package, e.g. `lsp/features/hover.py`
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        """The top-level package it lies in; for `config.py` that is `config`."""
        return self.path.split("/", 1)[0].removesuffix(".py")

    @property
    def name(self) -> str:
        """Its dotted name, e.g. `chesterton.lsp.features.hover`."""
        parts = ["chesterton", *self.path.removesuffix(".py").split("/")]
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def imports(self) -> Iterator[str]:
        """Dotted names of what it imports, wherever in the file."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    def imported(self, names: Collection[str]) -> set[str]:
        """Which of the modules it imports; a package counts for what its `__init__` defines."""
        found = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                whole = [f"{node.module}.{alias.name}" for alias in node.names]
                found |= {name if name in names else str(node.module) for name in whole}
        return {name for name in found if name in names}

    def calls(self) -> Iterator[tuple[str, int]]:
        """Each call as written (`os.popen`, `print`) and its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                yield ast.unparse(node.func), node.lineno

    def strings(self) -> Iterator[tuple[str, int]]:
        """Each string of the code that is no docstring, and its line."""
        prose = {id(statement.value) for statement in _expressions(self.tree)}
        constants = (node for node in ast.walk(self.tree) if isinstance(node, ast.Constant))
        for node in constants:
            if isinstance(node.value, str) and id(node) not in prose:
                yield node.value, node.lineno


def _expressions(tree: ast.Module) -> Iterator[ast.Expr]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Expr))


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the product but the sample repository of the demo."""
    return tuple(
        Module(path.relative_to(PACKAGE).as_posix(), text, ast.parse(text))
        for path in sorted(PACKAGE.rglob("*.py"))
        if not path.is_relative_to(SAMPLE)
        for text in [path.read_text(encoding="utf-8")]
    )


def outside(*allowed: str) -> Iterator[Module]:
    """The modules that lie in none of the packages, folders or files `allowed`."""
    folders = tuple(f"{name}/" for name in allowed)
    return (
        m
        for m in modules()
        if not m.path.startswith(folders) and m.path not in allowed and m.package not in allowed
    )
