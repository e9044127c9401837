"""Rules for YAML: file types, key paths, values."""

import re
from collections.abc import Iterator

from tree_sitter import Node

from chesterton.syntax.configuration import scalars
from chesterton.syntax.configuration.settings import first_entries, item, setting, without_templates
from chesterton.syntax.edits import Edit
from chesterton.syntax.language_rules import Definition, Language, Scalar, Scoping, words
from chesterton.syntax.readers import first_child

_NODES = words("block_node flow_node")
_MAPS = words("block_mapping flow_mapping")
_PAIRS = words("block_mapping_pair flow_pair")
_CONSTANTS = words("boolean_scalar null_scalar")
_NUMBERS = words("integer_scalar float_scalar")


_GROUPED = re.compile(r"[+-]?\d+(?:_\d+)+")
"""`1_000` is a number to most readers, though not to YAML 1.2."""


def _plain(node: Node, source: bytes) -> Scalar:
    kind = first_child(node)
    text = _slice(node, source)
    if kind is not None and kind.type in _CONSTANTS:
        return scalars.constant("null" if kind.type == "null_scalar" else text)
    if (kind is not None and kind.type in _NUMBERS) or _GROUPED.fullmatch(text):
        return scalars.number(text)
    return scalars.string(scalars.folded(text))


def _single_quoted(node: Node, source: bytes) -> Scalar:
    return scalars.string(scalars.folded(_slice(node, source)[1:-1].replace("''", "'")))


def _double_quoted(node: Node, source: bytes) -> Scalar:
    return scalars.string(scalars.unescaped(scalars.folded(_slice(node, source)[1:-1])))


def _block(node: Node, source: bytes) -> Scalar:
    return scalars.string(scalars.block_text(_slice(node, source)))


_SCALARS = {
    "plain_scalar": _plain,
    "single_quote_scalar": _single_quoted,
    "double_quote_scalar": _double_quoted,
    "block_scalar": _block,
}


def _pair(node: Node, source: bytes) -> Iterator[Definition]:
    """`a: {b: 1}` defines `a` and `a.b`."""
    key = node.child_by_field_name("key")
    if key is not None and key.end_byte > key.start_byte:
        yield setting(key, source, _word(key, source))


def _item(node: Node, source: bytes) -> Iterator[Definition]:
    """A map in a list, named by its `name` or `id`, or else by its position."""
    if (entries := _map_in(node)) is not None:
        yield item(node, source, _words_in(entries, source))


def _document(node: Node, source: bytes) -> Iterator[Definition]:
    """A Kubernetes object, named by its kind and name: `Deployment/web`."""
    entries = _map_in(node)
    if entries is None:
        return
    kind, name = "", None
    for pair in first_entries(entries):
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is None or value is None:
            continue
        word = _word(key, source)
        if word == "kind":
            kind = _word(value, source)
        elif word == "metadata" and (inner := _map_in(value)) is not None:
            name = next((one for one in _words_in(inner, source) if one[0] == "name"), None)
    if kind and name is not None and name[2]:
        yield setting(name[1], source, f"{kind}/{without_templates(name[2])}".rstrip("/"))


def _words_in(entries: Node, source: bytes) -> Iterator[tuple[str, Node, str]]:
    for pair in first_entries(entries):
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is not None and value is not None and (word := _word(value, source)):
            yield _word(key, source), value, word


def _map_in(node: Node | None) -> Node | None:
    """The map that makes up a whole node, without anchors and tags."""
    while node is not None and node.type not in _MAPS:
        inner = (child for child in node.named_children if child.type in _NODES | _MAPS)
        node = next(inner, None)
    return node


def _word(node: Node, source: bytes) -> str:
    """The scalar in a node; empty for a map, a list or an alias."""
    scalar = next((child for child in node.named_children if child.type in _SCALARS), None)
    return _SCALARS[scalar.type](scalar, source).word if scalar is not None else ""


