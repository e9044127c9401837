"""Determines the author name for notes: git's `user.name`, or else the login name."""

import getpass

from chesterton.git.repository import Repository
from chesterton.model.clean import Clean
from chesterton.redact.clean import clean_name


def author(repository: Repository | None) -> Clean:
    """Git's `user.name`, or else the login name."""
    name = repository.user_name() if repository else None
    return clean_name(name or _login())


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
