"""Rules for HCL, as used by Terraform: file types, blocks, attributes, values."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.syntax.configuration import scalars
from chesterton.syntax.configuration.settings import dotted, first_entries, item, setting
from chesterton.syntax.language_rules import Definition, Language, Scalar, Scoping, words
from chesterton.syntax.readers import first_child, text_of

_LABELS = words("identifier string_lit")
_IMPLICIT = "resource"
"""The block type that addresses leave out: `aws_db_instance.main`."""


def _string(node: Node, source: bytes) -> Scalar:
    text = source[node.start_byte : node.end_byte].decode("utf-8", "replace")
    return scalars.string(scalars.unescaped(text[1:-1] if text[:1] == '"' else text))


def _number(node: Node, source: bytes) -> Scalar:
    return scalars.number(text_of(node, source))


def _constant(node: Node, source: bytes) -> Scalar:
    return scalars.constant(text_of(node, source))


def _block(node: Node, source: bytes) -> Iterator[Definition]:
    """`resource "aws_db_instance" "main"` is `aws_db_instance.main`; others start with the type."""
    labels = [child for child in first_entries(node) if child.type in _LABELS]
    if labels:
        parts = [_word(label, source) for label in labels]
        is_resource = parts[0] == _IMPLICIT and len(parts) > 1
        yield setting(labels[-1], source, dotted(parts[is_resource:]))


def _attribute(node: Node, source: bytes) -> Iterator[Definition]:
    """`multi_az = true`."""
    name = first_child(node)
    if name is not None and name.end_byte > name.start_byte:
        yield setting(name, source, _word(name, source))


def _object(node: Node, source: bytes) -> Iterator[Definition]:
    """An object in a list, named by its `name` or `id`, or else by its position."""
    yield item(node, source, _strings_in(node, source))


def _strings_in(container: Node, source: bytes) -> Iterator[tuple[str, Node, str]]:
    for pair in first_entries(container):
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("val")
        if key is not None and value is not None and _innermost(value).type == "string_lit":
            yield _word(key, source), value, _word(value, source)


def _word(node: Node, source: bytes) -> str:
    inner = _innermost(node)
    return _string(inner, source).word if inner.type == "string_lit" else text_of(inner, source)


def _innermost(node: Node) -> Node:
    """The literal that makes up a whole expression."""
    while node.type not in _LABELS and node.named_child_count == 1:
        inner = first_child(node)
        if inner is None:
            break
        node = inner
    return node


HCL = Language(
    id="hcl",
    grammar=("tree_sitter_hcl", "language"),
    scoping=Scoping(names=frozenset()),
    definitions={
        "block": _block,
        **dict.fromkeys(("attribute", "object_elem"), _attribute),
        "object": _object,
    },
    patterns={"object": "(tuple (expression (collection_value (object) @d)))"},
    transparent=words("expression literal_value collection_value template_expr operation"),
    flattened=words("block.body"),
    implied_keywords=words("= :"),
    dropped=words(
        "block_start block_end object_start object_end tuple_start tuple_end"
        " quoted_template_start quoted_template_end"
    ),
    scalars={
        "string_lit": _string,
        "numeric_lit": _number,
        "bool_lit": _constant,
        "null_lit": _constant,
    },
    entries=words("attribute object_elem"),
    numbers=words("number"),
    self_names=frozenset(),
    parse_wrappers=(("", "\n"), ("_ = {\n", "\n}"), ("_ = [\n", "\n]")),
)
