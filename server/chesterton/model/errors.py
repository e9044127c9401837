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


_REFUSALS = {
    "ENOSPC": ("the disk is full", "free some space"),
    "EDQUOT": ("your disk quota has been exceeded", "free some space"),
    "EFBIG": ("the file size limit was reached", "raise the limit (ulimit -f)"),
    "EMFILE": ("this process has too many open files", "raise the limit (ulimit -n)"),
    "ENFILE": ("the system has too many open files", "close other programs"),
    "EROFS": ("it is on a read-only disk", "make it writable"),
    "EACCES": ("permission denied", "make it writable"),
    "EPERM": ("permission denied", "make it writable"),
    "EIO": ("the disk reported an error", "check the disk"),
    "EEXIST": ("something else has that name", "move or rename it"),
    "ENOTDIR": ("part of the path is a file", "move or rename that file"),
    "EISDIR": ("it is a folder", "move or rename the folder"),
    "ENOTEMPTY": ("the folder is not empty", "move or rename the folder"),
    "ENAMETOOLONG": ("the name is too long", "choose a shorter path"),
    "ELOOP": ("it is a symbolic link", "remove the link"),
    "EBUSY": ("it is in use", "close the program that uses it"),
    "ETXTBSY": ("it is in use", "close the program that uses it"),
    "ESTALE": ("it has disappeared from the network drive", "remount the drive"),
    "ENODEV": ("the disk is not available", "reconnect it"),
    "ENXIO": ("the disk is not available", "reconnect it"),
}  # fmt: skip
_MISSING = {"ENOENT": "there is no such file or folder", "EINVAL": "the name is invalid"}
REFUSALS = {getattr(errno, name): text for name, text in _REFUSALS.items() if hasattr(errno, name)}
"""By errno, why the disk, its permissions or a system limit refused, and the next step."""


def reason_of(error: OSError) -> str:
    """Why the system refused something, in words for the user."""
    if error.errno in REFUSALS:
        return REFUSALS[error.errno][0]
    name = errno.errorcode.get(error.errno or 0, "")
    return _MISSING.get(name) or (error.strerror or "unknown reason").lower()


def disk_problem(error: OSError) -> NotWritten | None:
    """The disk or permission error as a sentence; None if it may be a bug of ours."""
    if error.errno not in REFUSALS:
        return None
    why, advice = REFUSALS[error.errno]
    path = error.filename2 or error.filename or "a file"
    return NotWritten(
        f"{path} cannot be opened or written: {why}",
        f"all stored notes are safe; {advice}, then try again",
    )


class UsageError(UserError):
    """Invalid arguments, or a file that cannot be read. Exit code 2."""


class StaleNote(UserError):  # noqa: N818  # reads as a claim
    """The note was changed since the caller read it."""


class UnknownNote(UserError):  # noqa: N818  # reads as a claim
    """No note has this id, or it was forgotten."""
