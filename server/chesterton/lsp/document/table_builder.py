"""Building the table of a document: parse, place, read the store and git. Runs in the executor.

Imports what is heavy, and is itself imported only after the editor has its answer to initialize.
"""

from collections.abc import Hashable
from dataclasses import dataclass

from chesterton.lsp.projects import Home
from chesterton.memory.margin.margin import Margin, read_margin
from chesterton.memory.margin.parsed_document import Parsed, Seen, dependencies, look, parse_typed
from chesterton.memory.margin.table import Table
from chesterton.memory.margin.table_rows import is_settled, table_of
from chesterton.memory.opening import Workspace
from chesterton.syntax.text import Text

OpenOne = tuple[Workspace, str, Parsed]
"""Another open document: its project, path and text as parsed."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is needed to make a table, as it was when it was ordered."""

    home: Home
    language_id: str
    text: Text
    previous: Parsed | None
    open_ones: tuple[OpenOne, ...]
    markers: tuple[str, ...]
    base: str | None  #: changes count from this commit instead of HEAD
    seen: Seen | None = None  #: when it last showed what its file holds

    @property
    def is_typed(self) -> bool:
        """Whether the text is another than the one before."""
        return self.previous is None or self.previous.text is not self.text


@dataclass(frozen=True, slots=True)
class Built:
    """A text as parsed, and its table."""

    parsed: Parsed
    table: Table
    margin: Margin
    seen: Seen | None
    state: Hashable  #: what besides the text it was made of
    is_settled: bool  #: every note surely stands where it is shown, and none is gone
    is_whole: bool = True  #: all of it was looked up, and not only what was typed


def build(order: Order, parsed: Parsed | None = None) -> Built:
    """The whole table of a document as it stands in the editor; `parsed` where that is known."""
    workspace, path, state = order.home.workspace, order.home.path, state_of(order)
    parsed = parsed or parsed_of(order)
    sight = look(workspace, path, order.text, order.seen, typed=order.is_typed)
    base = order.base or sight.base
    margin = read_margin(workspace, path, parsed, documents=others_of(order), base=base)
    table = table_of(workspace, margin, order.markers, base)
    is_sure = sight.base is None and is_settled(margin)
    return Built(parsed, table, margin, sight.seen, state, is_sure)


def state_of(order: Order) -> Hashable:
    """What a table is made of, besides the text and the other open documents."""
    home = order.home
    return (dependencies(home.workspace, home.path, order.base), order.markers)


def others_of(order: Order) -> dict[str, Parsed]:
    """The other open documents of the project, by path."""
    workspace = order.home.workspace
    return {path: parsed for home, path, parsed in order.open_ones if home is workspace}


def parsed_of(order: Order) -> Parsed:
    """The text as parsed."""
    if order.previous is not None and not order.is_typed:
        return order.previous
    home = order.home
    return parse_typed(home.workspace, home.path, order.text, order.language_id, order.previous)
