"""Functions that read keys and list items, shared by the configuration languages."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import ITEM, Definition
from chesterton.syntax.readers import define

ITEM_NAMES = ("id", "name", "job_name", "alert", "record")
"""The keys whose value names an item of a list, the most reliable one first."""

_TEMPLATE = re.compile(r"\$?\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)

_KEYS_READ = 40
"""Maximum number of an item's entries that are searched for its name."""

_LONGEST_ITEM_NAME = 80


def setting(name: Node, source: bytes, text: str, own: Node | None = None) -> Definition:
    """The definition of a key, a block or a statement."""
    return define(SymbolKind.SETTING, name, source, name=" ".join(text.split()) or ITEM, own=own)


def item(first: Node, source: bytes, entries: Iterable[tuple[str, Node, str]]) -> Definition:
    """A list item, named by the keys, value nodes and values of its entries."""
    names = {key: (node, value) for key, node, value in entries if key in ITEM_NAMES}
    for key in ITEM_NAMES:
        node, value = names.get(key, (first, ""))
        shown = without_templates(value)
        if shown and len(value) <= _LONGEST_ITEM_NAME and not shown.isdigit():
            return setting(node, source, ITEM + shown)
    empty = define(SymbolKind.SETTING, first, source, name=ITEM)
    return empty._replace(
        name_end=min(empty.name_end, empty.name_start + 1),
        own_name_start=empty.name_start,
        own_name_end=empty.name_start,
    )


def first_entries(container: Node) -> Iterator[Node]:
    """The first entries of a map, enough to find its name."""
    cursor = container.walk()
    has_next = cursor.goto_first_child()
    for _ in range(_KEYS_READ * 2):
        if not has_next:
            return
        if cursor.node is not None and cursor.node.is_named:
            yield cursor.node
        has_next = cursor.goto_next_sibling()


def without_templates(name: str) -> str:
    """A name without computed parts: `Set up` for `Set up ${{ matrix.version }}`."""
    return " ".join(_TEMPLATE.sub(" ", name).split())


def dotted(parts: Sequence[str]) -> str:
    """The key path of these keys."""
    return ".".join(part for part in parts if part)
