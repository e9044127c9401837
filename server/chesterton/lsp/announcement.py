"""Server capabilities and dynamic registrations, derived from the registry."""

from collections.abc import Iterator, Mapping
from typing import Any

from lsprotocol import types as lsp

from chesterton.config.settings import Settings
from chesterton.lsp.capabilities import API_VERSION, Client
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.rows import Command, Notification, Request, Sync


def server_capabilities(client: Client, settings: Settings) -> dict[str, Any]:
    """The `capabilities` of the initialize response, as JSON."""
    commands = [row.name for row in REGISTRY if isinstance(row, Command)]
    offered: dict[str, Any] = {
        "positionEncoding": client.encoding.value,
        "executeCommandProvider": {"commands": commands},
        "experimental": {"chesterton": {"api": API_VERSION}},
    }
    for row in _rows_of_methods():
        offered = _merged(offered, row.announces(client, settings))
    return offered


def registrations(client: Client, settings: Settings) -> list[lsp.Registration]:
    """The capabilities to register dynamically after initialization."""
    rows = ((row.method, row.registers(client, settings)) for row in _rows_of_methods())
    return [
        lsp.Registration(f"chesterton {method}", method, options)
        for method, options in rows
        if options is not None
    ]


def _rows_of_methods() -> Iterator[Sync | Request | Notification]:
    return (row for row in REGISTRY if isinstance(row, Sync | Request | Notification))


def _merged(left: Mapping[str, Any], right: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**left, **right}
    for key in left.keys() & right.keys():
        if isinstance(left[key], Mapping) and isinstance(right[key], Mapping):
            merged[key] = _merged(left[key], right[key])
    return merged
