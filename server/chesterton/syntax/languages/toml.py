"""Rules for TOML: file types, key paths, values."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.syntax.configuration import scalars
from chesterton.syntax.configuration.settings import dotted, first_entries, item, setting
from chesterton.syntax.language_rules import ITEM, Definition, Language, Scalar, Scoping, words
from chesterton.syntax.readers import text_of

_MULTILINE = ('"""', "'''")
_DATES = words("offset_date_time local_date_time local_date local_time")
_KEYS = words("bare_key quoted_key dotted_key")


def _string(node: Node, source: bytes) -> Scalar:
    text = source[node.start_byte : node.end_byte].decode("utf-8", "replace")
    quotes = 3 if text.startswith(_MULTILINE) else 1
    content = text[quotes:-quotes].replace("\r\n", "\n")
    content = content.removeprefix("\n") if len(text) > 2 * quotes and quotes > 1 else content
    return scalars.string(scalars.unescaped(content) if text.startswith('"') else content)


def _number(node: Node, source: bytes) -> Scalar:
    return scalars.number(text_of(node, source))


def _constant(node: Node, source: bytes) -> Scalar:
    return scalars.constant(text_of(node, source))


def _date(node: Node, source: bytes) -> Scalar:
    text = text_of(node, source)
    return Scalar("date", text.upper().replace(" ", "T"), text)


def _key(node: Node, source: bytes) -> str:
    """The parts of a key, without quotes."""
    if node.type == "quoted_key":
        return _string(node, source).word
    if node.type == "dotted_key":
        return dotted([_key(part, source) for part in _leaves(node)])
    return text_of(node, source)


def _bare_key(node: Node, source: bytes) -> Scalar:
    word = _key(node, source)
    return Scalar("key", word, word)


def _leaves(key: Node) -> list[Node]:
    """The parts of a dotted key, which nests to the left."""
    leaves, pending = list[Node](), [key]
    while pending:
        node = pending.pop()
        if node.type == "dotted_key":
            pending.extend(reversed(node.named_children))
        else:
            leaves.append(node)
    return leaves


def _named(node: Node, source: bytes) -> Iterator[Definition]:
    """A pair or a table: `[a.b]` and `c.d = 1` define `a.b` and `a.b.c.d`."""
    key = next((child for child in node.named_children[:2] if child.type in _KEYS), None)
    if key is not None:
        yield setting(key, source, _key(key, source))


def _element(node: Node, source: bytes) -> Iterator[Definition]:
    """`[[a]]`, named by its `name` or `id`, or else by its position: `a.web`, `a.0`."""
    key = next((child for child in node.named_children[:2] if child.type in _KEYS), None)
    if key is None:
        return
    named = item(key, source, _strings_in(node, source))
    path = _key(key, source)
    if named.name == ITEM:
        named = named._replace(own_name_start=key.start_byte, own_name_end=key.end_byte)
    yield named._replace(name=f"{path}.{named.name}")


def _inline(node: Node, source: bytes) -> Iterator[Definition]:
    """An inline table in an array."""
    yield item(node, source, _strings_in(node, source))


def _strings_in(container: Node, source: bytes) -> Iterator[tuple[str, Node, str]]:
    for pair in first_entries(container):
        if pair.type == "pair" and pair.named_child_count > 1:
            key, value = pair.named_children[:2]
            if value.type == "string":
                yield _key(key, source), value, _string(value, source).word


TOML = Language(
    id="toml",
    grammar=("tree_sitter_toml", "language"),
    scoping=Scoping(names=frozenset()),
    definitions={
        "pair": _named,
        "table": _named,
        "table_array_element": _element,
        "inline_table": _inline,
    },
    patterns={"inline_table": "(array (inline_table) @d)"},
    scalars={
        "string": _string,
        "integer": _number,
        "float": _number,
        "boolean": _constant,
        **dict.fromkeys(_DATES, _date),
        **dict.fromkeys(_KEYS, _bare_key),
    },
    implied_keywords=words("= [[ ]]"),
    entries=words("pair"),
    numbers=words("number"),
    self_names=frozenset(),
    parse_wrappers=(("", ""), ("_ = [\n", "\n]")),
)
