"""Assigns field names to child nodes that have none in the grammar."""

from collections.abc import Mapping

from tree_sitter import Node

_SPACE = b" \t\r\n"
_LOOK_AHEAD = 80  #: bytes searched for the sign after a node

Roles = Mapping[str, str]
"""Fields by `child`, by `sign child`, by `sign _` for any child, and by `child sign`."""


def field_of(roles: Roles, before: str, node: Node, source: bytes) -> str:
    """The field that the table assigns to a child; empty if none.

    `before` is the sign or field last seen before the child.
    """
    kind = node.type
    return (
        roles.get(f"{kind} {_token_after(node, source)}")
        or roles.get(f"{before} {kind}")
        or roles.get(kind)
        or roles.get(f"{before} _", "")
    )


def seen_by_next(before: str, node: Node, field: str) -> str:
    """The `before` of the next sibling: the sign or field of this node."""
    if not node.is_named:
        return node.type
    return field or before


def _token_after(node: Node, source: bytes) -> str:
    end = node.end_byte
    return source[end : end + _LOOK_AHEAD].lstrip(_SPACE)[:1].decode("ascii", "replace")
