"""`Time`: a timestamp stored as text, with conversions from dates and datetimes."""

from datetime import UTC, datetime
from typing import NewType

Time = NewType("Time", str)
"""RFC 3339 in UTC with `Z` and whole seconds, so that string order is time order."""


def to_time(moment: datetime) -> Time:
    """The stored form of a timezone-aware datetime."""
    return Time(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def parse_time(text: str) -> Time:
    """Parses an ISO 8601 date or datetime; UTC if it has no offset. Raises ValueError."""
    moment = datetime.fromisoformat(text.strip())
    return to_time(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
