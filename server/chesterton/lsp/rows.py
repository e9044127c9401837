"""Row types of the registry. Rows name their handlers as strings, so that imports can be lazy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, NamedTuple

from chesterton.config.settings import Settings
from chesterton.lsp.arguments import ArgumentType
from chesterton.lsp.capabilities import Client
from chesterton.lsp.document.open_documents import OpenDocuments

Announce = Callable[[Client, Settings], Mapping[str, Any]]
"""The server capabilities of a row, as JSON, which saves 10 ms over the lsprotocol classes."""

Register = Callable[[Client, Settings], Any]
"""The options for dynamic registration; None if the row is not registered dynamically."""


def always(capabilities: Mapping[str, Any]) -> Announce:
    """Announces the same capabilities to every editor."""
    return lambda _client, _settings: capabilities


def _never(_client: Client, _settings: Settings) -> None:
    return None


_NOTHING = always({})


@dataclass(frozen=True, slots=True)
class Sync:
    """A document synchronisation notification, applied immediately."""

    method: str
    take: Callable[[OpenDocuments, Any], object]
    announces: Announce = _NOTHING
    registers: Register = _never


@dataclass(frozen=True, slots=True)
class Request:
    """A request about one document, answered on the event loop from its latest table."""

    method: str
    handler: str  #: `module.function` in `features`; takes a snapshot and the parameters
    announces: Announce = _NOTHING
    registers: Register = _never
    empty: Callable[[], list[Any] | None] = lambda: None  #: the response if there is no table
    is_early: bool = False  #: loaded as soon as the first table is shown


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification; its handler returns slow work as a coroutine, run in the background."""

    method: str
    handler: str  #: takes the session and the parameters
    announces: Announce = _NOTHING
    registers: Register = _never
    is_early: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A `workspace/executeCommand` command. Its only argument is an object with these keys."""

    name: str
    handler: str  #: a coroutine function; takes the session and the arguments
    about: str  #: one sentence for the reference page
    required: Mapping[str, ArgumentType] = field(default_factory=dict)
    optional: Mapping[str, ArgumentType] = field(default_factory=dict)
    is_early: bool = False


@dataclass(frozen=True, slots=True)
class Push:
    """A function called after each table build, such as one that publishes diagnostics."""

    handler: str  #: takes the session and the document
    sends: str | None = None  #: the notification that it sends
    is_early: bool = False  #: loaded before the first table is built


Row = Sync | Request | Notification | Command | Push
Feature = Request | Notification | Command | Push
"""A row whose handler is in `features`."""


class Loaded(NamedTuple):
    """A row and its imported handler."""

    row: Feature
    run: Callable[..., Any]


def load(rows: Iterable[Row]) -> list[Loaded]:
    """The rows with their handlers. Imports modules, so it must not run on the event loop."""
    return [Loaded(row, _function(row.handler)) for row in rows if not isinstance(row, Sync)]


def _function(handler: str) -> Callable[..., Any]:
    module, _, name = handler.partition(".")
    function: Callable[..., Any] = getattr(import_module(f"chesterton.lsp.features.{module}"), name)
    return function
