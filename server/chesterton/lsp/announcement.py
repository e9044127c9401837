"""What the server tells the editor that it can do: derived from the registry."""

from collections.abc import Iterator, Mapping
from typing import Any

from lsprotocol import types as lsp

from chesterton.config import Settings
from chesterton.lsp.capabilities import API_VERSION, Client
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.rows import Command, Notification, Request, Sync


def server_capabilities(client: Client, settings: Settings) -> dict[str, Any]:
    """The capabilities in the answer to initialize, as JSON."""
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
    """The capabilities that are registered once the conversation runs."""
    options = ((row.method, row.registers(client, settings)) for row in _rows_of_methods())
    return [
        lsp.Registration(f"chesterton {method}", method, wanted)
        for method, wanted in options
        if wanted is not None
    ]


def _rows_of_methods() -> Iterator[Sync | Request | Notification]:
    return (row for row in REGISTRY if isinstance(row, Sync | Request | Notification))


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    both = {**one, **other}
    for key in one.keys() & other.keys():
        if isinstance(one[key], Mapping) and isinstance(other[key], Mapping):
            both[key] = _merged(one[key], other[key])
    return both
