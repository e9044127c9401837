"""What an option is, and the forms its value may have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_LONGEST_LIST = 1000
_LONGEST_TEXT = 4096


class Scope(StrEnum):
    """Where VS Code lets an option be set."""

    LANGUAGE = "language-overridable"
    RESOURCE = "resource"
    WINDOW = "window"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Form:
    """The values an option takes."""

    says: str  #: completes "must be ..."
    schema: Mapping[str, Any]  #: the same as JSON Schema
    read: Callable[[Any], Any]  #: JSON value -> Python value; raises ValueError or TypeError


@dataclass(frozen=True, slots=True)
class Option:
    """One option as declared."""

    key: str
    form: Form
    scope: Scope
    doc: str
    for_repository: bool = False  #: a repository's own file may set it
    is_restricted: bool = False  #: VS Code ignores a workspace's value until it is trusted
    attribute: str = ""  #: its field of Settings
    default: Any = None


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or len(value) > _LONGEST_LIST:
        raise TypeError
    return tuple(_text(item) for item in value)


def _one_of(allowed: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: object) -> str:
        if value not in allowed:
            raise ValueError(value)
        return str(value)

    return read


def choice(*allowed: str, kind: Callable[[str], Any] = str) -> Form:
    """One of some words."""
    read = _one_of(allowed)
    schema = {"type": "string", "enum": [str(word) for word in allowed]}
    return Form(f"one of {', '.join(allowed)}", schema, lambda value: kind(read(value)))


def between(least: int, most: int) -> Form:
    """A whole number within bounds."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(value)
        return value

    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Form(f"a whole number from {least} to {most}", schema, read)


def words_by(names: Mapping[str, str], allowed: tuple[str, ...]) -> Form:
    """Some of the `names` with one of the `allowed` words each; the others keep theirs."""
    read_word = _one_of(allowed)

    def read(value: object) -> Mapping[str, str]:
        if not isinstance(value, Mapping) or value.keys() - names.keys():
            raise ValueError(value)
        return {**names, **{name: read_word(word) for name, word in value.items()}}

    one = {"type": "string", "enum": list(allowed)}
    schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": dict.fromkeys(names, one),
    }
    return Form(f"an object of {', '.join(allowed)} by {', '.join(names)}", schema, read)


BOOLEAN = Form("true or false", {"type": "boolean"}, _boolean)
TEXT = Form("text", {"type": "string"}, _text)
TEXTS = Form("a list of texts", {"type": "array", "items": {"type": "string"}}, _texts)
