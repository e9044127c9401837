"""Symbols, the named definitions in source code: kinds, spans and identity."""

from enum import StrEnum
from typing import NamedTuple


class SymbolKind(StrEnum):
    """The kind of a definition, in terms common to all languages."""

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
    SETTING = "setting"
    STATEMENT = "statement"

    __hash__ = str.__hash__  # Enum's is slow Python code, and kinds are part of many keys


class Span(NamedTuple):
    """A half-open range of code-point offsets."""

    start: int
    end: int

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.start <= offset < self.end

    def touches(self, offset: int) -> bool:
        """Whether a cursor at `offset` is inside the span or at either edge."""
        return self.start <= offset <= self.end


class Symbol(NamedTuple):
    """A named definition. Within a file, it is identified by name, kind and ordinal."""

    name: str  #: qualified, separated by dots: `Class.method`; hidden characters are escaped
    kind: SymbolKind
    ordinal: int  #: 0-based position among definitions of the same name and kind in the file
    span: Span  #: the definition including decorators, attributes and doc comments
    name_span: Span
    line: int  #: 1-based line of the name
    first_line: int  #: 1-based line where `span` starts
    end_line: int  #: 1-based, inclusive
    parent: int | None = None  #: index of the enclosing symbol in the outline
    is_container: bool = False  #: class, module, impl: bodies of members are not part of it

    @property
    def key(self) -> tuple[str, SymbolKind, int]:
        """The identity within the file."""
        return (self.name, self.kind, self.ordinal)

    @property
    def last_name(self) -> str:
        """The unqualified name."""
        return self.name.rsplit(".", 1)[-1]


def location_text(path: str, symbol: str | None) -> str:
    """A code location in display form: `path::Qualified.name`, or `path`."""
    return f"{path}::{symbol}" if symbol else path
