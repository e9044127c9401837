"""Errors from running git, and default limits on its run time and output size."""

from enum import StrEnum

from chesterton.model.errors import UserError

TIMEOUT = 5.0
"""Default timeout of a git command in seconds."""

LIMIT = 64 * 1024 * 1024
"""Default limit of a git command's output in bytes."""


class Reason(StrEnum):
    """Why a git command failed."""

    MISSING = "missing"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TOO_LARGE = "too large"
    FAILED = "failed"


class GitError(UserError):
    """A git command failed. `code` is its exit code, if it exited on its own."""

    def __init__(
        self, reason: Reason, message: str, hint: str = "", code: int | None = None
    ) -> None:
        super().__init__(message, hint)
        self.reason = reason
        self.code = code


def missing() -> GitError:
    """The error to raise if there is no git executable."""
    hint = "install git or add its folder to PATH; notes also work without git"
    return GitError(
        Reason.MISSING, "git was not found on PATH (folders inside the project are ignored)", hint
    )
