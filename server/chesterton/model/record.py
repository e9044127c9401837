"""Serialises frozen dataclasses to plain JSON values and back, driven by their fields.

Fields with their default value are omitted. A key that the class does not declare was written by a
newer version: it is kept in the field `newer` and written back, so that an older version loses
nothing.
"""

import json
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from chesterton.model.newer import NOTHING_NEWER, UnknownFields

T = TypeVar("T")
Plain = dict[str, Any]
_NEWER = "newer"


def canonical(value: object) -> str:
    """Canonical JSON: equal values have equal text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def to_newer(plain: Mapping[str, object]) -> UnknownFields:
    """Unknown keys, in the form in which a record keeps them."""
    return UnknownFields(canonical(plain)) if plain else NOTHING_NEWER


def to_plain(
    record: object,
    always: Collection[str] = frozenset(),
    without: Collection[str] = frozenset(),
) -> Plain:
    """The fields that differ from their default or are in `always`, except those in `without`."""
    plain = {
        name: plain_value(value)
        for name, default in _defaults(cast("Hashable", type(record)))
        if ((value := getattr(record, name)) != default or name in always) and name not in without
    }
    newer = getattr(record, _NEWER, NOTHING_NEWER)
    return {**json.loads(newer), **plain} if newer else plain


def plain_value(value: object) -> Any:  # noqa: ANN401  # JSON
    """The JSON value of a field."""
    kind = type(value)
    if kind is str or kind is int or value is None:  # fast path: nearly all values
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [plain_value(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(plain_value(each) for each in value)
    if isinstance(value, Mapping):
        return {str(key): plain_value(each) for key, each in value.items()}
    return to_plain(value) if is_dataclass(kind) else value


def from_plain(kind: type[T], plain: Mapping[str, Any], always: Collection[str] | None = None) -> T:
    """The inverse of `to_plain`. Raises ValueError, TypeError or KeyError for invalid input.

    If `always` is given, an invalid value of any other field is kept like an unknown field.
    """
    values = known_values(kind, plain, always)
    unknown = {key: value for key, value in plain.items() if key not in values}
    if unknown and _NEWER not in {each.name for each in fields(kind)}:  # type: ignore[arg-type]
        raise ValueError(f"{kind.__name__} has no field {min(unknown)}")
    return kind(**values, **({_NEWER: to_newer(unknown)} if unknown else {}))


def known_values(
    kind: type, plain: Mapping[str, Any], always: Collection[str] | None = None
) -> dict[str, Any]:
    """The values of the declared fields, without those that `from_plain` keeps as unknown."""
    known = _checked(plain, dict)
    values: dict[str, Any] = {}
    for name, reader in _readers(cast("Hashable", kind)).items():
        try:
            if name in known:
                values[name] = _read(reader, known[name], name)
        except ValueError:
            if always is None or name in always:
                raise
    return values


def field_names(kind: Hashable) -> frozenset[str]:
    """The fields that are stored under their own name."""
    return frozenset(each.name for each in _stored(kind))


@cache
def _stored(kind: Hashable) -> tuple[Field[Any], ...]:
    return tuple(each for each in fields(cast("type[Any]", kind)) if each.name != _NEWER)


@cache
def _defaults(kind: Hashable) -> tuple[tuple[str, object], ...]:
    return tuple((each.name, _default(each)) for each in _stored(kind))


def _default(field: Field[Any]) -> object:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


Reader = Callable[[Any], Any]


@cache
def _readers(kind: Hashable) -> dict[str, Reader]:
    hints = get_type_hints(cast("type[Any]", kind))
    return {each.name: _reader(hints[each.name]) for each in _stored(kind)}


def _read(reader: Reader, plain: object, name: str) -> object:
    try:
        return reader(plain)
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"invalid value for field {name}") from error


def _reader(hint: Any) -> Reader:  # noqa: ANN401, PLR0911  # any annotation, one return for each form
    if isinstance(hint, NewType):
        return _reader(hint.__supertype__)
    if isinstance(hint, TypeVar):
        return _reader(hint.__bound__)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        (inner,) = (_reader(each) for each in arguments if each is not NoneType)
        return lambda plain: None if plain is None else inner(plain)
    if origin in {tuple, list, frozenset}:
        item = _reader(arguments[0])
        return lambda plain: origin(item(each) for each in _checked(plain, list))
    if is_dataclass(origin or hint):
        return lambda plain: from_plain(origin or hint, _checked(plain, dict))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return _anything if hint is Any else lambda plain: _checked(plain, origin or hint)


def _anything(plain: T) -> T:
    return plain


def _checked(plain: Any, kind: Any) -> Any:  # noqa: ANN401  # JSON
    expected = {float: (int, float), Mapping: dict}.get(kind, kind)
    is_bool = isinstance(plain, bool) and kind is not bool
    if is_bool or (isinstance(expected, type | tuple) and not isinstance(plain, expected)):
        raise TypeError(f"expected {kind}, got {type(plain).__name__}")
    return plain