def _slice(node: Node, source: bytes) -> str:
    return source[node.start_byte : node.end_byte].decode("utf-8", "replace")


_TEMPLATE = re.compile(rb"\{[{%]")
_INLINE = re.compile(rb"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_CLOSING = {b"{{": b"}}", b"{%": b"%}"}
_BLANK = bytes(byte if byte in b"\r\n" else ord(" ") for byte in range(256))
_WORD = bytes(byte if byte in b"\r\n" else ord("x") for byte in range(256))
_INDICATOR = re.compile(rb"(?<!\w)[-?](?=[ \t\r]|\Z)|(?<![^ \t]):(?=[ \t\r]|\Z)")
_SAFE_DEPTH = 40
"""A nesting depth that is safe; the scanner has room for 250 and overflows unchecked."""


def _parseable(source: bytes, _edit: Edit | None) -> bytes:
    """The source without templates; blank if its blocks are nested too deeply for the scanner."""
    if _is_too_deep(source):
        return source.translate(_BLANK)
    return _without_templates(source)


def _is_too_deep(source: bytes) -> bool:
    """Whether blocks are nested deeper than twice the safe depth.

    A block starts at the first column of a line or at an indicator, right of the block around it.
    """
    stack: list[int] = []
    for line in source.split(b"\n"):
        indent = len(line) - len(line.lstrip(b" \t"))
        if indent == len(line):
            continue
        while stack and stack[-1] >= indent:
            stack.pop()
        stack.append(indent)
        if (
            line.count(b"- ") + line.count(b"? ") + line.count(b": ") + line.count(b"\t")
            > _SAFE_DEPTH
        ):
            stack += [match.start() for match in _INDICATOR.finditer(line, indent)]
        if len(stack) > 2 * _SAFE_DEPTH:
            return True
    return False


def _without_templates(source: bytes) -> bytes:
    """The source with Helm and Jinja templates replaced.

    A template becomes a word in its line, or blank space if it is alone on the line.
    """
    parts, at, end_of_line, is_alone = list[bytes](), 0, -1, False
    while opening := _TEMPLATE.search(source, at):
        end = source.find(_CLOSING[opening[0]], opening.end()) + len(opening[0])
        if end < opening.end():
            break
        start = opening.start()
        if start > end_of_line:
            line, after = source.rfind(b"\n", 0, start) + 1, source.find(b"\n", end)
            end_of_line = after if after >= 0 else len(source)
            is_alone = not _INLINE.sub(b"", source[line:end_of_line]).strip()
        parts += source[at:start], source[start:end].translate(_BLANK if is_alone else _WORD)
        at = end
    return b"".join((*parts, source[at:])) if parts else source


YAML = Language(
    id="yaml",
    grammar=("tree_sitter_yaml", "language"),
    scoping=Scoping(names=frozenset()),
    definitions={
        **dict.fromkeys(_PAIRS, _pair),
        "block_sequence_item": _item,
        "flow_node": _item,
        "document": _document,
    },
    patterns={
        "block_sequence_item": "(block_sequence_item (block_node (block_mapping))) @d"
        " (block_sequence_item (flow_node (flow_mapping))) @d",
        "flow_node": "(flow_sequence (flow_node (flow_mapping)) @d)",
    },
    transparent=words("block_node flow_node block_sequence_item document"),
    aliases={
        **dict.fromkeys(_MAPS, "map"),
        **dict.fromkeys(_PAIRS, "pair"),
        **dict.fromkeys(words("block_sequence flow_sequence"), "list"),
        "block_node": "node",
        "flow_node": "node",
    },
    implied_keywords=words("- ? --- ..."),
    scalars=_SCALARS,
    entries=words("pair"),
    parseable=_parseable,
    line_limit=2**15 - 1,  # its scanner counts them in 16 bits, and then loses the indentation
    numbers=words("number"),
    self_names=frozenset(),
    parse_wrappers=(("", ""), ("[\n", "\n]")),
)
