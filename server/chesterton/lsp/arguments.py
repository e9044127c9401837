"""The one object that a command takes, checked key by key before anything happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lsprotocol import types as lsp

from chesterton.lsp.transport.message import INVALID_PARAMS, ProtocolError
from chesterton.lsp.transport.validate import problem

_LONGEST_TEXT = 100_000
_MOST_TEXTS = 1000


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the object."""

    says: str  #: completes "must be ..."
    fits: Callable[[Any], bool]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_TEXT


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and 0 < len(value) <= _MOST_TEXTS and all(map(_is_text, value))


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


TEXT = Key("a text that is not empty", _is_text)
TEXTS = Key("a list of texts that is not empty", _is_texts)
NUMBER = Key("a whole number, not negative", _is_number)
FLAG = Key("true or false", lambda value: isinstance(value, bool))
RANGE = Key("a range", lambda value: problem(value, lsp.Range, "") is None)


def one_of(*words: str) -> Key:
    """One of some words."""
    return Key(f"one of {', '.join(words)}", lambda value: value in words)


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
