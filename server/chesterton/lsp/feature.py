"""What a feature can be: the four forms in which a module under `features` offers its work."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from chesterton.lsp.arguments import Key

if TYPE_CHECKING:
    from chesterton.lsp.document.document import Document
    from chesterton.lsp.session import Session
    from chesterton.lsp.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Lookup:
    """A request answered on the loop from the finished table of its document."""

    method: str
    answer: Callable[[Snapshot, Any], Any]


@dataclass(frozen=True, slots=True)
class Notice:
    """A notification; what takes longer than a moment is awaited in a task."""

    method: str
    take: Callable[[Session, Any], Coroutine[Any, Any, None] | None]


@dataclass(frozen=True, slots=True)
class Command:
    """A verb of `workspace/executeCommand`. Its one argument is an object with these keys."""

    name: str
    about: str  #: one sentence for the reference page
    run: Callable[[Session, Mapping[str, Any]], Awaitable[Any]]
    keys: Mapping[str, Key] = field(default_factory=dict)
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Push:
    """Something told to the editor when a document has a table that may differ from the last."""

    send: Callable[[Session, Document], None]


Offer = Lookup | Notice | Command | Push


class Feature(Protocol):
    """A module under `features`."""

    @property
    def OFFERS(self) -> tuple[Offer, ...]:  # noqa: N802  # a constant of the module
        """What it offers."""

    @property
    def __name__(self) -> str:
        """Its module."""
