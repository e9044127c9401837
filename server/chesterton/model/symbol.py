"""Symbols: the named definitions in source code."""

from enum import StrEnum
from typing import NamedTuple


class SymbolKind(StrEnum):
    """What a definition is, in the words shared by all languages."""

    FUNCTION = "function"
    METHOD = "method"
    CLASS = "class"
    INTERFACE = "interface"
    TRAIT = "trait"
    STRUCT = "struct"
    ENUM = "enum"
    UNION = "union"
    IMPL = "impl"
    NAMESPACE = "namespace"
    TYPE = "type"
    CONSTANT = "constant"
    VARIABLE = "variable"
    FIELD = "field"
    MACRO = "macro"

    __hash__ = str.__hash__  # that of an Enum is written in Python, and kinds are in many keys


class Span(NamedTuple):
    """A half-open range of code-point offsets."""

    start: int
    end: int

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.start <= offset < self.end

    def touches(self, offset: int) -> bool:
        """Whether a caret at `offset` stands inside or at either edge."""
        return self.start <= offset <= self.end


class Symbol(NamedTuple):
    """A named definition. Identity within a file is (name, kind, ordinal)."""

    name: str  #: qualified, separated by dots: `Class.method`
    kind: SymbolKind
    ordinal: int  #: 0-based position among definitions of the same name and kind in the file
    span: Span  #: the whole definition with its decorators, attributes and doc comments
    name_span: Span
    line: int  #: 1-based line of the name
    first_line: int  #: 1-based line on which `span` starts
    end_line: int  #: 1-based, inclusive
    parent: int | None = None  #: index of the enclosing symbol in the outline
    is_container: bool = False  #: its members' bodies are not its own (class, module, impl)

    @property
    def key(self) -> tuple[str, SymbolKind, int]:
        """Identity within the file."""
        return (self.name, self.kind, self.ordinal)

    @property
    def last_name(self) -> str:
        """The name without its containers."""
        return self.name.rsplit(".", 1)[-1]


def written(path: str, symbol: str | None) -> str:
    """The way a place is written for people: `path::Qualified.name`, or `path`."""
    return f"{path}::{symbol}" if symbol else path
