"""What is imported only after the editor has its answer to initialize, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chesterton.lsp.builder import Builder
from chesterton.lsp.feature import Offer, Push
from chesterton.lsp.features import FEATURES
from chesterton.lsp.pulse import keep_looking
from chesterton.lsp.roots import Roots

if TYPE_CHECKING:
    from chesterton.lsp.session import Session

OFFERS: tuple[Offer, ...] = tuple(offer for feature in FEATURES for offer in feature.OFFERS)


def open_up(session: Session) -> tuple[Offer, ...]:
    """Gives the session its store, projects and tables, and says what can be done with them."""
    settings = session.options.shared
    session.roots = Roots(settings.store_path, is_trusted=session.options.is_trusted)
    pushes = [offer for offer in OFFERS if isinstance(offer, Push)]
    builder = Builder(session, session.roots, pushes)
    session.on_change, session.on_typing = builder.want, builder.follow
    session.is_loaded = True
    session.tasks.spawn("looking for changes", keep_looking(session, session.roots))
    session.changed()
    return OFFERS
