"""Parses text into an outline. Never raises; problems are reported in the outline."""

from chesterton.model.limits import FILE_LIMIT
from chesterton.model.symbol import Symbol
from chesterton.syntax.assemble import Shift, assemble, assemble_incrementally
from chesterton.syntax.collect import collect
from chesterton.syntax.edits import ByteChange
from chesterton.syntax.fingerprint import fingerprint
from chesterton.syntax.grammar import is_installed
from chesterton.syntax.incremental import collect_incrementally
from chesterton.syntax.language_rules import Language, LocatedDefinition
from chesterton.syntax.positions import ByteMap
from chesterton.syntax.shape import Shape
from chesterton.syntax.symbols import Outline
from chesterton.syntax.text import Text
from chesterton.syntax.tree import (
    Tree,
    parse_in_time,
    parse_source,
    reparse,
    source_of,
)

__all__ = ["Outline", "Parsed", "parse"]

_ERRORS = "syntax errors"

_KEPT_SHAPES = 8
"""Shapes cached per text: they take twenty times the memory of the source."""


class Parsed:
    """A parsed text with its outline. Shapes and fingerprints are computed on demand."""

    def __init__(
        self,
        text: Text,
        language: Language | None,
        outline: Outline,
        *,
        definitions: list[LocatedDefinition],
        tree: Tree | None,
        has_errors: bool,
        changed_indexes: frozenset[int] | None = None,
    ) -> None:
        self.text = text
        self.language = language
        self.outline = outline
        self.has_errors = has_errors
        #: if the definitions match those of the previous text one to one: the indexes of those
        #: whose source may have changed
        self.changed_indexes = changed_indexes
        self._found = definitions
        self._tree = tree
        self._shapes: dict[int, Shape] = {}
        self._fingerprints: dict[int, str] = {}

    def fingerprint(self, symbol: Symbol) -> str:
        """A hash that changes only if the meaning of the symbol does."""
        index = self.outline.index(symbol)
        if index not in self._fingerprints:
            shape = self.shape(symbol)
            self._fingerprints[index] = fingerprint(shape, shape.language)
        return self._fingerprints[index]

    def shape(self, symbol: Symbol) -> Shape:
        """The symbol's tree without layout, comments and local names."""
        index = self.outline.index(symbol)
        shape = self._shapes.get(index)
        if shape is None:
            shape = self._shapes[index] = self._shape(index)
            if len(self._shapes) > _KEPT_SHAPES:
                self._shapes.pop(next(iter(self._shapes)), None)
        return shape

    def source(self, symbol: Symbol) -> str:
        """The symbol's text, including the indentation of its first line."""
        start = self.text.line_start(symbol.first_line - 1)
        before = self.text.value[start : symbol.span.start]
        return self.text.value[symbol.span.start - len(before) * before.isspace() : symbol.span.end]

    def without_tree(self) -> "Parsed":
        """A copy without tree and shapes, which take 27 and 20 times the memory of the text."""
        return self._copy(None, {})

    def detached(self) -> "Parsed":
        """A copy that does not refer to the previously parsed text."""
        return self if self.changed_indexes is None else self._copy(self._tree, self._shapes)

    def _copy(self, tree: Tree | None, shapes: dict[int, Shape]) -> "Parsed":
        copy = Parsed(
            self.text,
            self.language,
            self.outline,
            definitions=self._found,
            tree=tree,
            has_errors=self.has_errors,
        )
        copy._shapes, copy._fingerprints = shapes, self._fingerprints
        return copy

    @property
    def has_tree(self) -> bool:
        """Whether the syntax tree is in memory."""
        return self._tree is not None

    def tree(self) -> Tree | None:
        """The syntax tree, parsed again if it was dropped; None without a grammar."""
        if self._tree is not None or self.language is None or self.language.plain:
            return self._tree
        return parse_source(source_of(self.text.value), self.language)

    def copy_fingerprints(self, previous: "Parsed") -> None:
        """Reuses the fingerprints of an earlier version for symbols whose source is unchanged."""
        for index, value in previous._fingerprints.items():  # noqa: SLF001 - the same class
            before = previous.outline.symbols[index]
            now = self.outline.find(*before.key)
            if now is not None and self.source(now) == previous.source(before):
                self._fingerprints[self.outline.index(now)] = value

    def _shape(self, index: int) -> Shape:
        from chesterton.syntax.shape_builder import (  # noqa: PLC0415 - 5 ms, not for an outline
            plain_shape,
            shape_of,
        )

        if self.language is not None and self.language.plain:
            return plain_shape(source_of(self.text.value), self.language, self._found[index])
        tree = self.tree()
        if tree is None or self.language is None:  # pragma: no cover - then there are no symbols
            raise KeyError(index)
        return shape_of(tree, self.language, self.outline, self._found, index)


