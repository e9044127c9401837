"""An immutable view of one document, passed to request handlers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from chesterton.config.settings import Settings
from chesterton.lsp.capabilities import Client
from chesterton.lsp.convert import from_position, from_range, to_position, to_range
from chesterton.memory.margin.table import Table
from chesterton.model.symbol import Span
from chesterton.syntax.text import Text

if TYPE_CHECKING:  # loaded after initialize was answered
    from chesterton.memory.margin.parsed_document import Parsed


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One document's text, table and settings at one point in time."""

    uri: str
    text: Text
    table: Table
    settings: Settings = field(default_factory=Settings)
    client: Client = field(default_factory=Client)
    parsed: Parsed | None = None  #: of this text or a slightly older one
    views: Mapping[str, str] = field(default_factory=dict)
    """URIs of note views, by note id, and by `::symbol` for all notes of a symbol."""
    origin: str | None = None  #: `host/path` of the repository, for links to issues and commits
    is_draft: bool = False
    places: Mapping[str, str] = field(default_factory=dict)
    """For drafts: URIs of definitions in open documents, by `path::name`."""
    answers: dict[str, tuple[Settings, list[lsp.CodeLens]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Cached responses computed from this table, by method."""

    def offset(self, position: lsp.Position) -> int:
        """The code-point offset of a position."""
        return from_position(position, self.text, self.client.encoding)

    def span(self, given: lsp.Range) -> Span:
        """The span of a range."""
        return from_range(given, self.text, self.client.encoding)

    def position(self, offset: int) -> lsp.Position:
        """The position of a code-point offset."""
        return to_position(offset, self.text, self.client.encoding)

    def with_table(self, table: Table) -> Snapshot:
        """The same snapshot with another table."""
        return replace(self, table=table, answers={})

    def range(self, span: Span) -> lsp.Range:
        """The range of a span."""
        return to_range(span, self.text, self.client.encoding)
