"""Arguments of one command: argparse with our manners."""

import argparse
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

    def error(self, message: str) -> NoReturn:
        """Ends the run with exit code 2."""
        raise UsageError(message, f"see: {self.prog} --help")
