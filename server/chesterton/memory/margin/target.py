"""Finds the code to link a note to, from the cursor or selection in an open document."""

from dataclasses import dataclass

from chesterton.anchoring.text.line_mapping import map_line
from chesterton.memory.margin.spans import difference, line_span, shifted_span
from chesterton.memory.notes.places import Place
from chesterton.model.symbol import Span
from chesterton.syntax.outline import Parsed
from chesterton.syntax.text import Text

SELECTION_LINES = 40
"""Maximum number of selected lines copied to a draft; a longer selection is only referred to."""


@dataclass(frozen=True, slots=True)
class Target:
    """A line, a selection or a whole document."""

    path: str
    parsed: Parsed | None  #: None if the file cannot be parsed
    line: int | None = None  #: 1-based; None for the file
    span: Span | None = None  #: the selection

    @property
    def quoted_lines(self) -> tuple[int, int] | None:
        """The first and last selected line, 1-based; None if no code is selected."""
        parsed, span = self.parsed, self.span
        if parsed is None or span is None:
            return None
        selected = parsed.text.value[span.start : span.end].strip()
        if not selected or selected.isidentifier():  # Emacs sends the word at the cursor
            return None
        last = max(span.start, span.end - 1)  # a selection of whole lines ends on the next one
        return parsed.text.position(span.start)[0] + 1, parsed.text.position(last)[0] + 1

    @property
    def place(self) -> Place:
        """The innermost definition at the line, else the file, with the selected lines as quote."""
        parsed, line, quote = self.parsed, self.line, self.quoted_lines
        symbol = parsed.outline.at_line(line) if parsed and line else None
        first = quote[0] if quote else None
        if parsed is None or symbol is None:
            return Place(self.path, first, quote=quote)
        is_unique = len(parsed.outline.named(symbol.name)) == 1
        return Place(self.path, first if quote or is_unique else symbol.line, symbol.name, quote)

    @property
    def selected_code(self) -> str:
        """The selected lines as a Markdown code block; empty if there are none or too many."""
        lines, parsed = self.quoted_lines, self.parsed
        if lines is None or parsed is None or lines[1] - lines[0] >= SELECTION_LINES:
            return ""
        numbers = range(lines[0], lines[1] + 1)
        code = "\n".join(parsed.text.line(number - 1) for number in numbers)
        language = parsed.language.id if parsed.language else ""
        return f"```{language}\n{code}\n```" if "```" not in code else code


def target_at(
    path: str, parsed: Parsed, requested: Text, line: int, span: Span | None = None
) -> Target:
    """The target for a 0-based line or a span, in the text at the time of the request."""
    if requested.value != parsed.text.value:
        moved = _mapped_span(span or line_span(line, requested), requested, parsed.text)
        line = parsed.text.position(moved.start)[0]
        span = moved if span is not None else None
    return Target(path, parsed, line + 1, span)


def _mapped_span(span: Span, old: Text, new: Text) -> Span:
    """Maps a span from the old text to the new: through the edit if outside it, else by line."""
    edit = difference(old.value, new.value)
    if edit is None or edit.end <= span.start or span.end <= edit.start:
        return shifted_span(span, [edit] if edit else [])
    start = _mapped_offset(span.start, old, new)
    return Span(start, max(start, _mapped_offset(span.end, old, new)))


def _mapped_offset(offset: int, old: Text, new: Text) -> int:
    line, column = old.position(offset)
    new_line = map_line(old, new, line + 1) - 1
    return new.line_start(new_line) + min(column, len(new.line(new_line)))
