"""Finds the lines that match a stored quote, even if secrets in the quote were redacted."""

from chesterton.anchoring.text.quotes import QuoteMatch, find_quote
from chesterton.model.symbol import Span
from chesterton.redact.clean import clean_lines
from chesterton.syntax.text import Text

_REDACTED = "[redacted:"


def find_stored_quote(quote: str, text: Text, within: Span | None = None) -> QuoteMatch | None:
    """Like `find_quote`, but a quote with a redacted secret is sought in the redacted text."""
    if _REDACTED not in quote:
        return find_quote(quote, text, within)
    redacted = Text(clean_lines(text.value))
    if within is not None:
        first, last = (text.position(offset)[0] for offset in (within.start, within.end))
        within = Span(redacted.line_start(first), redacted.line_start(last + 1))
    return find_quote(quote, redacted, within)
