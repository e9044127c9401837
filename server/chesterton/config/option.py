"""The types of option declarations, and the validators for their values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_MAX_LIST_LENGTH = 1000
_MAX_TEXT_LENGTH = 4096


class Scope(StrEnum):
    """VS Code's setting scopes: at which levels an option can be set."""

    LANGUAGE = "language-overridable"
    RESOURCE = "resource"
    WINDOW = "window"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Form:
    """The type of an option's values."""

    requirement: str  #: completes "must be ..."
    schema: Mapping[str, Any]  #: the same as JSON Schema
    read: Callable[[Any], Any]  #: JSON value -> Python value; raises ValueError or TypeError


@dataclass(frozen=True, slots=True)
class Option:
    """The declaration of one option."""

    key: str
    form: Form
    scope: Scope
    doc: str
    for_repository: bool = False  #: may be set in a repository's `.chesterton.toml`
    is_restricted: bool = False  #: VS Code ignores an untrusted workspace's value
    attribute: str = ""  #: the field of Settings
    default: Any = None


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _MAX_TEXT_LENGTH:
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or len(value) > _MAX_LIST_LENGTH:
        raise TypeError
    return tuple(_text(item) for item in value)


def _one_of(allowed: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: object) -> str:
        if value not in allowed:
            raise ValueError(value)
        return str(value)

    return read


def choice(*allowed: str, kind: Callable[[str], Any] = str) -> Form:
    """One of the allowed words, converted by `kind`."""
    read = _one_of(allowed)
    schema = {"type": "string", "enum": [str(word) for word in allowed]}
    return Form(f"one of {', '.join(allowed)}", schema, lambda value: kind(read(value)))


def between(least: int, most: int) -> Form:
    """An integer within inclusive bounds."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(value)
        return value

    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Form(f"a whole number from {least} to {most}", schema, read)


def words_by(defaults: Mapping[str, str], allowed: tuple[str, ...]) -> Form:
    """An object that overrides some of the `defaults` with other `allowed` words."""
    read_word = _one_of(allowed)

    def read(value: object) -> Mapping[str, str]:
        if not isinstance(value, Mapping) or value.keys() - defaults.keys():
            raise ValueError(value)
        return {**defaults, **{name: read_word(word) for name, word in value.items()}}

    word_schema = {"type": "string", "enum": list(allowed)}
    schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": dict.fromkeys(defaults, word_schema),
    }
    says = f"an object that sets any of {', '.join(defaults)} to one of {', '.join(allowed)}"
    return Form(says, schema, read)


BOOLEAN = Form("true or false", {"type": "boolean"}, _boolean)
TEXT = Form("a string", {"type": "string"}, _text)
TEXTS = Form("a list of strings", {"type": "array", "items": {"type": "string"}}, _texts)
