"""Builds the note table of a document from its text, the store and git. Runs in a worker thread.

Imported only after the initialize response, because its own imports are heavy.
"""

from collections.abc import Hashable, Mapping
from typing import NamedTuple, Self

from chesterton.lsp.projects import ProjectFile
from chesterton.memory.margin.margin import Margin, MarginReader
from chesterton.memory.margin.parsed_document import (
    Parsed,
    SeenContent,
    check_buffer,
    margin_cache_key,
    parse_typed,
)
from chesterton.memory.margin.table import Table
from chesterton.memory.margin.table_rows import is_settled, table_of
from chesterton.syntax.text import Edit, Text


class BuildInput(NamedTuple):
    """The immutable inputs of a table build."""

    home: ProjectFile
    language_id: str
    text: Text
    previous: Parsed | None
    others: Mapping[str, Parsed]  #: the other open documents of the project, by path
    markers: tuple[str, ...]
    base: str | None  #: commit to compare with instead of HEAD
    opened: Text  #: the text with which the document was opened
    seen: SeenContent | None = None  #: when the text last equalled the file on disk

    @property
    def is_decoded_otherwise(self) -> bool:
        """Whether the text to parse differs from the text in the editor."""
        return self.seen is not None and self.seen.decoding is not None

    @property
    def is_edited(self) -> bool:
        """Whether the text was edited since the previous build."""
        return self.previous is None or self.previous.text is not self.text


class TableBuild(NamedTuple):
    """The result of a table build: the parsed text and its table."""

    parsed: Parsed
    table: Table
    margin: Margin
    seen: SeenContent | None
    input_fingerprint: Hashable  #: fingerprint of the inputs other than the text
    is_settled: bool  #: every note's placement is certain and none is missing
    is_as_on_disk: bool  #: the text equalled the file
    change_token: Hashable  #: of the project, before the table was built
    is_full: bool = True  #: built in full rather than updated incrementally

    def without_tree(self) -> Self:
        """The same build without the syntax tree, which takes 27 times the memory of the text."""
        parsed = self.parsed.without_tree()
        return self._replace(parsed=parsed, margin=self.margin._replace(parsed=parsed))


def build(inputs: BuildInput, parsed: Parsed | None = None) -> TableBuild:
    """The full table for a document's current text, parsed here unless `parsed` is given."""
    workspace, path, state = inputs.home.workspace, inputs.home.path, input_fingerprint(inputs)
    token = workspace.change_token()
    sight = check_buffer(
        workspace, path, inputs.text, inputs.seen, typed=inputs.is_edited, opened=inputs.opened
    )
    edits: list[Edit] = []
    if sight.seen and sight.seen.decoding:
        text, edits = sight.seen.decoding.as_on_disk(inputs.text)
        parsed = parse_typed(workspace, path, text, inputs.language_id, None)
    parsed = parsed or parsed_of(inputs)
    base = inputs.base or sight.base
    margin = MarginReader(workspace, path, parsed, inputs.others, base).margin()
    table = table_of(workspace, margin, inputs.markers, base).shifted(edits)
    is_certain = sight.base is None and is_settled(margin)
    return TableBuild(
        parsed, table, margin, sight.seen, state, is_certain, sight.is_as_on_disk, token
    )


def input_fingerprint(order: BuildInput) -> Hashable:
    """A fingerprint of a table's inputs, except for the text and other open documents."""
    home = order.home
    return (margin_cache_key(home.workspace, home.path, order.base), order.markers)


def parsed_of(order: BuildInput) -> Parsed:
    """The parsed text, reusing the previous parse tree if there is one."""
    if order.previous is not None and not order.is_edited:
        return order.previous
    home = order.home
    return parse_typed(home.workspace, home.path, order.text, order.language_id, order.previous)
