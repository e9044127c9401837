"""Errors of the store that callers handle each in its own way."""

from chesterton.model.errors import UserError


class StaleNote(UserError):  # noqa: N818  # reads as a claim
    """The note was changed since the caller read it."""


class UnknownNote(UserError):  # noqa: N818  # reads as a claim
    """No note has this id, or it was forgotten."""
