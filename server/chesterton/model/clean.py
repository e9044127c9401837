"""`Clean`, the type of redacted text, and `Removed`, the number of secrets removed from a text."""

from dataclasses import dataclass
from typing import NewType

Clean = NewType("Clean", str)
"""Text free of secrets. Only `redact` creates it, and the store when it reads its own rows."""


@dataclass(frozen=True, slots=True)
class Removed:
    """How many secrets of one kind were removed from a text."""

    rule_id: str
    count: int
