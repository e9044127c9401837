"""Rules for JSON, with or without comments: file types, key paths, values."""

import json
from collections.abc import Iterator

from tree_sitter import Node

from chesterton.syntax.configuration import scalars
from chesterton.syntax.configuration.settings import first_entries, item, setting
from chesterton.syntax.language_rules import Definition, Language, Scalar, Scoping, words
from chesterton.syntax.readers import text_of


def _string(node: Node, source: bytes) -> Scalar:
    text = source[node.start_byte : node.end_byte].decode("utf-8", "replace")
    if "\\" not in text:
        return scalars.string(text[1:-1])
    try:
        return scalars.string(str(json.loads(text, strict=False)))
    except ValueError:
        return scalars.string(text.strip('"'))


def _number(node: Node, source: bytes) -> Scalar:
    return scalars.number(text_of(node, source))


def _constant(node: Node, _source: bytes) -> Scalar:
    return scalars.constant(node.type)


def _pair(node: Node, source: bytes) -> Iterator[Definition]:
    """`{"a": {"b": 1}}` defines `a` and `a.b`."""
    key = node.child_by_field_name("key")
    if key is not None and key.end_byte > key.start_byte:
        yield setting(key, source, _string(key, source).word)


def _object(node: Node, source: bytes) -> Iterator[Definition]:
    """An object in an array, named by its `name` or `id`, or else by its position."""
    yield item(node, source, _strings_in(node, source))


def _strings_in(container: Node, source: bytes) -> Iterator[tuple[str, Node, str]]:
    for pair in first_entries(container):
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is not None and value is not None and value.type in _NAMES:
            yield _string(key, source).word, value, _NAMES[value.type](value, source).word


_NAMES = {"string": _string, "number": _number}

JSON = Language(
    id="json",
    grammar=("tree_sitter_json", "language"),
    scoping=Scoping(names=frozenset()),
    definitions={"pair": _pair, "object": _object},
    patterns={"object": "(array (object) @d)"},
    scalars={
        "string": _string,
        "number": _number,
        **dict.fromkeys(words("true false null"), _constant),
    },
    entries=words("pair"),
    numbers=words("number"),
    self_names=frozenset(),
    parse_wrappers=(("", ""), ("{\n", "\n}"), ("[\n", "\n]")),
)
