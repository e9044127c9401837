"""`UserError`, an error that tells the user what to do next, and its subclasses."""

import errno


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


class NotWritten(UserError):  # noqa: N818  # reads as a claim
    """The change was not stored: the store is read-only, full, locked or damaged."""

    is_kept = False  #: whether the outbox has the change


_DISK_ERRORS = frozenset(
    number
    for name in ("EROFS", "EACCES", "EPERM", "ENOSPC", "EDQUOT", "EIO", "ENOTDIR", "EISDIR",
                 "ENAMETOOLONG", "EMFILE", "ENFILE", "ELOOP", "EBUSY", "ETXTBSY", "ESTALE")
    if (number := getattr(errno, name, None))
)  # fmt: skip


def disk_problem(error: OSError) -> NotWritten | None:
    """The disk or permission error as a sentence; None if it may be a bug of ours."""
    if error.errno not in _DISK_ERRORS:
        return None
    path = error.filename2 or error.filename or "a file"
    return NotWritten(
        f"{path} cannot be opened or written ({error.strerror})",
        "all stored notes are safe; free some space or correct the permissions, then try again",
    )


class UsageError(UserError):
    """Invalid arguments, or a file that cannot be read. Exit code 2."""


class StaleNote(UserError):  # noqa: N818  # reads as a claim
    """The note was changed since the caller read it."""


class UnknownNote(UserError):  # noqa: N818  # reads as a claim
    """No note has this id, or it was forgotten."""
