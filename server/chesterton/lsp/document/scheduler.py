"""Schedules builds of the note tables of open documents; the builds run off the event loop."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterable, Sequence

from lsprotocol import types as lsp

from chesterton.config.layers import Values, read_values, repository_values
from chesterton.lsp.document.document import Document
from chesterton.lsp.document.incremental import update_or_build
from chesterton.lsp.document.table_builder import BuildInput, TableBuild
from chesterton.lsp.projects import ProjectFile, Projects
from chesterton.lsp.session import Session
from chesterton.lsp.transport import dispatch
from chesterton.lsp.transport.message import ProtocolError
from chesterton.memory.margin.parsed_document import Parsed, is_excluded
from chesterton.model.limits import FILE_LIMIT

log = logging.getLogger(__name__)

TableListener = Callable[[Session, Document], None]
"""Called after each table build, whether or not the table changed."""

_REST = 3.0
"""Delay before the next build, in multiples of the last build's time: at most 25 % of a CPU."""

_LONGEST_REST = 1.0
_PAUSE_SECONDS = 1.0
"""Idle time after which an incrementally updated table is rebuilt in full."""

_CONFIGURATION_SECONDS = 1.0


class TableScheduler:
    """Builds tables, one at a time per document."""

    def __init__(
        self, session: Session, roots: Projects, listeners: Sequence[TableListener]
    ) -> None:
        self._session = session
        self._roots = roots
        self._pushes = [*listeners]
        self._logged: set[str] = set()

    def add_listeners(self, pushes: Iterable[TableListener]) -> None:
        """Adds listeners and calls them for the tables that already exist."""
        late = [*pushes]
        self._pushes += late
        for document in self._session.documents:
            if document.built is not None:
                self._notify(document, late)

    def schedule_rebuild(self, document: Document) -> None:
        """Schedules a full rebuild."""
        document.wants_all = True
        self.schedule_update(document)

    def schedule_update(self, document: Document) -> None:
        """Schedules an update after an edit, incremental if possible."""
        document.is_current.clear()
        document.wanted.set()
        if not document.is_building:
            document.is_building = True
            self._session.tasks.spawn("building a document table", self._run(document))

    async def _run(self, document: Document) -> None:
        try:
            while document.is_open and await self._is_wanted(document):
                document.wanted.clear()
                while document.configured is None:  # may be reset while the request is pending
                    await self._configure(document)
                began = time.monotonic()
                await self._renew(document)
                if document.wanted.is_set():
                    await asyncio.sleep(min(_REST * (time.monotonic() - began), _LONGEST_REST))
        finally:
            document.is_building = False

    async def _is_wanted(self, document: Document) -> bool:
        """Whether to build again: now, or in full once typing pauses."""
        if not document.wanted.is_set() and document.built and not document.built.is_full:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(document.wanted.wait(), _PAUSE_SECONDS)
            document.wants_all |= not document.wanted.is_set()
            return True
        return document.wanted.is_set()

    async def _configure(self, document: Document) -> None:
        """Requests the document's settings; builds without them if the editor is slow to answer."""
        unknown: Values = {}
        document.configured = unknown
        if self._session.client.configuration:
            work = self._fetch_settings(document, unknown)
            request = self._session.tasks.spawn("settings", work)
            _, late = await asyncio.wait({request}, timeout=_CONFIGURATION_SECONDS)
            for each in late:
                each.add_done_callback(lambda _done: self._want_with_settings(document))

    async def _fetch_settings(self, document: Document, unknown: Values) -> None:
        tree = await self._session.editor.configuration(document.uri)
        if document.configured is unknown:  # else they changed and will be requested again
            document.configured = self._session.options.usable(read_values(tree))

    def _want_with_settings(self, document: Document) -> None:
        """Rebuilds when settings arrive after a table was built without them."""
        if document.is_open and document.configured:
            self.schedule_rebuild(document)

    async def _renew(self, document: Document) -> None:
        """Rebuilds the table; clears it if the document is disabled or unreadable."""
        try:
            work = self._build(document)
            built, revision = await dispatch.finish("building a document table", work)
            document.is_refused = False
        except ProtocolError as error:
            self._complain(document, error)
            built, revision = None, 0
        if not document.is_open:
            return
        before = document.built
        if built is None:
            document.clear()
        else:
            document.install(built, revision)
            self._session.documents.keep_tree(document)
        self._notify(document, self._pushes)
        if document.home and _has_moved_definitions(before, built):
            self._want_others(document, document.home)

    def _notify(self, document: Document, pushes: Iterable[TableListener]) -> None:
        for push in pushes:
            with contextlib.suppress(ProtocolError):  # already logged
                dispatch.call("updating the editor", push, self._session, document)

    async def _build(self, document: Document) -> tuple[TableBuild | None, int]:
        """The table for the current text, and the revision of that text."""
        home = await self._home_of(document)
        if home is not None and home.workspace.trusted and document.wants_all:
            read = await self._session.run(repository_values, home.workspace.root)
            document.repository_values = self._session.options.usable(read)
        revision, text = document.contents.revision, document.text
        if home is None or len(text.value) > FILE_LIMIT or not self._is_shown(document, home):
            return None, revision
        order = BuildInput(
            home,
            document.language_id,
            text,
            document.parsed,
            self._others(document, home),
            document.settings.comment_markers,
            self._session.base,
            document.contents.opened,
            document.seen,
        )
        before = None if document.wants_all else document.built
        document.wants_all = False
        work = self._session.run(update_or_build, order, before)
        async with self._session.progress.during("Indexing notes"):
            return await work, revision

    async def _home_of(self, document: Document) -> ProjectFile | None:
        """The document's project, looked up again if unknown or if workspace folders changed."""
        folders = self._session.folders  # may change during the lookup
        if document.file is None or document.is_draft:
            return None
        if document.home is None or document.home_folders != folders:
            find = self._roots.find_home
            document.home = await self._session.run(find, document.file, folders)
            document.home_folders = folders
        return document.home

    def _is_shown(self, document: Document, home: ProjectFile) -> bool:
        settings = self._session.options.for_document(
            document.repository_values, document.configured or {}
        )
        document.settings = settings
        return settings.enable and not is_excluded(home.path, settings.exclude)

    def _others(self, document: Document, home: ProjectFile) -> dict[str, Parsed]:
        return {
            each.home.path: each.parsed
            for each in self._session.documents.in_project(home.workspace)
            if each is not document and each.home and each.parsed
        }

    def _want_others(self, document: Document, home: ProjectFile) -> None:
        """Rebuilds the other open documents, because a definition may have moved between files."""
        for other in self._session.documents.in_project(home.workspace):
            if other is not document and (other.has_notes or document.has_notes):
                self.schedule_rebuild(other)

    def _complain(self, document: Document, error: ProtocolError) -> None:
        """Logs each error once, and shows it to the user once if they can fix it.

        Of several consecutive errors for one document, the user sees only the first.
        """
        was_refused, document.is_refused = (
            document.is_refused,
            error.code == lsp.LSPErrorCodes.RequestFailed,
        )
        if error.message not in self._logged:
            self._logged.add(error.message)
            log.warning("notes cannot be shown: %s", error.message)
        if document.is_refused and not was_refused:
            self._session.tell_once(error.message)


def _has_moved_definitions(before: TableBuild | None, after: TableBuild | None) -> bool:
    """Whether a document's definitions differ from those that the other tables were built with.

    Before its first table and after its last one, those are the definitions in the file on disk.
    """
    if before is None or after is None:
        only = before or after
        return only is not None and not only.is_as_on_disk
    return before.parsed.outline.keys != after.parsed.outline.keys
