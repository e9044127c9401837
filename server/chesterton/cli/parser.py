"""Arguments of one command: argparse with our manners."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from chesterton.model.errors import UsageError


class Parser(argparse.ArgumentParser):
    """Tells a wrong argument in one sentence, with the next step."""

    def __init__(self, name: str, about: str, examples: str) -> None:
        super().__init__(
            prog=f"chesterton {name}",
            description=about,
            epilog=f"examples:\n{examples}" if examples else None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """What was given. Options may stand between words; after `--` all are words."""
        if "--" in arguments:  # argparse can do one or the other
            return self.parse_args(arguments)
        return self.parse_intermixed_args(arguments)

    def error(self, message: str) -> NoReturn:
        """Ends the run with exit code 2."""
        raise UsageError(message, f"see: {self.prog} --help")


class OneOf:
    """The type of an argument that takes certain words.

    As `choices` does, but also where no word at all may be given: argparse refuses that one.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)

    def __call__(self, text: str) -> str:
        """The word, if it is one of them."""
        if text not in self.words:
            known = ", ".join(self.words)
            raise argparse.ArgumentTypeError(f"{text!r} is not known; known: {known}")
        return text
