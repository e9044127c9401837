"""Parses text into an outline. Never raises: the outline lists the problems."""

from chesterton.model.limits import FILE_LIMIT
from chesterton.model.symbol import Symbol
from chesterton.syntax.assemble import Moved, assemble, assemble_again
from chesterton.syntax.collect import Found, collect
from chesterton.syntax.fingerprint import fingerprint
from chesterton.syntax.grammar import is_installed
from chesterton.syntax.incremental import collect_again
from chesterton.syntax.language_rules import Language
from chesterton.syntax.positions import ByteMap
from chesterton.syntax.shape import Shape
from chesterton.syntax.shape_builder import shape_of
from chesterton.syntax.symbols import Outline
from chesterton.syntax.text import Text
from chesterton.syntax.tree import (
    Change,
    Tree,
    parse_again,
    parse_in_time,
    parse_source,
    source_of,
)

__all__ = ["Outline", "Parsed", "parse"]

_ERRORS = "syntax errors"

_KEPT_SHAPES = 32
"""Shapes kept of one text: they take twenty times the memory of the source."""


class Parsed:
    """A text with its definitions. Shapes and fingerprints are worked out when asked for."""

    def __init__(
        self,
        text: Text,
        language: Language | None,
        outline: Outline,
        *,
        found: list[Found],
        tree: Tree | None,
        has_errors: bool,
        renewed: frozenset[int] | None = None,
    ) -> None:
        self.text = text
        self.language = language
        self.outline = outline
        self.has_errors = has_errors
        #: where the definitions are those of the text parsed before, one by one: the positions of
        #: those that may read differently now
        self.renewed = renewed
        self._found = found
        self._tree = tree
        self._shapes: dict[int, Shape] = {}
        self._fingerprints: dict[int, str] = {}

    def fingerprint(self, symbol: Symbol) -> str:
        """What stays the same while the symbol means the same."""
        index = self.outline.index(symbol)
        if index not in self._fingerprints:
            shape = self.shape(symbol)
            self._fingerprints[index] = fingerprint(shape, shape.language)
        return self._fingerprints[index]

    def shape(self, symbol: Symbol) -> Shape:
        """The symbol without layout, comments and local names."""
        index = self.outline.index(symbol)
        shape = self._shapes.get(index)
        if shape is None:
            shape = self._shapes[index] = self._shape(index)
            if len(self._shapes) > _KEPT_SHAPES:
                self._shapes.pop(next(iter(self._shapes)), None)
        return shape

    def source(self, symbol: Symbol) -> str:
        """The symbol's text, with the white space that its first line starts with."""
        start = self.text.line_start(symbol.first_line - 1)
        before = self.text.value[start : symbol.span.start]
        return self.text.value[symbol.span.start - len(before) * before.isspace() : symbol.span.end]

    def light(self) -> "Parsed":
        """The same without its tree, which takes 27 times the memory of the text."""
        return self._copy(None)

    def alone(self) -> "Parsed":
        """The same without what it says of the text that was parsed before it."""
        return self if self.renewed is None else self._copy(self._tree)

    def _copy(self, tree: Tree | None) -> "Parsed":
        copy = Parsed(
            self.text,
            self.language,
            self.outline,
            found=self._found,
            tree=tree,
            has_errors=self.has_errors,
        )
        copy._shapes, copy._fingerprints = self._shapes, self._fingerprints
        return copy

    @property
    def has_tree(self) -> bool:
        """Whether its tree is in memory."""
        return self._tree is not None

    def tree(self) -> Tree | None:
        """The syntax tree, made again where it was let go; None without a language."""
        if self._tree is not None or self.language is None:
            return self._tree
        return parse_source(source_of(self.text.value), self.language)

    def learn(self, previous: "Parsed") -> None:
        """Takes over what an earlier state of the document knew of symbols that read the same."""
        for index, known in previous._fingerprints.items():  # noqa: SLF001 - the same class
            before = previous.outline.symbols[index]
            now = self.outline.find(*before.key)
            if now is not None and self.source(now) == previous.source(before):
                self._fingerprints[self.outline.index(now)] = known

    def _shape(self, index: int) -> Shape:
        tree = self.tree()
        if tree is None or self.language is None:  # pragma: no cover - then there are no symbols
            raise KeyError(index)
        return shape_of(tree, self.language, self.outline, self._found, index)


def parse(text: Text | str, language: Language | None, previous: Parsed | None = None) -> Parsed:
    """The definitions of a text.

    With the `previous` state of the same document only what changed is parsed and looked at.
    """
    text = Text(text) if isinstance(text, str) else text
    if language is None:
        return _without_symbols(text, None, "unsupported language")
    if not is_installed(language):
        return _without_symbols(text, language, f"{language.grammar[0]} is not installed")
    source = source_of(text.value)
    if len(source) > FILE_LIMIT:
        return _without_symbols(text, language, f"longer than {FILE_LIMIT} bytes")
    parsed = _parsed_in_time(text, source, language, previous)
    if parsed is None:
        return _without_symbols(text, language, "takes too long to parse")
    if previous is not None and previous.language == language:
        parsed.learn(previous)
    return parsed


def _parsed_in_time(
    text: Text, source: bytes, language: Language, before: Parsed | None
) -> Parsed | None:
    if before is None or before._tree is None or before.language != language:  # noqa: SLF001
        tree = parse_in_time(source, language)
        return tree and _anew(text, tree, language)
    again = parse_again(before._tree, source, language)  # noqa: SLF001
    return again and _again(text, *again, language, before)


def _anew(text: Text, tree: Tree, language: Language) -> Parsed:
    found = collect(tree.syntax.root_node, tree.source, language)
    return _assembled(text, tree, language, found)


def _assembled(text: Text, tree: Tree, language: Language, found: list[Found]) -> Parsed:
    symbols, kept, problems = assemble(found, text, ByteMap(text.value))
    return _parsed(text, tree, language, Outline(symbols, problems), kept)


def _again(text: Text, tree: Tree, change: Change, language: Language, before: Parsed) -> Parsed:
    known = before._found  # noqa: SLF001
    whole = set(before.outline.problems) <= {_ERRORS}  # nothing was left out
    renewed = collect_again(known, tree, change, language) if whole else None
    if renewed is None:
        return _anew(text, tree, language)
    moved = Moved(
        len(text.value) - len(before.text.value), text.line_count - before.text.line_count
    )
    symbols = assemble_again(before.outline.symbols, known, renewed, text, tree.source, moved)
    if symbols is None:
        return _assembled(text, tree, language, renewed.found)
    near = frozenset([*renewed.around, *renewed.inside])
    return _parsed(text, tree, language, Outline(symbols), renewed.found, near)


def _parsed(
    text: Text,
    tree: Tree,
    language: Language,
    outline: Outline,
    found: list[Found],
    renewed: frozenset[int] | None = None,
) -> Parsed:
    has_errors = tree.syntax.root_node.has_error
    if has_errors:
        outline = Outline(outline.symbols, (*outline.problems, _ERRORS))
    return Parsed(
        text, language, outline, found=found, tree=tree, has_errors=has_errors, renewed=renewed
    )


def _without_symbols(text: Text, language: Language | None, problem: str) -> Parsed:
    return Parsed(text, language, Outline((), (problem,)), found=[], tree=None, has_errors=False)
