"""Validates `workspace/executeCommand` arguments: each command takes one JSON object."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lsprotocol import types as lsp

from chesterton.lsp.transport.message import ProtocolError
from chesterton.lsp.transport.validate import validation_error

_LONGEST_TEXT = 100_000
_MOST_TEXTS = 1000


@dataclass(frozen=True, slots=True)
class _Shape:
    """A type of JSON value, recognised by a predicate."""

    description: str
    fits: Callable[[object], bool]


class _Kind:
    """A kind of note. `Kind` is imported only when the first value is checked."""

    @property
    def description(self) -> str:
        return f"one of {', '.join(_kinds())}"

    def fits(self, value: object) -> bool:
        return value in _kinds()


def _kinds() -> tuple[str, ...]:
    from chesterton.model.note import Kind  # noqa: PLC0415 - not needed to answer initialize

    return tuple(Kind)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_TEXT


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and 0 < len(value) <= _MOST_TEXTS and all(map(_is_text, value))


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


TEXT = _Shape("a non-empty string", _is_text)
TEXTS = _Shape("a non-empty list of non-empty strings", _is_texts)
NUMBER = _Shape("a non-negative integer", _is_number)
BOOLEAN = _Shape("true or false", lambda value: isinstance(value, bool))
RANGE = _Shape("a range", lambda value: validation_error(value, lsp.Range, "") is None)

KIND = _Kind()

ArgumentType = _Shape | _Kind
"""The type of one key of the argument object; its description completes "must be ..."."""


def check_arguments(
    required: Mapping[str, ArgumentType],
    optional: Mapping[str, ArgumentType],
    arguments: Sequence[Any] | None,
) -> Mapping[str, Any]:
    """The known keys of the argument object. Raises ProtocolError naming the invalid key."""
    if arguments is None or len(arguments) != 1:
        raise ProtocolError(
            lsp.ErrorCodes.InvalidParams, "params.arguments must contain exactly one object"
        )
    argument = {} if arguments[0] == [] else arguments[0]  # Lua encodes an empty table as []
    if not isinstance(argument, Mapping):
        raise ProtocolError(lsp.ErrorCodes.InvalidParams, "params.arguments[0] must be an object")
    keys = {**required, **optional}
    values = {name: argument[name] for name in keys if argument.get(name) is not None}
    for name, value in values.items():
        if not keys[name].fits(value):
            message = f"params.arguments[0].{name} must be {keys[name].description}"
            raise ProtocolError(lsp.ErrorCodes.InvalidParams, message)
    for name in required:
        if name not in values:
            raise ProtocolError(
                lsp.ErrorCodes.InvalidParams, f"params.arguments[0].{name} is missing"
            )
    return values


def to_range(value: Mapping[str, Any]) -> lsp.Range:
    """A protocol range from JSON that passed `check_arguments`."""
    start, end = value["start"], value["end"]
    return lsp.Range(
        lsp.Position(int(start["line"]), int(start["character"])),
        lsp.Position(int(end["line"]), int(end["character"])),
    )
