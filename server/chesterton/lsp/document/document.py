"""The state of one open document: text, settings, notes and last published diagnostics.

The notes are kept in a table indexed by text offset, so that requests need only a lookup.
"""

import asyncio
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from chesterton.config.layers import Values
from chesterton.config.settings import Settings
from chesterton.lsp.convert import path_of
from chesterton.lsp.document.contents import Change, DocumentText
from chesterton.memory.margin.table import Table, with_kept_rows
from chesterton.syntax.positions import Encoding
from chesterton.syntax.text import Text

if TYPE_CHECKING:  # loaded after the initialize response
    from chesterton.lsp.document.table_builder import TableBuild
    from chesterton.lsp.projects import ProjectFile
    from chesterton.memory.margin.parsed_document import Parsed, SeenContent

_DRAFT = re.compile(r"(?:NOTE|REVIEW)-[0-9a-f]{8}\.md")


class Document:
    """An open document. Confined to the event loop; worker threads get copies of its parts."""

    def __init__(self, item: lsp.TextDocumentItem) -> None:
        self.uri = item.uri
        self.file: Path | None = path_of(item.uri)
        self.language_id = str(getattr(item.language_id, "value", item.language_id))
        self.version = item.version
        self.contents = DocumentText(item.text)
        self.settings = Settings()
        self.pushed_settings: Settings | None = None  #: settings at the time of the last push
        self.configured: Values | None = None  #: settings from the editor; None: not requested yet
        self.repository_values: Values = {}
        self.home: ProjectFile | None = None  #: None: not known yet, or in no project
        self.home_folders: tuple[Path, ...] = ()  #: workspace folders when `home` was looked up
        self.built: TableBuild | None = None  #: the last build, possibly of an older text
        self.views: dict[str, str] = {}  #: URIs of note views, by note id or `::symbol`
        self.viewed: dict[str, object] = {}  #: the page each view was written from
        self.is_writing = False  #: views are being written
        self.seen: SeenContent | None = None  #: when the text last equalled the file on disk
        self.is_open = True
        self.wanted = asyncio.Event()  #: a table build is requested
        self.wants_all = True  #: the next build must be a full one
        self.is_building = False
        self.is_refused = False  #: the last build failed with an error that the user can fix
        self.is_settled = asyncio.Event()  #: the first build finished, or never will
        self.is_current = asyncio.Event()  #: the table matches the current text
        self.published: tuple[lsp.Diagnostic, ...] | None = None  #: None: nothing yet
        self.changed_at = 0.0
        self.published_version: int | None = None
        self.before: Table | None = None  #: the previous table
        self.is_renewed = False  #: the editor may show results of an earlier table
        self.was_missed = False  #: a request timed out before the first table
        self._table: Table | None = None
        self._table_revision = 0
        self._answers: dict[str, Any] = {}
        self._answered: Table | None = None  #: the table that `_answers` belongs to

    @property
    def is_draft(self) -> bool:
        """Whether this is a note draft or a review checklist."""
        return self.file is not None and is_draft(self.file)

    @property
    def text(self) -> Text:
        """The current text."""
        return self.contents.text

    @property
    def parsed(self) -> "Parsed | None":
        """The last parsed text, which may be older than `text`."""
        return self.built.parsed if self.built else None

    @property
    def has_table(self) -> bool:
        """Whether the document is in a project and not excluded, disabled or too large."""
        return self._table is not None

    @property
    def has_notes(self) -> bool:
        """Whether its table has any notes."""
        return self._table is not None and bool(self._table.rows or self._table.deleted)

    def change(self, changes: Sequence[Change], version: int, encoding: Encoding) -> None:
        """Applies changes from the editor."""
        self.contents.apply_changes(changes, encoding)
        self.version = version
        self.changed_at = time.monotonic()
        self.is_current.clear()

    def table(self) -> Table | None:
        """The last built table, shifted by the edits made since."""
        revision = self.contents.revision
        if self._table is not None and self._table_revision != revision:
            self._table = self._table.shifted(self.contents.edits_since(self._table_revision))
        self._table_revision = revision
        return self._table

    def cached_responses(self) -> dict[str, Any]:
        """The response cache for the current table."""
        if (table := self.table()) is not self._answered:
            self._answered, self._answers = table, {}
        return self._answers

    def install(self, built: "TableBuild", revision: int) -> None:
        """Installs a table built from the text at `revision`, shifted by the edits made since."""
        fresh = built.table.shifted(self.contents.edits_since(revision))
        self.is_renewed = self.is_settled.is_set() or self.was_missed
        self.before = self.table()
        broken = self.contents.text.value if built.parsed.has_errors else None
        self._table = with_kept_rows(self.before, fresh, broken)
        self.built, self.seen = built, built.seen
        self.contents.drop_edits_until(revision)
        self.is_settled.set()
        if revision == self.contents.revision:
            self._mark_current()

    def drop_tree(self) -> None:
        """Drops the syntax tree of the last build; the next one parses the whole text."""
        if self.built is not None:
            self.built = self.built.without_tree()

    def close(self) -> None:
        """Marks the document as closed or replaced, and releases all that wait for its table."""
        self.is_open = False
        self.is_settled.set()
        self.is_current.set()

    def clear(self) -> None:
        """Removes the table, so that no notes are shown."""
        self.is_renewed = self.is_settled.is_set() or self.was_missed
        self.before, self._table = self.table(), None
        self.built = None  # there is no incremental build left to complete
        self.is_settled.set()
        self._mark_current()

    def _mark_current(self) -> None:
        if not self.wanted.is_set():  # else another build was requested meanwhile
            self.is_current.set()


def is_draft(file: Path) -> bool:
    """Whether a file is a note draft or review checklist written by Chesterton, by its name."""
    return file.parent.name == "drafts" and _DRAFT.fullmatch(file.name) is not None
