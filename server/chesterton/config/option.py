"""Types for declaring an option, and validators for option values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_MAX_LIST_LENGTH = 1000
_MAX_TEXT_LENGTH = 4096


class Scope(StrEnum):
    """VS Code's setting scopes, which determine the levels at which an option can be set."""

    LANGUAGE = "language-overridable"
    RESOURCE = "resource"
    WINDOW = "window"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Form:
    """The type of an option's values."""

    requirement: str  #: completes "must be ..."
    schema: Mapping[str, Any]  #: the same as JSON Schema
    fits: Callable[[Any], bool]
    convert: Callable[[Any], Any] = lambda value: value  #: from JSON, if it fits


@dataclass(frozen=True, slots=True)
class Option:
    """The declaration of one option."""

    key: str
    form: Form
    scope: Scope
    for_repository: bool = False  #: may be set in a repository's `.chesterton.toml`
    is_restricted: bool = False  #: VS Code ignores an untrusted workspace's value
    doc: str = ""
    attribute: str = ""  #: the field of Settings
    default: Any = None


def choice(*allowed: str, kind: Callable[[str], Any] = str) -> Form:
    """One of the allowed words, converted by `kind`."""
    schema = {"type": "string", "enum": [str(word) for word in allowed]}
    return Form(f"one of {', '.join(allowed)}", schema, lambda value: value in allowed, kind)


def between(least: int, most: int) -> Form:
    """An integer within inclusive bounds."""

    def fits(value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Form(f"an integer from {least} to {most}", schema, fits)


def words_by(defaults: Mapping[str, str], allowed: tuple[str, ...]) -> Form:
    """An object that overrides some of the `defaults` with other words from `allowed`."""

    def fits(value: object) -> bool:
        return (
            isinstance(value, Mapping)
            and value.keys() <= defaults.keys()
            and all(word in allowed for word in value.values())
        )

    word_schema = {"type": "string", "enum": list(allowed)}
    schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": dict.fromkeys(defaults, word_schema),
    }
    says = f"an object that maps any of {', '.join(defaults)} to one of {', '.join(allowed)}"
    return Form(says, schema, fits, lambda value: {**defaults, **value})


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _MAX_TEXT_LENGTH


def _is_texts(value: object) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) <= _MAX_LIST_LENGTH
        and all(map(_is_text, value))
    )


BOOLEAN = Form("true or false", {"type": "boolean"}, lambda value: isinstance(value, bool))
TEXT = Form("a string", {"type": "string"}, _is_text)
TEXTS = Form("a list of strings", {"type": "array", "items": {"type": "string"}}, _is_texts, tuple)
