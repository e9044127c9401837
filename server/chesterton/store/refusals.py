"""What the store refuses, for those who have to tell one refusal from another."""

from chesterton.model.errors import UserError


class StaleNote(UserError):  # noqa: N818  # reads as a claim
    """Somebody else wrote the note since it was read."""


class UnknownNote(UserError):  # noqa: N818  # reads as a claim
    """No note has this id, or none any more."""
