"""A definition on one side of a change, with lazily computed properties for comparing it.

The properties are computed from the text rather than the syntax tree, so they work the same in
every language, survive syntax errors, and cost a tenth as much. Only the fingerprint needs the
tree.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import PurePosixPath

from chesterton.anchoring.text.keywords import keywords
from chesterton.model.symbol import Symbol, SymbolKind
from chesterton.syntax.outline import Parsed

OWN_NAME_MARK = "@"
"""Placeholder for the definition's own name in its tokens."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD_OF_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_CALLEE = re.compile(r"(\w+)\s*\(")
_LITERAL = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|\b\d[\w.]*")
_MEMBER = re.compile(r"(?:\.|->|::)\s*([^\W\d]\w*)")
_PARAMETERS = re.compile(
    r"\s*(?:[<\[][^()]*[>\]])?\s*[=:]?\s*\w*\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)"
)
_COLON = re.compile(r"(?<!:):(?!:)")
"""The colon between a parameter and its type, but not the `::` of a C++ qualified name."""

_BODY = re.compile(r"\{|:\s*\n|=|\n")
"""The start of a body."""

_STRING = r"(\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
_SLASHED = r"/\*.*?\*/|//[^\n]*"
_HASHED = r"\"\"\".*?\"\"\"|\'\'\'.*?\'\'\'"
_COMMENTS = {
    "python": rf"{_HASHED}|{_STRING}|\#[^\n]*",
    "ruby": rf"{_STRING}|\#[^\n]*",
    "bash": rf"{_STRING}|(?<![^\s;])\#[^\n]*",  # `$#` is not one
    "php": rf"{_STRING}|{_SLASHED}|\#(?!\[)[^\n]*",  # `#[` is not one
    "lua": rf"{_STRING}|--\[\[.*?\]\]|--[^\n]*",
    "ini": rf"{_STRING}|(?<!\S)[\#;][^\n]*",
    "properties": r"()(?m:^[ \t]*[\#!][^\n]*)",
    "hcl": rf"{_STRING}|\#[^\n]*|{_SLASHED}",
    "sql": rf"{_STRING}|--[^\n]*|/\*.*?\*/",
    **dict.fromkeys(
        ("yaml", "toml", "dockerfile", "makefile", "dotenv"), rf"{_STRING}|(?<!\S)\#[^\n]*"
    ),
}
"""Patterns of comments, or else of strings as the first group, by language."""

_WORD = re.compile(r"\w+")
_DEFAULT_EXPORTS = frozenset({"exports", "default"})
_CONSTRUCTORS = {  # by language or family
    "python": "__init__",
    "php": "__construct",
    "javascript": "constructor",
    "ruby": "initialize",
    "swift": "init",
}
_ITSELF = (["self"], ["this"], ["cls"])
"""Receivers that refer to the same object; other objects may have members of the same name."""

_RECEIVERS = frozenset({"self", "this", "cls"})

MODIFIERS = frozenset({"final", "const"})
"""Modifiers that are not part of a parameter's type."""


