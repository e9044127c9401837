"""Permissions: people may do anything; agents may only propose notes and change proposals."""

from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import Note, Origin, Status


class NotAllowed(UserError):  # noqa: N818  # reads as a claim
    """An agent tried to do what only a person may do; nothing was changed."""


def origin_for(by: Author, requested: Origin) -> Origin:
    """The origin of a new note."""
    return Origin.AGENT if by.is_agent else requested


def require_person(by: Author, what: str) -> None:
    """Raises NotAllowed for an agent; `what` completes "only a person can"."""
    if by.is_agent:
        raise NotAllowed(
            f"only a person can {what}, but an agent is running Chesterton ({by.through})",
            "ask the user to do it",
        )


def require_own_proposal(by: Author, note: Note, what: str) -> None:
    """Raises NotAllowed for an agent unless an agent proposed the note; `what` is a verb."""
    is_proposed = note.status is Status.PROPOSED
    if by.is_agent and not (is_proposed and note.origin is Origin.AGENT):
        why = "proposed, but not by an agent" if is_proposed else note.status.value
        raise NotAllowed(
            f"an agent ({by.through}) may only {what} a note that an agent proposed,"
            f" but note {note.id} is {why}",
            "propose a note that says what should change, or ask the user",
        )
