"""Assigns field names to child nodes that the grammar leaves without one."""

from collections.abc import Mapping

from tree_sitter import Node

_SPACE = b" \t\r\n"
_LOOK_AHEAD = 80  #: bytes in which the sign after a node stands

Roles = Mapping[str, str]
"""Fields by `child`, by `sign child`, by `sign _` for any child, and by `child sign`."""


def role_of(roles: Roles, before: str, node: Node, source: bytes) -> str:
    """The field of a child; nothing where the table does not know it.

    `before` is the sign or the field that was last seen before it.
    """
    kind = node.type
    return (
        roles.get(f"{kind} {_sign_after(node, source)}")
        or roles.get(f"{before} {kind}")
        or roles.get(kind)
        or roles.get(f"{before} _", "")
    )


def last_seen(before: str, node: Node, field: str) -> str:
    """What the children after this one find before them."""
    if not node.is_named:
        return node.type
    return field or before


def _sign_after(node: Node, source: bytes) -> str:
    end = node.end_byte
    return source[end : end + _LOOK_AHEAD].lstrip(_SPACE)[:1].decode("ascii", "replace")
