"""Validates JSON against lsprotocol types, naming the invalid field, which cattrs does not."""

import types as python_types
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, Union, get_args, get_origin

import attrs
from lsprotocol.validators import UINTEGER_MAX_VALUE, uinteger_validator


class Misfit(NamedTuple):
    """An invalid field."""

    field: str  #: dotted, e.g. `params.textDocument.uri`
    needs: str  #: the rest of the sentence that starts with the field

    @property
    def depth(self) -> int:
        """The nesting depth of the field."""
        return self.field.count(".")


Check = Callable[[Any, str], Misfit | None]
"""(value, field name) -> the first invalid field, or None."""

_INTEGER_LIMIT = 2**31


def problem(value: object, expected: Any, name: str) -> str | None:  # noqa: ANN401  # any annotation
    """A sentence naming the first invalid field of `value`, or None."""
    misfit = check_for(expected)(value, name)
    return f"{misfit.field} {misfit.needs}" if misfit else None


def pruned(value: Any, expected: Any) -> Any:  # noqa: ANN401  # JSON and annotations
    """`value` without invalid optional fields and list items."""
    if problem(value, expected, "") is None:
        return value
    kind = _without_none(expected)
    if isinstance(value, Mapping) and attrs.has(kind):
        return _pruned_object(value, kind)
    if isinstance(value, list) and get_origin(kind) in {Sequence, list}:
        items = [pruned(item, get_args(kind)[0]) for item in value]
        return [item for item in items if problem(item, get_args(kind)[0], "") is None]
    return value


def json_name(field: str) -> str:
    """The JSON name of an lsprotocol attribute."""
    first, *rest = field.removesuffix("_").split("_")
    return first + "".join(part.title() for part in rest)


@cache
def check_for(expected: Any) -> Check:  # noqa: ANN401  # any annotation
    """The cached check for a type annotation."""
    origin = get_origin(expected)
    if origin in {Union, python_types.UnionType}:
        return _union(get_args(expected))
    if origin in {Sequence, list}:
        return _sequence(check_for(get_args(expected)[0]))
    if origin is Mapping:
        return _mapping(check_for(get_args(expected)[1]))
    if isinstance(expected, type):
        return _class(expected)
    return _anything


def _class(expected: type) -> Check:
    if attrs.has(expected):
        return _LateObject(expected)
    if issubclass(expected, Enum):
        return _enum(expected)
    return _PRIMITIVES.get(expected, _anything)


class _LateObject:
    """The check for an object, built at first use because protocol types may be recursive."""

    def __init__(self, expected: type) -> None:
        self._expected = expected
        self._fields: list[tuple[str, bool, Check]] | None = None

    def __call__(self, value: Any, name: str) -> Misfit | None:  # noqa: ANN401  # JSON
        if not isinstance(value, Mapping):
            return Misfit(name, "must be an object")
        if self._fields is None:
            self._fields = [_field(field) for field in attrs.fields(self._expected)]
        for key, is_required, check in self._fields:
            if key not in value:
                if is_required:
                    return Misfit(f"{name}.{key}", "is missing")
            elif wrong := check(value[key], f"{name}.{key}"):
                return wrong
        return None


def _field(field: "attrs.Attribute[Any]") -> tuple[str, bool, Check]:
    expected: Any = field.type
    check = check_for(expected)
    if _is_unsigned(field):
        check = _unsigned_or_none if type(None) in get_args(expected) else _unsigned
    return json_name(field.name), field.default is attrs.NOTHING, check


def _is_unsigned(field: "attrs.Attribute[Any]") -> bool:
    validator: Any = field.validator
    return uinteger_validator in {validator, getattr(validator, "validator", None)}


def _anything(_value: object, _name: str) -> Misfit | None:
    return None


def _string(value: object, name: str) -> Misfit | None:
    return None if isinstance(value, str) else Misfit(name, "must be a string")


def _boolean(value: object, name: str) -> Misfit | None:
    return None if isinstance(value, bool) else Misfit(name, "must be true or false")


def _number(value: object, name: str) -> Misfit | None:
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    return None if fits else Misfit(name, "must be a number")