class Definition:
    """A named definition in a file, with lazily computed features."""

    def __init__(self, path: str, symbol: Symbol, parsed: Parsed, name: str | None = None) -> None:
        self.path = path
        self.symbol = symbol
        self.parsed = parsed
        self.name = name or symbol.name  #: qualified; given if only a fragment was parsed

    @cached_property
    def last_name(self) -> str:
        """The name without its containers."""
        return self.symbol.last_name

    @cached_property
    def compared_name(self) -> str:
        """The name used for comparison; for a default export, the name of its file."""
        if self.container or self.last_name not in _DEFAULT_EXPORTS:
            return self.last_name
        path = PurePosixPath(self.path)
        return path.parent.name if path.stem == "index" else path.stem

    @property
    def is_constructor(self) -> bool:
        """Whether this is the constructor of its class."""
        language = self.parsed.language
        own = _CONSTRUCTORS.get(language.family_or_id) if language else None
        return bool(self.container) and self.last_name == own

    @property
    def is_setting(self) -> bool:
        """Whether this is part of a configuration file."""
        return bool(self.parsed.language and self.parsed.language.entries)

    @cached_property
    def container(self) -> str:
        """The qualified name of the container; empty at top level."""
        return self.name.rpartition(".")[0]

    @cached_property
    def kind_group(self) -> str:
        """The kinds it may change between: function and method, class and interface."""
        return _FAMILIES.get(self.symbol.kind, "value")

    @cached_property
    def text(self) -> str:
        """The source, including decorators and the comment above it."""
        span = self.symbol.span
        return self.parsed.text.value[span.start : span.end]

    @cached_property
    def fingerprint(self) -> str:
        """A hash that changes only if the meaning does."""
        return self.parsed.fingerprint(self.symbol)

    @cached_property
    def _parts(self) -> tuple[str, str]:
        """The code, and the prose in comments and docstrings."""
        return self._split(self.text)

    def _split(self, text: str) -> tuple[str, str]:
        language = self.parsed.language
        comment = _comments(language.id if language else "")
        prose: list[str] = []

        def keep(match: re.Match[str]) -> str:
            if match[1]:
                return match[1]
            prose.append(match[0])
            return " "

        code = comment.sub(keep, text)
        return code, " ".join(prose)

    @property
    def code(self) -> str:
        """The source without comments and docstrings."""
        return self._parts[0]

    @cached_property
    def comment_words(self) -> frozenset[str]:
        """The words in comments and docstrings."""
        return frozenset(_WORD.findall(self._parts[1]))

    @cached_property
    def tokens(self) -> list[str]:
        """The tokens of the code, with its own name replaced."""
        own, before = self.last_name, ""
        tokens: list[str] = []
        for token in _TOKEN.findall(self.code):
            is_own = token == own and (before != "." or tokens[-2:-1] in _ITSELF)
            tokens.append(OWN_NAME_MARK if is_own else token)
            before = token
        return tokens

    @cached_property
    def words(self) -> Mapping[str, int]:
        """Word counts, without the definition's own name."""
        words = Counter(_WORD.findall(self.code))
        del words[self.last_name]
        return words

    @cached_property
    def content_words(self) -> frozenset[str]:
        """The words in the body that indicate its subject, without keywords and single digits."""
        language = self.parsed.language
        silent = (keywords(language) if language else frozenset()) | _RECEIVERS
        if self.symbol.is_container:
            silent |= {self.last_name}
        words = _WORD.findall(self._body)
        return frozenset(word for word in words if not (word in silent or _is_digit(word)))

    @property
    def _body(self) -> str:
        """The code after the parameters and result type; all of it if there are no parameters."""
        match = _PARAMETERS.match(self.parsed.text.value, self.symbol.name_span.end)
        if match is None or match.end() > self.symbol.span.end:
            return self.code
        rest = self.parsed.text.value[match.end() : self.symbol.span.end]
        return _BODY.split(self._split(rest)[0], maxsplit=1)[-1]

    @cached_property
    def callees(self) -> frozenset[str]:
        """Names followed by an opening parenthesis."""
        return frozenset(_CALLEE.findall(self.code)) - {self.last_name}

    @cached_property
    def literals(self) -> frozenset[str]:
        """Strings and numbers."""
        return frozenset(_LITERAL.findall(self.code))

    @cached_property
    def member_name_counts(self) -> Mapping[str, int]:
        """Counts of member names, which survive renamed locals; without its own name."""
        words = Counter(_MEMBER.findall(_LITERAL.sub('""', self.code)))
        del words[self.last_name]
        return words

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The words in the parameter list, including types."""
        return tuple(_WORD.findall(self._parameter_list))

    @cached_property
    def _parameter_list(self) -> str:
        after = self.symbol.name_span.end
        match = _PARAMETERS.match(self.parsed.text.value, after, self.symbol.span.end)
        return match[1] if match else ""

    @cached_property
    def types(self) -> tuple[tuple[str, ...], ...]:
        """The parameter types, which distinguish overloads."""
        return tuple(map(_type_of, split_parameters(self._parameter_list)))

    @cached_property
    def plain_name(self) -> str:
        """The name in lower case, without underscores."""
        return self.compared_name.lower().replace("_", "")

    @cached_property
    def name_words(self) -> frozenset[str]:
        """The words in the name: `charge` and `card` for `chargeCard` and `charge_card`."""
        words = _WORD_OF_NAME.findall(self.compared_name)
        return frozenset(word.lower() for word in words) or frozenset({self.compared_name})

    @cached_property
    def member_names(self) -> frozenset[str]:
        """The last names of the definitions directly inside it."""
        children = self.parsed.outline.children(self.symbol)
        return frozenset(child.last_name for child in children)

    @cached_property
    def neighbours(self) -> tuple[str, str]:
        """The last names of the definitions before and after it in the same container."""
        outline = self.parsed.outline
        siblings = outline.children(outline.parent(self.symbol))
        at = next((index for index, one in enumerate(siblings) if one.key == self.symbol.key), 0)
        before = siblings[at - 1].last_name if at else ""
        after = siblings[at + 1].last_name if at + 1 < len(siblings) else ""
        return before, after


@cache
def _comments(language: str) -> re.Pattern[str]:
    """The pattern of a language's comments, compiled when a file of the language is compared."""
    return re.compile(_COMMENTS.get(language, rf"{_STRING}|{_SLASHED}"), re.DOTALL)


def split_parameters(text: str) -> list[str]:
    """The parameters in a list, split at commas outside brackets."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "<[({") - (char in ">])}")
        if char == "," and depth <= 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part for part in parts if part.strip()]


def _is_digit(word: str) -> bool:
    return len(word) == 1 and word.isdigit()


def _type_of(parameter: str) -> tuple[str, ...]:
    """The type after a colon or before the name; the name itself if there is no type."""
    declaration = parameter.partition("=")[0]
    name, *kind = _COLON.split(declaration, maxsplit=1)
    words = [word for word in _WORD.findall(kind[0] if kind else name) if word not in MODIFIERS]
    return tuple(words if kind else words[:-1] or words)


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
