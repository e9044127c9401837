"""Possessive quantifiers follow single characters only.

Python 3.11.0 to 3.11.4 match the possessive repetition of a group wrongly where the group can
backtrack (https://github.com/python/cpython/issues/106052). An atomic group is right everywhere.
"""

import pkgutil
import re
from importlib import import_module
from re import _constants, _parser

import chesterton


def _patterns():
    """Every compiled pattern that a module of ours holds."""
    for module in pkgutil.walk_packages(chesterton.__path__, "chesterton."):
        if not module.name.endswith("__main__") and ".sample" not in module.name:
            for value in vars(import_module(module.name)).values():
                if isinstance(value, re.Pattern):
                    yield module.name, value


def _repeats_groups(parsed):
    """Whether an item of a parsed pattern is the possessive repetition of a group."""
    for operator, argument in parsed:
        if operator is _constants.POSSESSIVE_REPEAT:
            inner = argument[2]
            if len(inner) != 1 or inner[0][0] in {_constants.SUBPATTERN, _constants.BRANCH}:
                return True
        children = argument if isinstance(argument, tuple | list) else ()
        nested = [child for child in children if isinstance(child, _parser.SubPattern)]
        nested += [one for child in children if isinstance(child, list) for one in child]
        if any(_repeats_groups(one) for one in nested if isinstance(one, _parser.SubPattern)):
            return True
    return False


def test_no_group_is_repeated_possessively():
    found = {
        (name, pattern.pattern)
        for name, pattern in _patterns()
        if _repeats_groups(
            _parser.parse(
                pattern.pattern.decode("latin-1")
                if isinstance(pattern.pattern, bytes)
                else pattern.pattern,
                pattern.flags,
            )
        )
    }
    assert found == set()
