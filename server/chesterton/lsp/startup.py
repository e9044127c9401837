"""Loads the feature modules after the initialize response, starting with those that show notes."""

import asyncio
import contextlib
import logging
from collections.abc import Iterable

from chesterton.lsp.document.scheduler import TableListener, TableScheduler
from chesterton.lsp.polling import poll
from chesterton.lsp.projects import Projects
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.rows import Command, Feature, Loaded, Push, Request, Sync, load
from chesterton.lsp.session import Session

log = logging.getLogger(__name__)

_FEATURES: tuple[Feature, ...] = tuple(row for row in REGISTRY if not isinstance(row, Sync))

EARLY = load(row for row in _FEATURES if row.is_early and isinstance(row, Push))
"""The features that show notes, loaded before the first table."""

_FIRST_TABLE_SECONDS = 1.0


def set_up(session: Session) -> TableScheduler:
    """Gives the session its projects, and starts the table builder and polling."""
    settings = session.options.shared
    loop = asyncio.get_running_loop()

    def notice(message: str) -> None:
        log.warning("%s", message)
        loop.call_soon_threadsafe(session.tell_once, message)

    session.projects = Projects(
        settings.store_path, is_trusted=session.options.is_trusted, notice=notice
    )
    builder = TableScheduler(session, session.projects, pushes(EARLY))
    documents = session.documents
    documents.on_change, documents.on_typing = builder.schedule_rebuild, builder.schedule_update
    session.is_loaded = True
    session.tasks.spawn("looking for changes", poll(session, session.projects))
    documents.request_rebuild()
    return builder


async def load_requests(session: Session) -> list[Loaded]:
    """Loads the features that answer about the first tables, once these are shown."""
    settled = [document.is_settled.wait() for document in session.documents]
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*settled), _FIRST_TABLE_SECONDS)
    return await session.run(
        load, [row for row in _FEATURES if row.is_early and isinstance(row, Request)]
    )


async def load_rest(session: Session, is_needed: asyncio.Event) -> list[Loaded]:
    """Loads the remaining features, on demand or when idle; commands only with their first use."""
    missed, calm = (
        asyncio.create_task(is_needed.wait()),
        asyncio.create_task(session.wait_until_idle()),
    )
    _, pending = await asyncio.wait({missed, calm}, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    rest = (row for row in _FEATURES if not row.is_early and not isinstance(row, Command))
    return await session.run(load, list(rest))


def pushes(loaded: Iterable[Loaded]) -> list[TableListener]:
    """The push functions among the loaded rows, called after each table update."""
    return [run for row, run in loaded if isinstance(row, Push)]
