"""Project ids, and the scope of a note."""

from enum import StrEnum
from typing import NewType

ProjectId = NewType("ProjectId", str)
"""16 lower-case hexadecimal characters."""


class Scope(StrEnum):
    """Who a note applies to."""

    PROJECT = "project"
    DEVELOPER = "developer"
    SESSION = "session"