def _null(value: object, name: str) -> Misfit | None:
    return None if value is None else Misfit(name, "must be null")


def _integer(value: object, name: str) -> Misfit | None:
    fits = _is_whole(value) and -_INTEGER_LIMIT <= value < _INTEGER_LIMIT  # type: ignore[operator]
    return None if fits else Misfit(name, "must be an integer")


def _unsigned(value: object, name: str) -> Misfit | None:
    fits = _is_whole(value) and 0 <= value <= UINTEGER_MAX_VALUE  # type: ignore[operator]
    return None if fits else Misfit(name, "must be an integer, not negative")


def _unsigned_or_none(value: object, name: str) -> Misfit | None:
    return None if value is None else _unsigned(value, name)


def _is_whole(value: object) -> bool:
    """Some clients write integers as 1.0."""
    is_integer = isinstance(value, int) and not isinstance(value, bool)
    return is_integer or (isinstance(value, float) and value.is_integer())


_PRIMITIVES: dict[type, Check] = {
    str: _string,
    bool: _boolean,
    int: _integer,
    float: _number,
    type(None): _null,
}


def _enum(expected: type[Enum]) -> Check:
    allowed = {member.value for member in expected}
    listed = ", ".join(str(value) for value in list(allowed)[:6])

    def check(value: Any, name: str) -> Misfit | None:  # noqa: ANN401  # JSON
        fits = isinstance(value, int | str) and not isinstance(value, bool) and value in allowed
        return None if fits else Misfit(name, f"must be one of {listed}")

    return check


def _sequence(check_item: Check) -> Check:
    def check(value: Any, name: str) -> Misfit | None:  # noqa: ANN401  # JSON
        if not isinstance(value, list):
            return Misfit(name, "must be an array")
        problems = (check_item(item, f"{name}[{index}]") for index, item in enumerate(value))
        return next(filter(None, problems), None)

    return check


def _mapping(check_value: Check) -> Check:
    def check(value: Any, name: str) -> Misfit | None:  # noqa: ANN401  # JSON
        if not isinstance(value, Mapping):
            return Misfit(name, "must be an object")
        problems = (check_value(item, f"{name}.{key}") for key, item in value.items())
        return next(filter(None, problems), None)

    return check


def _union(alternatives: tuple[Any, ...]) -> Check:
    checks = [check_for(alternative) for alternative in alternatives]
    objects = [alternative for alternative in alternatives if attrs.has(alternative)]

    def check(value: Any, name: str) -> Misfit | None:  # noqa: ANN401  # JSON
        if len(objects) > 1 and isinstance(value, Mapping):
            closest = max(objects, key=lambda kind: _likeness(value, kind))
            return check_for(closest)(value, name)
        problems = []
        for attempt in checks:
            wrong = attempt(value, name)
            if wrong is None:
                return None
            problems.append(wrong)
        # the alternative that failed at the deepest field is most likely the intended one
        return max(problems, key=lambda misfit: misfit.depth)

    return check


def _likeness(value: Mapping[str, Any], kind: type) -> tuple[int, int]:
    """How well an object matches a type: number of known keys, then fewest missing required."""
    known, required = _keys(kind)
    return len(value.keys() & known), -len(required - value.keys())


@cache
def _keys(kind: type) -> tuple[frozenset[str], frozenset[str]]:
    fields = [
        (json_name(field.name), field.default is attrs.NOTHING) for field in attrs.fields(kind)
    ]
    return frozenset(name for name, _ in fields), frozenset(name for name, must in fields if must)


def _without_none(expected: Any) -> Any:  # noqa: ANN401  # any annotation
    if get_origin(expected) not in {Union, python_types.UnionType}:
        return expected
    rest = [alternative for alternative in get_args(expected) if alternative is not type(None)]
    return rest[0] if len(rest) == 1 else expected


def _pruned_object(value: Mapping[str, Any], kind: type) -> dict[str, Any]:
    result = dict(value)
    for field in attrs.fields(kind):
        key = json_name(field.name)
        if key in result:
            result[key] = pruned(result[key], field.type)
            if field.default is not attrs.NOTHING and problem(result[key], field.type, ""):
                del result[key]
    return result
