"""A definition on one side of a change, with the features that are compared.

The features come from the text rather than the syntax tree: they work the same in every language,
survive syntax errors, and cost a tenth as much. Only the fingerprint needs the tree.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from pathlib import PurePosixPath

from chesterton.model.symbol import Symbol, SymbolKind
from chesterton.syntax.outline import Parsed

OWN_NAME = "@"
"""Stands for the definition's own name wherever it is written."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD_OF_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_CALLEE = re.compile(r"(\w+)\s*\(")
_LITERAL = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|\b\d[\w.]*")
_MEMBER = re.compile(r"(?:\.|->|::)\s*([^\W\d]\w*)")
_PARAMETERS = re.compile(
    r"\s*(?:[<\[][^()]*[>\]])?\s*[=:]?\s*\w*\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)"
)
_STRING = r"(\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
_SLASHED = r"/\*.*?\*/|//[^\n]*"
_HASHED = r"\"\"\".*?\"\"\"|\'\'\'.*?\'\'\'"
_COMMENTS = {
    "python": re.compile(rf"{_HASHED}|{_STRING}|\#[^\n]*", re.DOTALL),
    "ruby": re.compile(rf"{_STRING}|\#[^\n]*", re.DOTALL),
    "bash": re.compile(rf"{_STRING}|(?<![^\s;])\#[^\n]*", re.DOTALL),  # `$#` is none
    "php": re.compile(rf"{_STRING}|{_SLASHED}|\#(?!\[)[^\n]*", re.DOTALL),  # `#[` is none
    "lua": re.compile(rf"{_STRING}|--\[\[.*?\]\]|--[^\n]*", re.DOTALL),
}
_SLASH_COMMENT = re.compile(rf"{_STRING}|{_SLASHED}", re.DOTALL)
_WORD = re.compile(r"\w+")
_DEFAULT_EXPORTS = frozenset({"exports", "default"})
_CONSTRUCTORS = {  # by language, or family of languages
    "python": "__init__",
    "php": "__construct",
    "javascript": "constructor",
    "ruby": "initialize",
    "swift": "init",
}
_MODIFIERS = frozenset({"final", "const"})


