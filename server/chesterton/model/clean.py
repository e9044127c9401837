"""`Clean`, the type of redacted text, and the count of removed secrets."""

from dataclasses import dataclass
from typing import NewType

Clean = NewType("Clean", str)
"""Text from which secrets were removed.

Made only by `redact`, and by the store when it reads its own rows.
"""


@dataclass(frozen=True, slots=True)
class Removed:
    """How many secrets of one kind were taken out of a text."""

    rule_id: str
    count: int
