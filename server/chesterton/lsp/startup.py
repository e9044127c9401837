"""What is imported only after the editor has its answer to initialize, put together.

First what shows notes, so that they are there soon; the rest while somebody looks at them.
"""

from __future__ import annotations

import asyncio
import contextlib
from importlib import import_module
from typing import TYPE_CHECKING

from chesterton.lsp.document.scheduler import Builder
from chesterton.lsp.feature import Offer, Push
from chesterton.lsp.features import code_lens, diagnostics, hover
from chesterton.lsp.polling import keep_looking
from chesterton.lsp.projects import Roots

if TYPE_CHECKING:
    from chesterton.lsp.session import Session

EARLY: tuple[Offer, ...] = (*diagnostics.OFFERS, *hover.OFFERS, *code_lens.OFFERS)
"""What shows notes, and what is told of each table: what warns comes first."""

_FIRST_TABLE_SECONDS = 1.0


def open_up(session: Session) -> Builder:
    """Gives the session its store, projects and tables; what keeps those up to date."""
    settings = session.options.shared
    session.roots = Roots(settings.store_path, is_trusted=session.options.is_trusted)
    builder = Builder(session, session.roots, [each for each in EARLY if isinstance(each, Push)])
    session.on_change, session.on_typing = builder.want, builder.follow
    session.is_loaded = True
    session.tasks.spawn("looking for changes", keep_looking(session, session.roots))
    session.changed()
    return builder


async def late(session: Session, is_missed: asyncio.Event) -> list[Offer]:
    """Everything else, once the first tables are there: when it is missed, or nobody waits."""
    settled = [document.is_settled.wait() for document in session.documents.values()]
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*settled), _FIRST_TABLE_SECONDS)
    missed, calm = asyncio.create_task(is_missed.wait()), asyncio.create_task(session.calm())
    _, waiting = await asyncio.wait({missed, calm}, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    registry = await session.run(import_module, "chesterton.lsp.registry")
    return [offer for offer in registry.OFFERS if offer not in EARLY]
