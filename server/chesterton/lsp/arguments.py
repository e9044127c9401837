"""The one object that a command takes, checked key by key before anything happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from lsprotocol import types as lsp

from chesterton.lsp.transport.message import INVALID_PARAMS, ProtocolError
from chesterton.lsp.transport.validate import problem

_LONGEST_TEXT = 100_000
_MOST_TEXTS = 1000


class Key(Protocol):
    """One key of the object."""

    @property
    def says(self) -> str:
        """Completes "must be ..."."""

    def fits(self, value: object) -> bool:
        """Whether a value can be used."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """A value of one shape."""

    says: str
    fits: Callable[[object], bool]


class _Kind:
    """A kind of note. Their class is loaded when the first value is checked."""

    @property
    def says(self) -> str:
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


TEXT = _Shape("a text that is not empty", _is_text)
TEXTS = _Shape("a list of texts that is not empty", _is_texts)
NUMBER = _Shape("a whole number, not negative", _is_number)
FLAG = _Shape("true or false", lambda value: isinstance(value, bool))
RANGE = _Shape("a range", lambda value: problem(value, lsp.Range, "") is None)

KIND = _Kind()


def checked(
    keys: Mapping[str, Key], required: Sequence[str], arguments: Sequence[Any] | None
) -> Mapping[str, Any]:
    """The known keys of the one argument. Raises ProtocolError naming what is wrong."""
    if arguments is None or len(arguments) != 1:
        raise ProtocolError(INVALID_PARAMS, "params.arguments must hold exactly one object")
    given = {} if arguments[0] == [] else arguments[0]  # an empty table of Lua
    if not isinstance(given, Mapping):
        raise ProtocolError(INVALID_PARAMS, "params.arguments[0] must be an object")
    known = {name: given[name] for name in keys if given.get(name) is not None}
    for name, value in known.items():
        if not keys[name].fits(value):
            told = f"params.arguments[0].{name} must be {keys[name].says}"
            raise ProtocolError(INVALID_PARAMS, told)
    for name in required:
        if name not in known:
            raise ProtocolError(INVALID_PARAMS, f"params.arguments[0].{name} is missing")
    return known


def to_range(value: Mapping[str, Any]) -> lsp.Range:
    """A range that was checked."""
    start, end = value["start"], value["end"]
    return lsp.Range(
        lsp.Position(int(start["line"]), int(start["character"])),
        lsp.Position(int(end["line"]), int(end["character"])),
    )
