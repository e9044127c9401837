"""The kinds of rows in the registry. Cheap: a row only names its function, which loads later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, NamedTuple

from chesterton.config import Settings
from chesterton.lsp.arguments import Key
from chesterton.lsp.capabilities import Client
from chesterton.lsp.document.open_documents import OpenDocuments

Announce = Callable[[Client, Settings], Mapping[str, Any]]
"""The server capabilities of a row, as JSON: the protocol's classes would take 10 ms."""

Register = Callable[[Client, Settings], Any]
"""The options of its dynamic registration; None where it is not registered."""


def always(capabilities: Mapping[str, Any]) -> Announce:
    """Announces the same to every editor."""
    return lambda _client, _settings: capabilities


def _never(_client: Client, _settings: Settings) -> None:
    return None


_NOTHING = always({})


@dataclass(frozen=True, slots=True)
class Sync:
    """A notification that keeps the open documents equal to the editor's; taken at once."""

    method: str
    take: Callable[[OpenDocuments, Any], object]
    announces: Announce = _NOTHING
    registers: Register = _never


@dataclass(frozen=True, slots=True)
class Request:
    """A request about one document, answered on the loop from its finished table."""

    method: str
    handler: str  #: `module.function` below `features`; takes a snapshot and the parameters
    announces: Announce = _NOTHING
    registers: Register = _never
    empty: type[list[Any]] | None = None  #: makes the answer where there is no table; None: null
    is_early: bool = False  #: loaded before the first table, not after it


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification; what takes longer than a moment is returned as a coroutine."""

    method: str
    handler: str  #: takes the session and the parameters
    announces: Announce = _NOTHING
    registers: Register = _never
    is_early: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A command of `workspace/executeCommand`. Its one argument is an object with these keys."""

    name: str
    handler: str  #: a coroutine function; takes the session and the arguments
    about: str  #: one sentence for the reference page
    keys: Mapping[str, Key] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    is_early: bool = False


@dataclass(frozen=True, slots=True)
class Push:
    """Something to do or to send whenever a document has a table that may differ from the last."""

    handler: str  #: takes the session and the document
    sends: str | None = None  #: the notification that it sends
    is_early: bool = False


Row = Sync | Request | Notification | Command | Push
Feature = Request | Notification | Command | Push
"""A row whose function lies below `features`."""


class Loaded(NamedTuple):
    """A row and its function."""

    row: Feature
    run: Callable[..., Any]


def load(rows: Iterable[Row]) -> list[Loaded]:
    """The rows with their functions. Imports the modules of these: not on the loop."""
    return [Loaded(row, _function(row.handler)) for row in rows if not isinstance(row, Sync)]


def _function(handler: str) -> Callable[..., Any]:
    module, _, name = handler.partition(".")
    found: Callable[..., Any] = getattr(import_module(f"chesterton.lsp.features.{module}"), name)
    return found
