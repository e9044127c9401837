"""`chesterton lsp`: the language server, for editors to start."""

import argparse
import sys
from pathlib import Path

from chesterton.cli.screen import Screen
from chesterton.model.errors import UsageError

ABOUT = """\
The language server on standard input and output. Editors start it; people rarely do. It shows
notes as lenses and on hover, warns when a change touches what a note says, and offers to remember.
It ends when its editor does."""

EXAMPLES = """\
  chesterton lsp                                what an editor's settings name
  chesterton setup neovim                       lets Neovim start it"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--stdio", action="store_true", help="accepted; it is the only way")
    parser.add_argument("--log-file", metavar="FILE", type=Path, help="where its log goes")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Serves until the editor is gone."""
    if sys.stdin is None or sys.stdout is None:
        raise UsageError(
            "the server needs standard input and output, and one is closed",
            "let an editor start it; see: chesterton setup",
        )
    if sys.stdin.isatty():
        screen.tell("waiting for an editor on standard input; end with Ctrl-C")
    from chesterton.lsp.main import main  # noqa: PLC0415 - 0.4 s that no other command pays

    return main(options.log_file)
