"""Finds the lines of code that match a quote stored with a note.

Stored quotes have secrets redacted and hidden characters escaped, so the code is converted to the
same form before it is compared.
"""

from chesterton.anchoring.text.quotes import QuoteMatch, find_quote
from chesterton.model.hidden_characters import has_hidden, may_be_escaped, visible
from chesterton.model.symbol import Span
from chesterton.redact.clean import clean_lines
from chesterton.syntax.text import Text

_REDACTED = "[redacted:"


def find_stored_quote(quote: str, text: Text, within: Span | None = None) -> QuoteMatch | None:
    """Like `find_quote`, in the stored form of the text if the quote may be redacted or escaped."""
    is_redacted = _REDACTED in quote
    if not is_redacted and not (may_be_escaped(quote) and has_hidden(text.value)):
        return find_quote(quote, text, within)
    kept = Text(clean_lines(text.value)) if is_redacted else text
    lines = (visible(kept.line(number)) for number in range(kept.line_count))
    redacted = Text("\n".join(lines))
    if within is not None:
        first, last = (text.position(offset)[0] for offset in (within.start, within.end))
        within = Span(redacted.line_start(first), redacted.line_start(last + 1))
    return find_quote(quote, redacted, within)
