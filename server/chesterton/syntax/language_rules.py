"""The types that describe a language: how to outline and normalise its code."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.edits import Edit
from chesterton.syntax.pieces import FormNode


class Definition(NamedTuple):
    """A definition as read from one grammar node. Offsets are in bytes."""

    kind: SymbolKind
    name: str  #: without its containers; may hold a qualifier of its own, `Recv.Method`
    name_start: int
    name_end: int
    own_name_start: int  #: up to `own_end`: the text that a shape replaces by the own-name mark
    own_name_end: int
    is_container: bool = False
    has_no_members: bool = False  #: contains no other definitions
    is_declaration: bool = False  #: a forward declaration: the definition is elsewhere


class LocatedDefinition(NamedTuple):
    """A definition with its extent in the source. Offsets are in bytes."""

    definition: Definition
    start: int  #: including the comments above it
    code_start: int  #: up to `code_end`: the part that carries meaning
    code_end: int
    end: int

    def moved(self, shift: int) -> "LocatedDefinition":
        """The same definition, `shift` bytes later."""
        definition, start, code_start, code_end, end = self
        kind, name, name_start, name_end, own_start, own_end, *_ = definition
        return LocatedDefinition(
            Definition(
                kind,
                name,
                name_start + shift,
                name_end + shift,
                own_start + shift,
                own_end + shift,
                definition.is_container,
                definition.has_no_members,
                definition.is_declaration,
            ),
            start + shift,
            code_start + shift,
            code_end + shift,
            end + shift,
        )


Reader = Callable[[Node, bytes], Iterable[Definition]]
"""Maps a node and the source to the definitions that the node introduces."""

ITEM = "\0"
"""Precedes the name of an item of a list; an unnamed item has its 0-based position instead."""


class Scalar(NamedTuple):
    """A value in a configuration file, independent of its spelling."""

    kind: str  #: of the values that it may be equal to: "string", "number"...
    text: str  #: equal for equal values; a string is in single quotes
    word: str  #: as a note would write it


def unchanged(source: bytes, _edit: Edit | None) -> bytes:
    """The source as it is, for grammars that parse the whole language."""
    return source


def words(text: str) -> frozenset[str]:
    """The set of words in a text: node kinds, contexts or tokens."""
    return frozenset(text.split())


def braced(*keywords: str) -> Iterable[tuple[str, str]]:
    """Frames for a member of a container such as `class Till { ... }`; see `Language.frames`."""
    return ((f"{keyword} {{container}} {{\n", "\n}") for keyword in keywords)


class PlainSyntax(NamedTuple):
    """How to read a language that has no grammar. Offsets are in bytes."""

    definitions: Callable[[bytes], list[LocatedDefinition]]
    #: all definitions, outer before inner
    pieces: Callable[[bytes, LocatedDefinition], list[FormNode]]
    #: the normal form of one of them
    comments: Callable[[bytes], Iterable[tuple[int, int]]]
    #: all comments, in file order


class ExpandedNode(NamedTuple):
    """A node that replaces a shorthand from the source in a shape."""

    depth: int
    field: str
    kind: str
    is_leaf: bool  #: takes the text of the shorthand


class Scoping(NamedTuple):
    """Scoping rules: where names are bound, and how far they are visible.

    A context is written `kind.field`: the given field of a node of that kind. `kind.` is a child
    without a field, `kind.*` any child, and `kind.field:child` only a child of kind `child`.
    """

    names: frozenset[str]  #: leaves that may refer to a local
    not_names: frozenset[str] = frozenset()  #: contexts in which such a leaf is not a variable
    functions: frozenset[str] = frozenset()  #: nodes that open a function scope
    closures: frozenset[str] = frozenset()  #: like functions, for closures
    blocks: frozenset[str] = frozenset()  #: further nodes that open a block scope
    classes: frozenset[str] = frozenset()  #: nodes whose names are visible from outside
    binders: frozenset[str] = frozenset()  #: contexts that bind the names in them
    outward: frozenset[str] = frozenset()  #: binders that bind in the enclosing scope
    hoisting: frozenset[str] = frozenset()  #: statements that bind in the whole function
    late: frozenset[str] = frozenset()  #: binders whose names become visible after their node
    valued: frozenset[str] = frozenset()  #: binders visible after the `= value` that follows
    uses: frozenset[str] = frozenset()  #: kinds and contexts inside binders that bind nothing
    unbound: frozenset[str] = frozenset()  #: contexts of leaves inside binders that are uses
    keys: frozenset[str] = frozenset()  #: contexts of names that may be keys, see `key_owners`
    key_owners: frozenset[str] = frozenset()  #: first nodes of lists whose keys are variables
    prototypes: frozenset[str] = frozenset()  #: declarations whose parameter names are local
    paths: frozenset[str] = frozenset()  #: nodes that bind only if they are a single name
    outer: frozenset[str] = frozenset()  #: contexts evaluated in the enclosing scope
    named: frozenset[str] = frozenset()  #: binders whose names callers may use
    unnamed: frozenset[str] = frozenset()  #: nodes within these whose names callers cannot use
    positional: str = ""  #: a node that makes the preceding names positional-only
    releases: frozenset[str] = frozenset()  #: statements that make names non-local (`global`)
    labels: frozenset[str] = frozenset()  #: kinds and contexts of jump labels
    has_constant_patterns: bool = False  #: in patterns, a capitalised name is a constant
    reaching: frozenset[str] = frozenset()  #: binders that may assign a name of an outer scope
    is_sequential: bool = False  #: a name is visible only after its declaration
    is_rebinding: bool = False  #: redeclaring a name creates another variable


class Language(NamedTuple):
    """Everything that differs between languages."""

    id: str
    grammar: tuple[str, str]  #: module, and the function in it that returns the grammar
    definitions: Mapping[str, Reader]
    scoping: Scoping
    family: str = ""  #: shared by languages that code is migrated between
    plain: PlainSyntax | None = None  #: read without the grammar
    revision: int = 1  #: incremented when a rule change changes fingerprints

    parseable: Callable[[bytes, Edit | None], bytes] = unchanged
    #: rewrites what the grammar cannot parse, after an edit only near it; keeps offsets and lines
    patterns: Mapping[str, str] = {}
    #: queries for kinds of which most nodes define nothing
    functions: frozenset[str] = frozenset()  #: nodes whose variables are not definitions
    values: frozenset[str] = frozenset()
    #: definitions that, inside a function, count only if they contain a function or class
    wrappers: frozenset[str] = frozenset()  #: enclosing nodes that belong to a definition
    span_wrappers: frozenset[str] = frozenset()  #: like wrappers, for the span but not the meaning
    leading: frozenset[str] = frozenset()  #: preceding nodes that belong to a definition
    comments: frozenset[str] = frozenset({"comment"})

    roles: Mapping[str, Mapping[str, str]] = {}
    #: fields that the grammar does not assign, by parent kind and then by `child`,
    #: `sign child` (the sign or field last seen before it; `_` for any child) or `child sign`
    transparent: frozenset[str] = frozenset()  #: `kind` or `kind:child`: same as its only child
    flattened: frozenset[str] = frozenset()
    #: `parent.kind` of nodes whose children belong to the parent
    chains: Mapping[str, str] = {}
    #: kinds that form one flat list when joined by this sign, however they nest
    kept_parentheses: Mapping[str, str] = {}
    #: kinds of nodes in which parentheses count if they contain this text
    optional_blocks: frozenset[str] = frozenset()  #: contexts in which one statement needs no block
    semicolon_sensitive: frozenset[str] = (
        frozenset()
    )  #: transparent kinds, but not with a final semicolon
    requires_block: frozenset[str] = frozenset()  #: kinds that cannot occur there without a block
    dropped_if_empty: frozenset[str] = frozenset()  #: contexts of nodes that mean nothing if empty
    dropped: frozenset[str] = frozenset()  #: contexts, and kinds without a field, that mean nothing
    implied_keywords: frozenset[str] = frozenset()  #: keywords implied by their parent nodes
    aliases: Mapping[str, str] = {}
    #: kinds with the same meaning; `parent.kind` for one that differs there
    expansions: Mapping[str, tuple[ExpandedNode, ...]] = {}
    #: the long form of a leaf, by kind or context
    atomic: frozenset[str] = frozenset()  #: nodes treated as one leaf
    sigils: frozenset[str] = frozenset()  #: leaves whose name starts after `$`, `@` or `:`
    significant_punctuation: frozenset[str] = (
        frozenset()
    )  #: `kind.token`: punctuation that carries meaning there
    tuples: frozenset[str] = frozenset()  #: nodes in which a lone trailing comma makes a tuple
    strings: frozenset[str] = frozenset()
    interpolations: frozenset[str] = frozenset()  #: code inside strings
    concatenations: frozenset[str] = frozenset()  #: adjacent strings, concatenated
    has_string_addition: bool = False  #: `x + "a" + "b"` means the same as `x + "ab"`
    has_letter_prefixes: bool = False  #: string prefixes as in Python: r"", u"", in any case
    brace_format_strings: frozenset[str] = (
        frozenset()
    )  #: contexts of strings with variable names in braces
    has_dollar_names: bool = False  #: strings interpolate `$name` without grammar nodes
    leaf_strings: frozenset[str] = frozenset()  #: strings without nodes for their quotes
    has_implicit_string_text: bool = False  #: text between interpolations has no nodes
    raw_quotes: frozenset[str] = frozenset()  #: quotes in which backslashes are literal
    has_text_blocks: bool = False  #: triple-quoted text ignores indentation
    reflowable: frozenset[str] = frozenset()  #: text in which line breaks do not count
    unparsed_code: frozenset[str] = frozenset()  #: leaves that contain unparsed code
    numbers: frozenset[str] = frozenset()
    imports: frozenset[str] = frozenset()  #: statements whose order does not matter
    unordered: frozenset[str] = frozenset()  #: contexts whose nodes may come in any order
    has_docstrings: bool = False
    scalars: Mapping[str, Callable[[Node, bytes], Scalar]] = {}
    #: readers of the nodes that are values of a configuration file
    entries: frozenset[str] = frozenset()
    #: kinds that name a value, as the keys of a map do: their order does not matter
    line_limit: int = 0  #: lines above which the grammar fails; 0 if it does not

    calls: Mapping[str, str] = {}
    #: call nodes, and the field with the callee
    members: frozenset[str] = frozenset()  #: contexts of a member name after its object
    self_names: frozenset[str] = frozenset({"self", "this", "super"})  #: names of a method's object
    receiver: str = ""  #: context in which a method declares its receiver
    is_receiver_implicit: bool = False  #: methods call their siblings by the bare name
    parse_wrappers: tuple[tuple[str, str], ...] = (("", ""),)
    #: text to put before and after the source of one definition so that it parses alone;
    #: `{container}` is the name of its container

    @property
    def family_or_id(self) -> str:
        """The language's family, or else its id."""
        return self.family or self.id

    def may_define(self, kind: str) -> bool:
        """Whether nodes of this kind are definitions or may contain some."""
        return kind in self.definitions or kind in self.wrappers or kind in self.span_wrappers

    def __hash__(self) -> int:
        return hash(self.id)
