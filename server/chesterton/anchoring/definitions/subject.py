"""The definition to be placed, as it was before the change."""

from dataclasses import dataclass

from chesterton.anchoring.definitions.definition import Definition
from chesterton.model.anchor import Vouched
from chesterton.model.symbol import Symbol, SymbolKind
from chesterton.syntax.fragment import parse_fragment
from chesterton.syntax.language_rules import Language
from chesterton.syntax.outline import Parsed

Key = tuple[str, str, SymbolKind, int]
"""Path, qualified name, kind and ordinal: identity among all definitions of one state."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A definition before a change."""

    path: str
    name: str  #: qualified
    kind: SymbolKind
    ordinal: int
    definition: Definition | None  #: None where its source is not known
    vouched: str | None = None  #: the fingerprint stored with an anchor

    @staticmethod
    def of(path: str, parsed: Parsed, symbol: Symbol) -> "Subject":
        """A symbol of a file that is at hand."""
        definition = Definition(path, symbol, parsed)
        return Subject(path, symbol.name, symbol.kind, symbol.ordinal, definition)

    @staticmethod
    def of_anchor(anchor: Vouched, language: Language | None) -> "Subject | None":
        """What an anchor was linked to, from what is stored with it; None for a file."""
        name, kind = anchor.symbol, anchor.symbol_kind
        if name is None or kind is None:
            return None
        found = None
        if anchor.source and language:
            found = parse_fragment(anchor.source, language, name, kind)
        definition = Definition(anchor.path, found[1], found[0], name) if found else None
        return Subject(anchor.path, name, kind, anchor.ordinal, definition, anchor.fingerprint)

    @property
    def key(self) -> Key:
        """Identity among all definitions before the change."""
        return self.path, self.name, self.kind, self.ordinal

    @property
    def last_name(self) -> str:
        """The name without its containers."""
        return self.name.rpartition(".")[2]

    def means(self, other: Definition) -> bool:
        """Whether `other` means the same: its text or its fingerprint did not change."""
        mine = self.definition
        if mine is not None and mine.text == other.text:
            return True
        return other.fingerprint in {self.vouched, mine and mine.fingerprint}
