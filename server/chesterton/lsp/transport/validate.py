"""Validates JSON against lsprotocol types and, unlike cattrs, reports the invalid field."""

import types as python_types
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, Union, get_args, get_origin

import attrs
from lsprotocol.validators import UINTEGER_MAX_VALUE, uinteger_validator


class InvalidField(NamedTuple):
    """A field that failed validation, and why."""

    field: str  #: dotted, e.g. `params.textDocument.uri`
    needs: str  #: the rest of the sentence that starts with the field

    @property
    def depth(self) -> int:
        """The nesting depth of the field."""
        return self.field.count(".")


Check = Callable[[Any, str], InvalidField | None]
"""(value, field name) -> the first invalid field, or None."""


def validation_error(value: object, expected: Any, name: str) -> str | None:  # noqa: ANN401  # any annotation
    """A sentence naming the first invalid field of `value`, or None."""
    misfit = check_for(expected)(value, name)
    return f"{misfit.field} {misfit.needs}" if misfit else None


def pruned(value: Any, expected: Any) -> Any:  # noqa: ANN401  # JSON and annotations
    """`value` without invalid optional fields and list items."""
    if validation_error(value, expected, "") is None:
        return value
    kind = _without_none(expected)
    if isinstance(value, Mapping) and attrs.has(kind):
        return _pruned_object(value, kind)
    if isinstance(value, list) and get_origin(kind) in {Sequence, list}:
        items = [pruned(item, get_args(kind)[0]) for item in value]
        return [item for item in items if validation_error(item, get_args(kind)[0], "") is None]
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
    if attrs.has(expected):
        return _object(expected)
    if isinstance(expected, type) and issubclass(expected, Enum):
        return _enum(expected)
    return _PRIMITIVES.get(expected, _anything)


class _Field(NamedTuple):
    key: str
    is_required: bool
    check: Check


@cache
def _fields(kind: type) -> tuple[_Field, ...]:
    return tuple(
        _Field(json_name(field.name), field.default is attrs.NOTHING, _check_field(field))
        for field in attrs.fields(kind)
    )


def _check_field(field: "attrs.Attribute[Any]") -> Check:
    validator: Any = field.validator
    expected: Any = field.type
    if uinteger_validator in {validator, getattr(validator, "validator", None)}:
        return _OPTIONAL_UNSIGNED if type(None) in get_args(expected) else _UNSIGNED
    return check_for(expected)


def _object(kind: type) -> Check:
    def check(value: Any, name: str) -> InvalidField | None:  # noqa: ANN401  # JSON
        if not isinstance(value, Mapping):
            return InvalidField(name, "must be an object")
        for key, is_required, check in _fields(kind):  # late, because types may be recursive
            if key not in value:
                if is_required:
                    return InvalidField(f"{name}.{key}", "is missing")
            elif wrong := check(value[key], f"{name}.{key}"):
                return wrong
        return None

    return check


def _anything(_value: object, _name: str) -> InvalidField | None:
    return None


def _expect(needs: str, fits: Callable[[Any], bool]) -> Check:
    return lambda value, name: None if fits(value) else InvalidField(name, needs)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_integral(value: Any, least: int, most: int) -> bool:  # noqa: ANN401  # JSON
    """Whether a number is an integer; some clients write integers as 1.0."""
    return _is_number(value) and least <= value <= most and float(value).is_integer()


def _is_unsigned(value: object) -> bool:
    return _is_integral(value, 0, UINTEGER_MAX_VALUE)


_UNSIGNED = _expect("must be a non-negative integer", _is_unsigned)
_OPTIONAL_UNSIGNED = _expect(
    "must be a non-negative integer", lambda value: value is None or _is_unsigned(value)
)
_PRIMITIVES: dict[type, Check] = {
    str: _expect("must be a string", lambda value: isinstance(value, str)),
    bool: _expect("must be true or false", lambda value: isinstance(value, bool)),
    int: _expect("must be an integer", lambda value: _is_integral(value, -(2**31), 2**31 - 1)),
    float: _expect("must be a number", _is_number),
    type(None): _expect("must be null", lambda value: value is None),
}


def _enum(expected: type[Enum]) -> Check:
    allowed = {member.value for member in expected}
    listed = ", ".join(str(value) for value in list(allowed)[:6])

    def is_allowed(value: object) -> bool:
        return isinstance(value, int | str) and not isinstance(value, bool) and value in allowed

    return _expect(f"must be one of {listed}", is_allowed)


def _sequence(check_item: Check) -> Check:
    def check(value: Any, name: str) -> InvalidField | None:  # noqa: ANN401  # JSON
        if not isinstance(value, list):
            return InvalidField(name, "must be an array")
        problems = (check_item(item, f"{name}[{index}]") for index, item in enumerate(value))
        return next(filter(None, problems), None)

    return check


def _mapping(check_value: Check) -> Check:
    def check(value: Any, name: str) -> InvalidField | None:  # noqa: ANN401  # JSON
        if not isinstance(value, Mapping):
            return InvalidField(name, "must be an object")
        problems = (check_value(item, f"{name}.{key}") for key, item in value.items())
        return next(filter(None, problems), None)

    return check


def _union(alternatives: tuple[Any, ...]) -> Check:
    checks = [check_for(alternative) for alternative in alternatives]
    objects = [alternative for alternative in alternatives if attrs.has(alternative)]

    def check(value: Any, name: str) -> InvalidField | None:  # noqa: ANN401  # JSON
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
    """How well an object matches a type: most known keys, then fewest missing required ones."""
    known = sum(field.key in value for field in _fields(kind))
    missing = sum(field.is_required and field.key not in value for field in _fields(kind))
    return known, -missing


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
            if field.default is not attrs.NOTHING and validation_error(result[key], field.type, ""):
                del result[key]
    return result
