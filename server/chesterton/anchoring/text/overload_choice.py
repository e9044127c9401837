"""Chooses one of several definitions with the same name, by line or by parameter types."""

import re
from collections.abc import Sequence

from chesterton.anchoring.definitions.definition import MODIFIERS, Definition, split_parameters
from chesterton.model.errors import UserError
from chesterton.model.symbol import Symbol, location_text
from chesterton.syntax.outline import Parsed

_TYPED = re.compile(r"(?P<name>[^()]*[^()\s])\s*\((?P<types>.*)\)\s*$", re.DOTALL)
_WORD = re.compile(r"\w+")
_MOST_LISTED = 8


def split_types(name: str) -> tuple[str, str | None]:
    """The name and the parameter types of `name(int, String)`; None without parentheses."""
    match = _TYPED.match(name)
    return (match["name"], match["types"]) if match else (name, None)


def choose(
    path: str, parsed: Parsed, symbols: Sequence[Symbol], types: str | None, line: int | None
) -> Symbol:
    """The definition that covers the line and has these parameter types.

    Raises UserError if there are several, or none.
    """
    fitting = [
        symbol
        for symbol in symbols
        if (line is None or symbol.first_line <= line <= symbol.end_line)
        and (types is None or _has_types(parsed, symbol, types))
    ]
    if len(fitting) == 1:
        return fitting[0]
    listed = fitting or symbols
    name = location_text(path, listed[0].name)
    lines = ", ".join(str(symbol.line) for symbol in listed[:_MOST_LISTED])
    more = f" and {len(listed) - _MOST_LISTED} more" if len(listed) > _MOST_LISTED else ""
    where = f"line{'s' * (len(listed) > 1)} {lines}{more}"
    example = f"{name}:{listed[0].line}"
    if not fitting:
        raise UserError(
            f"no definition of {name} matches that line or those parameter types",
            f"specify one of its definitions ({where})",
        )
    raise UserError(
        f"there are {len(fitting)} definitions of {name}, at {where}",
        f"specify a line, as in {example}, or parameter types, as in 'NAME(int, String)'",
    )


def _has_types(parsed: Parsed, symbol: Symbol, types: str) -> bool:
    wanted = [set(_WORD.findall(each)) - MODIFIERS for each in split_parameters(types)]
    own = [list(each) for each in Definition("", symbol, parsed).types]
    own = [each for each in own if each]
    return len(own) == len(wanted) and all(
        each <= set(type_) or set(type_) <= each for each, type_ in zip(wanted, own, strict=True)
    )
