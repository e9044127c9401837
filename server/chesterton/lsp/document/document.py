"""One open document: its text, what was made of it, and what was last shown."""

import asyncio
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from chesterton.config import Settings, Values
from chesterton.lsp.convert import path_of
from chesterton.lsp.document.contents import Change, Contents
from chesterton.memory.margin.table import Table, settled
from chesterton.syntax.positions import Encoding
from chesterton.syntax.text import Text

if TYPE_CHECKING:  # loaded after initialize was answered
    from chesterton.lsp.document.table_builder import Built
    from chesterton.lsp.projects import Home
    from chesterton.memory.margin.parsed_document import Parsed, Seen

_DRAFT = re.compile(r"(?:NOTE|REVIEW)-[0-9a-f]{8}\.md")


class Document:
    """Lives on the loop; what works in threads gets copies of its parts."""

    def __init__(self, item: lsp.TextDocumentItem) -> None:
        self.uri = item.uri
        self.file: Path | None = path_of(item.uri)
        self.language_id = str(getattr(item.language_id, "value", item.language_id))
        self.version = item.version
        self.contents = Contents(item.text)
        self.settings = Settings()
        self.told_settings: Settings | None = None  #: those under which the editor was told last
        self.configured: Values | None = None  #: what the editor says for it; None: not yet
        self.repository_values: Values = {}
        self.home: Home | None = None  #: None: not known yet, or in no project
        self.home_among: tuple[Path, ...] = ()  #: the editor's folders when that was looked for
        self.built: Built | None = None  #: what was made last, of the text at that time
        self.views: dict[str, str] = {}  #: addresses of notes as files, by note id or symbol
        self.viewed: dict[str, object] = {}  #: what those files were written for
        self.is_writing = False  #: those files
        self.seen: Seen | None = None  #: when it last showed what its file holds
        self.is_open = True
        self.wanted = asyncio.Event()  #: a table is to be made
        self.wants_all = True  #: and not only of what was typed
        self.is_building = False
        self.is_refused = False  #: what is known of it could not be read the last time
        self.is_settled = asyncio.Event()  #: a first table is there, or never will be
        self.is_current = asyncio.Event()  #: the table was made of the text as it is
        self.published: tuple[lsp.Diagnostic, ...] | None = None  #: None: nothing yet
        self.changed_at = 0.0
        self.published_version: int | None = None
        self.before: Table | None = None  #: the table before the last one
        self.is_renewed = False  #: what is shown now is not the first that could be
        self.was_missed = False  #: the editor was told of nothing, before a first table was there
        self._table: Table | None = None
        self._table_revision = 0
        self._answers: dict[str, object] = {}
        self._answered: Table | None = None  #: the table that those answers were made of

    @property
    def is_draft(self) -> bool:
        """Whether it is the draft of a note, or a list to review."""
        return self.file is not None and is_draft(self.file)

    @property
    def text(self) -> Text:
        """The text as it is in the editor."""
        return self.contents.text

    @property
    def parsed(self) -> "Parsed | None":
        """The text as it was parsed last."""
        return self.built.parsed if self.built else None

    @property
    def outline(self) -> tuple[object, ...]:
        """The identities of its definitions."""
        return tuple(symbol.key for symbol in self.parsed.outline.symbols) if self.parsed else ()

    @property
    def has_table(self) -> bool:
        """Whether it belongs to a project and is not excluded, switched off or too large."""
        return self._table is not None

    @property
    def has_notes(self) -> bool:
        """Whether anything stands beside it."""
        return self._table is not None and bool(self._table.rows or self._table.absent)

    def change(self, changes: Sequence[Change], version: int, encoding: Encoding) -> None:
        """The editor changed it."""
        self.contents.change(changes, encoding)
        self.version = version
        self.changed_at = time.monotonic()
        self.is_current.clear()

    def table(self) -> Table | None:
        """The last finished table, shifted by what was typed since."""
        now = self.contents.revision
        if self._table is not None and self._table_revision != now:
            self._table = self._table.shifted(self.contents.since(self._table_revision))
        self._table_revision = now
        return self._table

    def answers(self) -> dict[str, object]:
        """Answers made of the table as it is, kept for the next time they are asked for."""
        if (table := self.table()) is not self._answered:
            self._answered, self._answers = table, {}
        return self._answers

    def install(self, built: "Built", revision: int) -> None:
        """A table was made of the text as it was at `revision`; more may have been typed since."""
        fresh = built.table.shifted(self.contents.since(revision))
        self.is_renewed = self.is_settled.is_set() or self.was_missed
        self.before = self.table()
        broken = self.contents.text.value if built.parsed.has_errors else None
        self._table = settled(self.before, fresh, broken)
        self.built, self.seen = built, built.seen
        self.contents.forget(revision)
        self.is_settled.set()
        if revision == self.contents.revision:
            self._mark_current()

    def close(self) -> None:
        """The editor shows it no longer, or opened it again: nobody waits for it."""
        self.is_open = False
        self.is_settled.set()
        self.is_current.set()

    def clear(self) -> None:
        """Nothing is shown beside it."""
        self.is_renewed = self.is_settled.is_set() or self.was_missed
        self.before, self._table = self.table(), None
        self.built = None  # nothing of it is to be completed in a pause
        self.is_settled.set()
        self._mark_current()

    def _mark_current(self) -> None:
        if not self.wanted.is_set():  # else something came up while it was made
            self.is_current.set()


def is_draft(file: Path) -> bool:
    """Whether a file is one that the server writes for a person to fill in, by its name."""
    return file.parent.name == "drafts" and _DRAFT.fullmatch(file.name) is not None
