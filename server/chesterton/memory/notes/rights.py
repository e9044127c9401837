"""Who may do what: a person anything, an agent only propose and change its own proposals."""

from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import Note, Origin, Status


class NotAllowed(UserError):  # noqa: N818  # reads as a claim
    """An agent asked for what only a person may do; nothing was changed."""


def status_for(by: Author, wanted: Status) -> Status:
    """The status of a note that is stored anew: what an agent writes is proposed."""
    return Status.PROPOSED if by.is_agent else wanted


def origin_for(by: Author, wanted: Origin) -> Origin:
    """Where a note that is stored anew comes from."""
    return Origin.AGENT if by.is_agent else wanted


def require_person(by: Author, what: str) -> None:
    """Refuse an agent what only a person may do. Raises NotAllowed."""
    if by.is_agent:
        raise NotAllowed(
            f"only a person can {what}, and an agent is running this ({by.through})",
            "ask the person to do it",
        )


def require_own(by: Author, note: Note, what: str) -> None:
    """Refuse an agent any note but a proposal that an agent made. Raises NotAllowed."""
    if by.is_agent and not is_proposal_of_agent(note):
        raise NotAllowed(
            f"an agent is running this ({by.through}): it may {what} only what an agent proposed,"
            f" and note {note.id} is {_why(note)}",
            "propose a note that says what should change, or ask the person",
        )


def is_proposal_of_agent(note: Note) -> bool:
    """Whether an agent wrote it and no person has vouched for it."""
    return note.status is Status.PROPOSED and note.origin is Origin.AGENT


def _why(note: Note) -> str:
    if note.status is Status.PROPOSED:
        return "the proposal of somebody else"
    return note.status.value
