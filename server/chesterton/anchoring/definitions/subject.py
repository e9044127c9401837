"""`Subject`: a definition from before a change, to be located after it."""

from dataclasses import dataclass

from chesterton.anchoring.definitions.definition import Definition
from chesterton.model.anchor import Baseline
from chesterton.model.symbol import Symbol, SymbolKind
from chesterton.syntax.fragment import parse_fragment
from chesterton.syntax.language_rules import Language
from chesterton.syntax.outline import Parsed

Key = tuple[str, str, SymbolKind, int]
"""Path, qualified name, kind and ordinal: the identity of a definition on one side."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A definition before a change."""

    path: str
    name: str  #: qualified
    kind: SymbolKind
    ordinal: int
    definition: Definition | None  #: None if its source is unknown
    baseline_fingerprint: str | None = None  #: the fingerprint stored with an anchor

    @staticmethod
    def of(path: str, parsed: Parsed, symbol: Symbol) -> "Subject":
        """The subject for a symbol of a parsed file."""
        definition = Definition(path, symbol, parsed)
        return Subject(path, symbol.name, symbol.kind, symbol.ordinal, definition)

    @staticmethod
    def of_anchor(anchor: Baseline, language: Language | None) -> "Subject | None":
        """The subject for the symbol of an anchor, from its stored source; None for a file."""
        name, kind = anchor.symbol, anchor.symbol_kind
        if name is None or kind is None:
            return None
        fragment = None
        if anchor.source and language:
            fragment = parse_fragment(anchor.source, language, name, kind)
        definition = Definition(anchor.path, fragment[1], fragment[0], name) if fragment else None
        return Subject(anchor.path, name, kind, anchor.ordinal, definition, anchor.fingerprint)

    @property
    def key(self) -> Key:
        """The identity of the definition among all those before the change."""
        return self.path, self.name, self.kind, self.ordinal

    @property
    def last_name(self) -> str:
        """The name without its containers."""
        return self.name.rpartition(".")[2]

    def means_same_as(self, other: Definition) -> bool:
        """Whether `other` means the same: the text or the fingerprint is unchanged."""
        own = self.definition
        if own is not None and own.text == other.text:
            return True
        return other.fingerprint in {self.baseline_fingerprint, own and own.fingerprint}
