"""Every string a user may read, collected from the source of the product and of the extension."""

import ast
import json
import re
from collections.abc import Iterator

from tests.architecture.source import ROOT, Module, modules

GOLDEN = ROOT / "tests" / "docs" / "strings.txt"
NOT_SHOWN = ("redact", "search", "syntax", "anchoring/claims", "anchoring/shapes")
"""Rules and vocabularies: what users see of these packages is in the others."""

_WORDS = re.compile(r"[A-Za-z][a-z']*[,.:;]? [a-z{]")
_CODE = re.compile(
    r"\b(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|ALTER|WHERE|VACUUM|BEGIN|DROP|UNION|ORDER BY|"
    r"SAVEPOINT|RELEASE|ROLLBACK|COALESCE)\b|\(\?"
)
"""SQL and regular expressions."""


def listing() -> str:
    """The strings by file, in the order of the source; values are written as `{}`."""
    parts = []
    for name, texts in (*_of_the_product(), ("vscode-client/package.json", _of_the_manifest())):
        shown = dict.fromkeys(texts)
        if shown:
            parts.append("\n".join([f"== {name}", *map(json.dumps, shown)]))
    return "\n\n".join(parts) + "\n"


def _of_the_product() -> Iterator[tuple[str, list[str]]]:
    for module in sorted(modules(), key=lambda each: each.path):
        if not module.path.startswith(NOT_SHOWN):
            yield module.path, [text for text in _literals(module) if _is_prose(text)]


def _is_prose(text: str) -> bool:
    return bool(_WORDS.search(text)) and not _CODE.search(text)


def _literals(module: Module) -> Iterator[str]:
    skipped = {id(node) for node in _docstrings(module.tree)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
    found = [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in skipped
    ]
    for node in sorted(found, key=lambda each: (each.lineno, each.col_offset)):
        if text := _text(node):
            yield text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(
            _text(part) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (each.value for each in node.body if isinstance(each, ast.Expr))


def _of_the_manifest() -> Iterator[str]:
    manifest = json.loads((ROOT / "vscode-client" / "package.json").read_text(encoding="utf-8"))
    yield from filter(_is_prose, _values(manifest.get("contributes", {})))


def _values(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _values(each)
