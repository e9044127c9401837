"""Notices what other processes do: a note that is written, a commit, a branch that is switched."""

import asyncio
import contextlib
from collections.abc import Hashable
from itertools import count

from chesterton.lsp.projects import Roots
from chesterton.lsp.session import Session
from chesterton.lsp.transport import dispatch
from chesterton.lsp.transport.message import ProtocolError
from chesterton.memory.drafts.save_draft import sweep
from chesterton.memory.notes.activity import Activity
from chesterton.memory.opening import Workspace

_SECONDS = 1.0
_TELLING_SECONDS = 30
"""So often the life of the notes is told to the store."""

_UNSERVED_SECONDS = 10
"""So often documents are looked at again that have no project, or could not be read."""


async def keep_looking(session: Session, roots: Roots) -> None:
    """Looks every second at what is cheap to see; only where a document is open."""
    seen: dict[Workspace, Hashable] = {}
    for second in count():
        await asyncio.sleep(_SECONDS)
        for workspace in session.documents.workspaces():
            token = await _pulse(session, workspace)
            if workspace not in seen:
                session.tasks.spawn("old drafts", session.run(sweep, workspace))
            if seen.get(workspace) != token:  # also at first: much may have happened since
                session.documents.changed(session.documents.in_project(workspace))
            seen[workspace] = token
        if second % _TELLING_SECONDS == _TELLING_SECONDS - 1:
            for workspace in roots.open_ones():
                session.tasks.spawn("history", session.run(workspace.shared(Activity).flush))
        if second % _UNSERVED_SECONDS == 0 and (unserved := session.documents.unserved()):
            roots.forget_folders()
            session.documents.changed(unserved)


async def _pulse(session: Session, workspace: Workspace) -> Hashable:
    """What stays equal while nothing happens; None while it cannot be told."""
    with contextlib.suppress(ProtocolError):  # it is in the log
        return await dispatch.finish("looking for changes", session.run(workspace.pulse))
    return None
