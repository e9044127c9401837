"""`UserError`: the errors that the user has to act on."""


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
