"""`UserError`: an error for the user to act on, with the next step; some have their own class."""


class UserError(Exception):
    """One clear sentence for the user, and the next step.

    Neither may contain note text, because both may be logged.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class UsageError(UserError):
    """Invalid arguments, or a file that cannot be read: exit code 2."""


class StaleNote(UserError):  # noqa: N818  # reads as a claim
    """The note was changed since the caller read it."""


class UnknownNote(UserError):  # noqa: N818  # reads as a claim
    """No note has this id, or it was forgotten."""
