"""Why git gave no answer, and how much one may take."""

from enum import StrEnum

from chesterton.model.errors import UserError

TIMEOUT = 5.0
"""Seconds that a question to git may take."""

LIMIT = 64 * 1024 * 1024
"""Bytes of an answer."""


class Reason(StrEnum):
    """Why git gave no answer."""

    MISSING = "missing"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TOO_LARGE = "too large"
    FAILED = "failed"


class GitError(UserError):
    """Git gave no answer. `code` is its exit code where it ended by itself."""

    def __init__(
        self, reason: Reason, message: str, hint: str = "", code: int | None = None
    ) -> None:
        super().__init__(message, hint)
        self.reason = reason
        self.code = code


def missing() -> GitError:
    """The error where there is no git program to run."""
    hint = "install git, or put its folder on PATH; notes work without it"
    return GitError(Reason.MISSING, "git was not found outside the project", hint)
