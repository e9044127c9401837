"""`chesterton lsp`: the language server, for editors to start."""

import argparse
from pathlib import Path

from chesterton.cli.screen import Screen

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


def run(options: argparse.Namespace, _screen: Screen) -> int:
    """Serves until the editor is gone."""
    from chesterton.lsp.server import main  # noqa: PLC0415 - 0.4 s that no other command pays

    return main(options.log_file)