class Definition:
    """A named definition in a file, with facts worked out when they are first asked for."""

    def __init__(self, path: str, symbol: Symbol, parsed: Parsed, name: str | None = None) -> None:
        self.path = path
        self.symbol = symbol
        self.parsed = parsed
        self.name = name or symbol.name  #: qualified; given where only a fragment was parsed

    @cached_property
    def last_name(self) -> str:
        """The name without its containers."""
        return self.symbol.last_name

    @cached_property
    def called(self) -> str:
        """What people call it: a file's default export goes by the name of the file."""
        if self.container or self.last_name not in _DEFAULT_EXPORTS:
            return self.last_name
        path = PurePosixPath(self.path)
        return path.parent.name if path.stem == "index" else path.stem

    @property
    def is_constructor(self) -> bool:
        """Whether it makes objects of what it stands in."""
        language = self.parsed.language
        own = _CONSTRUCTORS.get(language.kin) if language else None
        return bool(self.container) and self.last_name == own

    @cached_property
    def container(self) -> str:
        """The qualified name of what it stands in; empty at the top of a file."""
        return self.name.rpartition(".")[0]

    @cached_property
    def family(self) -> str:
        """Kinds that turn into each other: a function into a method, a class into an interface."""
        return _FAMILIES.get(self.symbol.kind, "value")

    @cached_property
    def text(self) -> str:
        """Its source, with decorators and the comment above it."""
        span = self.symbol.span
        return self.parsed.text.value[span.start : span.end]

    @cached_property
    def fingerprint(self) -> str:
        """What stays the same while it means the same."""
        return self.parsed.fingerprint(self.symbol)

    @cached_property
    def _parts(self) -> tuple[str, str]:
        """Code, and the prose of comments and docstrings."""
        language = self.parsed.language
        comment = _COMMENTS.get(language.id if language else "", _SLASH_COMMENT)
        prose: list[str] = []

        def keep(match: re.Match[str]) -> str:
            if match[1]:
                return match[1]
            prose.append(match[0])
            return " "

        code = comment.sub(keep, self.text)
        return code, " ".join(prose)

    @property
    def code(self) -> str:
        """Its source without comments and docstrings."""
        return self._parts[0]

    @cached_property
    def prose(self) -> frozenset[str]:
        """The words of its comments and docstrings."""
        return frozenset(_WORD.findall(self._parts[1]))

    @cached_property
    def tokens(self) -> list[str]:
        """Words and signs of the code, its own name replaced."""
        own = self.last_name
        return [OWN_NAME if token == own else token for token in _TOKEN.findall(self.code)]

    @cached_property
    def words(self) -> Mapping[str, int]:
        """How often each word and number is written, its own name left out."""
        words = Counter(_WORD.findall(self.code))
        del words[self.last_name]
        return words

    @cached_property
    def callees(self) -> frozenset[str]:
        """Names written before an opening parenthesis."""
        return frozenset(_CALLEE.findall(self.code)) - {self.last_name}

    @cached_property
    def literals(self) -> frozenset[str]:
        """Strings and numbers."""
        return frozenset(_LITERAL.findall(self.code))

    @cached_property
    def lasting_words(self) -> Mapping[str, int]:
        """Names of members, which no renaming of locals changes; without its own name."""
        words = Counter(_MEMBER.findall(_LITERAL.sub('""', self.code)))
        del words[self.last_name]
        return words

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The words between the first parentheses after its name, types among them."""
        return tuple(_WORD.findall(self._parameter_list))

    @cached_property
    def _parameter_list(self) -> str:
        after = self.symbol.name_span.end
        found = _PARAMETERS.match(self.parsed.text.value, after, self.symbol.span.end)
        return found[1] if found else ""

    @cached_property
    def types(self) -> tuple[tuple[str, ...], ...]:
        """The parameters without their names: by these overloads are told apart."""
        return tuple(map(_type_of, self._parameter_list.split(",")))

    @cached_property
    def plain_name(self) -> str:
        """What it is called without what only its style decides."""
        return self.called.lower().replace("_", "")

    @cached_property
    def name_words(self) -> frozenset[str]:
        """`chargeCard` and `charge_card` are charge and card."""
        words = _WORD_OF_NAME.findall(self.called)
        return frozenset(word.lower() for word in words) or frozenset({self.called})

    @cached_property
    def member_names(self) -> frozenset[str]:
        """The last names of the definitions directly inside it."""
        children = self.parsed.outline.children(self.symbol)
        return frozenset(child.last_name for child in children)

    @cached_property
    def neighbours(self) -> tuple[str, str]:
        """The last names of the definitions before and after it in the same container."""
        outline = self.parsed.outline
        row = outline.children(outline.parent(self.symbol))
        at = next((index for index, one in enumerate(row) if one.key == self.symbol.key), 0)
        before = row[at - 1].last_name if at else ""
        after = row[at + 1].last_name if at + 1 < len(row) else ""
        return before, after


def _type_of(parameter: str) -> tuple[str, ...]:
    """What stands after a colon, or before the name; the name itself where there is no type."""
    told = parameter.partition("=")[0]
    name, colon, kind = told.partition(":")
    words = [word for word in _WORD.findall(kind or name) if word not in _MODIFIERS]
    return tuple(words if colon else words[:-1] or words)


_FAMILIES = {
    SymbolKind.FUNCTION: "function",
    SymbolKind.METHOD: "function",
    SymbolKind.MACRO: "function",
    SymbolKind.CLASS: "type",
    SymbolKind.INTERFACE: "type",
    SymbolKind.TRAIT: "type",
    SymbolKind.STRUCT: "type",
    SymbolKind.ENUM: "type",
    SymbolKind.UNION: "type",
    SymbolKind.TYPE: "type",
    SymbolKind.IMPL: "impl",
    SymbolKind.NAMESPACE: "namespace",
}
