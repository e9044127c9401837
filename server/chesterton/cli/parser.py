"""An argparse parser that reports errors as UsageError."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from chesterton.model.errors import UsageError

_COLUMNS = 80


class _Help(argparse.RawDescriptionHelpFormatter):
    """A help formatter that gets the terminal width without importing shutil, which is slow.

    argparse creates one for each argument that is declared.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    """The terminal width, determined as in shutil.get_terminal_size."""
    with suppress(KeyError, ValueError):
        if (given := int(os.environ["COLUMNS"])) > 0:
            return given
    with suppress(AttributeError, ValueError, OSError):
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _COLUMNS  # type: ignore[union-attr]
    return _COLUMNS


class Parser(argparse.ArgumentParser):
    """The parser of one command. Reports errors as one sentence and a hint, without the usage."""

    def __init__(self, name: str, about: str, examples: str) -> None:
        super().__init__(
            prog=f"chesterton {name}",
            description=about,
            epilog=f"examples:\n{examples}" if examples else None,
            formatter_class=_Help,
            allow_abbrev=False,
        )

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Parses the arguments. Options and positionals may be mixed; `--` ends the options."""
        if "--" in arguments:  # parse_intermixed_args does not support it
            end = arguments.index("--")
            return self.parse_args([*self._with_dashes(arguments[:end]), *arguments[end:]])
        return self.parse_intermixed_args(self._with_dashes(arguments))

    def _with_dashes(self, arguments: Sequence[str]) -> list[str]:
        """Rewrites values and existing paths that begin with a dash, so that argparse accepts them.

        It would take them for options otherwise.
        """
        joined: list[str] = []
        for argument in arguments:
            is_option = argument.partition("=")[0] in self._option_string_actions
            if is_option or argument[:1] != "-" or argument == "-":
                joined.append(argument)
            elif joined and self._takes_value(joined[-1]) and _may_be_value(argument):
                joined[-1] += f"={argument}"
            else:
                joined.append(f"./{argument}" if _is_path(argument) else argument)
        return joined

    def _takes_value(self, option: str) -> bool:
        action = self._option_string_actions.get(option)
        return action is not None and option.startswith("--") and action.nargs is None

    def error(self, message: str) -> NoReturn:
        """Raises UsageError, for exit code 2."""
        raise UsageError(message, f"see: {self.prog} --help")


def _may_be_value(argument: str) -> bool:
    """Whether an argument that begins with a dash may be a value, not a mistyped option."""
    return not argument.startswith("--") or " " in argument or _is_path(argument)


def _is_path(place: str) -> bool:
    """Whether a place is in a file that exists, such as `-name.py::charge` or `-name.py:12`."""
    return any(map(os.path.lexists, (place, place.partition("::")[0], place.partition(":")[0])))


class OneOf:
    """Like `choices`, but also works with `nargs="*"`, where argparse rejects an empty list."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)

    def __call__(self, text: str) -> str:
        """Returns the word. Raises ArgumentTypeError if it is not a choice."""
        if text not in self.words:
            choices = ", ".join(self.words)
            raise argparse.ArgumentTypeError(f"invalid choice: {text!r} (choose from {choices})")
        return text
