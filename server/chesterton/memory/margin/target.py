"""Where a person points in a document as it is typed, and the place in the code that is meant."""

from dataclasses import dataclass

from chesterton.anchoring.text.line_mapping import line_today
from chesterton.memory.margin.spans import difference, line_span, shifted_span
from chesterton.memory.notes.places import Place
from chesterton.model.symbol import Span
from chesterton.syntax.outline import Parsed
from chesterton.syntax.text import Text

SELECTION_LINES = 40
"""More selected lines than these are quoted by a draft, but not copied into it."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A line or a selection in a document, or the document as a whole."""

    path: str
    parsed: Parsed | None  #: None: no text that is read
    line: int | None = None  #: 1-based; None for the file
    span: Span | None = None  #: the selection

    @property
    def quoted_lines(self) -> tuple[int, int] | None:
        """The first and last selected line, 1-based; None where no code is selected."""
        parsed, span = self.parsed, self.span
        if parsed is None or span is None:
            return None
        selected = parsed.text.value[span.start : span.end].strip()
        if not selected or selected.isidentifier():  # Emacs sends the word under the cursor
            return None
        last = max(span.start, span.end - 1)  # a selection of whole lines ends on the next one
        return parsed.text.position(span.start)[0] + 1, parsed.text.position(last)[0] + 1

    @property
    def place(self) -> Place:
        """The innermost definition at the line, else the file; selected lines are quoted."""
        parsed, line, quote = self.parsed, self.line, self.quoted_lines
        symbol = parsed.outline.at_line(line) if parsed and line else None
        first = quote[0] if quote else None
        if parsed is None or symbol is None:
            return Place(self.path, first, quote=quote)
        is_only_one = len(parsed.outline.named(symbol.name)) == 1
        return Place(self.path, first if quote or is_only_one else symbol.line, symbol.name, quote)

    @property
    def selected_code(self) -> str:
        """The selected lines as a Markdown block; empty without a selection, or with a long one."""
        lines, parsed = self.quoted_lines, self.parsed
        if lines is None or parsed is None or lines[1] - lines[0] >= SELECTION_LINES:
            return ""
        numbers = range(lines[0], lines[1] + 1)
        code = "\n".join(parsed.text.line(number - 1) for number in numbers)
        language = parsed.language.id if parsed.language else ""
        return f"```{language}\n{code}\n```" if "```" not in code else code


def aim(path: str, parsed: Parsed, meant: Text, line: int, span: Span | None = None) -> Aim:
    """A 0-based line, or a selection that starts there, in the text as it was `meant`."""
    if meant.value != parsed.text.value:
        moved = _span_today(span or line_span(line, meant), meant, parsed.text)
        line = parsed.text.position(moved.start)[0]
        span = moved if span is not None else None
    return Aim(path, parsed, line + 1, span)


def _span_today(span: Span, meant: Text, now: Text) -> Span:
    """Where the one edit since then pushed it; amid several, where its lines are."""
    typed = difference(meant.value, now.value)
    if typed is None or typed.end <= span.start or span.end <= typed.start:
        return shifted_span(span, [typed] if typed else [])
    start = _point_today(span.start, meant, now)
    return Span(start, max(start, _point_today(span.end, meant, now)))


def _point_today(offset: int, meant: Text, now: Text) -> int:
    line, column = meant.position(offset)
    today = line_today(meant, now, line + 1) - 1
    return now.line_start(today) + min(column, len(now.line(today)))