def parse(text: Text | str, language: Language | None, previous: Parsed | None = None) -> Parsed:
    """Parses a text into its outline.

    If `previous`, an earlier version of the same document, is given, parses incrementally.
    """
    text = Text(text) if isinstance(text, str) else text
    if language is None:
        return _without_symbols(text, None, "unsupported language")
    if not is_installed(language):
        return _without_symbols(text, language, f"{language.grammar[0]} is not installed")
    source = source_of(text.value)
    if len(source) > FILE_LIMIT:
        return _without_symbols(text, language, f"longer than {FILE_LIMIT} bytes")
    if 0 < language.line_limit < text.line_count:
        return _without_symbols(text, language, f"more than {language.line_limit} lines")
    if language.plain:
        parsed: Parsed | None = _read_plainly(text, language, language.plain.definitions(source))
    else:
        parsed = _parsed_in_time(text, source, language, previous)
    if parsed is None:
        return _without_symbols(text, language, "takes too long to parse")
    if previous is not None and previous.language == language:
        parsed.copy_fingerprints(previous)
    return parsed


def _parsed_in_time(
    text: Text, source: bytes, language: Language, before: Parsed | None
) -> Parsed | None:
    if before is None or before._tree is None or before.language != language:  # noqa: SLF001
        tree = parse_in_time(source, language)
        return tree and _parse_fully(text, tree, language)
    reparsed = reparse(before._tree, source, language)  # noqa: SLF001
    return reparsed and _reparse(text, *reparsed, language, before)


def _read_plainly(text: Text, language: Language, found: list[LocatedDefinition]) -> Parsed:
    symbols, kept, problems = assemble(found, text, ByteMap(text.value))
    return Parsed(
        text,
        language,
        Outline(symbols, problems),
        definitions=kept,
        tree=None,
        has_errors=False,
    )


def _parse_fully(text: Text, tree: Tree, language: Language) -> Parsed:
    found = collect(tree.syntax.root_node, tree.source, language)
    return _assembled(text, tree, language, found)


def _assembled(
    text: Text, tree: Tree, language: Language, found: list[LocatedDefinition]
) -> Parsed:
    symbols, kept, problems = assemble(found, text, ByteMap(text.value))
    return _make_parsed(text, tree, language, Outline(symbols, problems), kept)


def _reparse(
    text: Text, tree: Tree, change: ByteChange, language: Language, before: Parsed
) -> Parsed:
    old = before._found  # noqa: SLF001
    is_complete = set(before.outline.parse_warnings) <= {_ERRORS}  # no definition was skipped
    update = collect_incrementally(old, tree, change, language) if is_complete else None
    if update is None:
        return _parse_fully(text, tree, language)
    shift = Shift(
        len(text.value) - len(before.text.value), text.line_count - before.text.line_count
    )
    symbols = assemble_incrementally(before.outline.symbols, old, update, text, tree.source, shift)
    if symbols is None:
        return _assembled(text, tree, language, update.definitions)
    near = frozenset([*update.enclosing_indexes, *update.new_indexes])
    return _make_parsed(text, tree, language, Outline(symbols), update.definitions, near)


def _make_parsed(
    text: Text,
    tree: Tree,
    language: Language,
    outline: Outline,
    found: list[LocatedDefinition],
    renewed: frozenset[int] | None = None,
) -> Parsed:
    has_errors = tree.syntax.root_node.has_error
    if has_errors:
        outline = Outline(outline.symbols, (*outline.parse_warnings, _ERRORS))
    return Parsed(
        text,
        language,
        outline,
        definitions=found,
        tree=tree,
        has_errors=has_errors,
        changed_indexes=renewed,
    )


def _without_symbols(text: Text, language: Language | None, problem: str) -> Parsed:
    return Parsed(
        text, language, Outline((), (problem,)), definitions=[], tree=None, has_errors=False
    )
