"""Schema of the per-language rules for outlines and normal forms, as pure data."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind


class Definition(NamedTuple):
    """A definition as one node of the grammar tells it. Offsets are bytes."""

    kind: SymbolKind
    name: str  #: without its containers; may hold a qualifier of its own, `Recv.Method`
    name_start: int
    name_end: int
    own_start: int  #: with `own_end`: what a shape replaces by the symbol's own name
    own_end: int
    is_container: bool = False
    is_closed: bool = False  #: no other definition stands in it
    is_declaration: bool = False  #: tells of a definition that is elsewhere


Reader = Callable[[Node, bytes], Iterable[Definition]]
"""The definitions that a node makes, from the node and the source."""


class Part(NamedTuple):
    """A node that a shape has where the source uses a shorter form."""

    depth: int
    field: str
    kind: str
    is_leaf: bool  #: it takes the text of the short form


@dataclass(frozen=True, slots=True)
class Scoping:
    """Where names are bound and how far they are known.

    A context is written `kind.field`, the field of a node of that kind; `kind.` is a child without
    a field, `kind.*` any child; `kind.field:child` only a child of that kind.
    """

    names: frozenset[str]  #: leaves that may stand for a local
    not_names: frozenset[str] = frozenset()  #: contexts in which such a leaf is no variable
    functions: frozenset[str] = frozenset()  #: nodes whose names are their own
    closures: frozenset[str] = frozenset()  #: as functions, for less than a whole function
    blocks: frozenset[str] = frozenset()  #: further nodes around which a name is not known
    classes: frozenset[str] = frozenset()  #: nodes whose names are seen from outside
    binders: frozenset[str] = frozenset()  #: contexts that bind the names in them
    outward: frozenset[str] = frozenset()  #: binders for the scope around their node
    hoisting: frozenset[str] = frozenset()  #: statements whose names the whole function knows
    late: frozenset[str] = frozenset()  #: binders whose names are known after their node only
    valued: frozenset[str] = frozenset()  #: binders known after the `= value` that follows them
    uses: frozenset[str] = frozenset()  #: kinds and contexts inside binders that bind nothing
    unbound: frozenset[str] = frozenset()  #: contexts of leaves inside binders that are only used
    keys: frozenset[str] = frozenset()  #: contexts of names that are variables only where
    key_owners: frozenset[str] = frozenset()  #: the node around their list starts with such a node
    prototypes: frozenset[str] = frozenset()  #: definitions whose names are their own
    paths: frozenset[str] = frozenset()  #: nodes that bind only where they are a single name
    outer: frozenset[str] = frozenset()  #: contexts that are read in the scope around
    named: frozenset[str] = frozenset()  #: binders whose names callers may write
    unnamed: frozenset[str] = frozenset()  #: nodes within these whose names callers cannot write
    positional: str = ""  #: a node before which no name can be written by callers
    releases: frozenset[str] = frozenset()  #: statements that make names non-local (`global`)
    labels: frozenset[str] = frozenset()  #: kinds and contexts of jump labels
    has_constant_patterns: bool = False  #: in patterns, a capital letter starts a constant
    reaching: frozenset[str] = frozenset()  #: binders of names that a scope around may have
    is_sequential: bool = False  #: a name is known only after its declaration
    is_rebinding: bool = False  #: declaring a name again makes another variable


@dataclass(frozen=True, slots=True)
class Language:
    """All that differs from one language to the next."""

    id: str
    extensions: tuple[str, ...]
    grammar: tuple[str, str]  #: module, and its function that returns the grammar
    definitions: Mapping[str, Reader]
    scoping: Scoping
    family: str = ""  #: shared by languages between which a migration moves code
    lsp_ids: tuple[str, ...] = ()  #: how editors call it, where not `id` alone
    file_names: tuple[str, ...] = ()
    revision: int = 1  #: counts the changes of this table that change fingerprints

    patterns: Mapping[str, str] = field(default_factory=dict)
    #: queries for kinds of which most nodes define nothing
    functions: frozenset[str] = frozenset()  #: nodes whose variables are no definitions
    values: frozenset[str] = frozenset()
    #: definitions that in a function make none unless a function or class stands in them
    wrappers: frozenset[str] = frozenset()  #: nodes around a definition that belong to it
    groups: frozenset[str] = frozenset()  #: as wrappers, for the span but not for the meaning
    leading: frozenset[str] = frozenset()  #: nodes before a definition that belong to it
    comments: frozenset[str] = frozenset({"comment"})

    roles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: fields that the grammar does not tell, by the node around and in it the `child`, the
    #: `sign child` (with the sign or field last seen before it; `_` for any child) or the
    #: `child sign`
    transparent: frozenset[str] = frozenset()  #: `kind` or `kind:child`: means just its only child
    flat: frozenset[str] = frozenset()
    #: `around.kind` of nodes whose children belong to the node around them
    chains: Mapping[str, str] = field(default_factory=dict)
    #: kinds that are one list where they have this sign, however they are nested
    kept_parentheses: Mapping[str, str] = field(default_factory=dict)
    #: kinds of nodes in which parentheses count, if they hold this text
    optional_blocks: frozenset[str] = frozenset()  #: contexts in which one statement needs none
    semicolons: frozenset[str] = frozenset()  #: of the transparent, not with a final semicolon
    never_bare: frozenset[str] = frozenset()  #: kinds that cannot stand there without a block
    empties: frozenset[str] = frozenset()  #: contexts of nodes that mean nothing when empty
    dropped: frozenset[str] = frozenset()  #: kinds without a field, and contexts, without meaning
    dropped_signs: frozenset[str] = frozenset()  #: words that the nodes around them tell
    aliases: Mapping[str, str] = field(default_factory=dict)
    #: kinds that mean the same; `around.kind` for one that means another thing there
    expansions: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    #: what a leaf stands for, by kind or context
    solid: frozenset[str] = frozenset()  #: nodes taken as one leaf
    sigils: frozenset[str] = frozenset()  #: leaves whose name starts after `$`, `@` or `:`
    kept: frozenset[str] = frozenset()  #: `kind.token`: punctuation that carries meaning there
    tuples: frozenset[str] = frozenset()  #: nodes in which a lone trailing comma makes a tuple
    strings: frozenset[str] = frozenset()
    interpolations: frozenset[str] = frozenset()  #: code inside strings
    concatenations: frozenset[str] = frozenset()  #: strings side by side
    has_sums_of_texts: bool = False  #: whatever stands before `+ "a" + "b"` may as well add "ab"
    has_letter_prefixes: bool = False  #: strings as in Python: r"", u"", in any case
    formats: frozenset[str] = frozenset()  #: contexts of strings that name variables in braces
    has_dollar_names: bool = False  #: strings may name variables in a way the grammar misses
    bare_strings: frozenset[str] = frozenset()  #: of them, those without nodes for the quotes
    has_textless_strings: bool = False  #: the text around code in strings has no nodes
    raw_quotes: frozenset[str] = frozenset()  #: within these, backslashes mean themselves
    has_text_blocks: bool = False  #: between three quotes, indentation does not count
    flowing: frozenset[str] = frozenset()  #: text in which line breaks do not count
    raw: frozenset[str] = frozenset()  #: leaves that hold unparsed code
    numbers: frozenset[str] = frozenset()
    imports: frozenset[str] = frozenset()  #: statements whose order does not matter
    unordered: frozenset[str] = frozenset()  #: contexts whose nodes may stand in any order
    has_docstrings: bool = False

    calls: Mapping[str, str] = field(default_factory=dict)
    #: nodes that call, and the field with what is called
    members: frozenset[str] = frozenset()  #: contexts of a member's name after its owner
    selves: frozenset[str] = frozenset({"self", "this", "super"})  #: how a method calls its owner
    receiver: str = ""  #: context in which a method names its owner
    is_receiver_implicit: bool = False  #: a method calls its sibling by the bare name
    frames: tuple[tuple[str, str], ...] = (("", ""),)
    #: text before and after the source of one definition with which it can be parsed alone;
    #: `{container}` is the name of what it stands in

    @property
    def kin(self) -> str:
        """Its family, or itself where it is of none."""
        return self.family or self.id

    def may_define(self, kind: str) -> bool:
        """Whether nodes of this kind are definitions, or stand around some."""
        return kind in self.definitions or kind in self.wrappers or kind in self.groups

    def __hash__(self) -> int:
        return hash(self.id)
