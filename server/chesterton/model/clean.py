"""The type of text that may be stored."""

from typing import NewType

Clean = NewType("Clean", str)
"""Text from which secrets were removed.

Made only by `redact`, and by the store when it reads its own rows.
"""
