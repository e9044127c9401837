"""`chesterton lsp`: runs the language server."""

import argparse
import sys
from pathlib import Path

from chesterton.cli.screen import Screen
from chesterton.model.errors import UsageError

ABOUT = """\
Run the language server on standard input and output. Your editor starts it for you. It
shows notes as code lenses and on hover, warns when a change affects the code that a note describes,
and lets you write notes. It exits when the editor does."""

EXAMPLES = """\
  chesterton lsp                                the command to put in your editor's settings
  chesterton setup neovim                       configure Neovim to start it"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "--stdio", action="store_true", help="accepted for compatibility; stdio is always used"
    )
    parser.add_argument("--log-file", metavar="FILE", type=Path, help="write the log to FILE")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Serves until the editor disconnects."""
    if sys.stdin is None or sys.stdout is None:
        raise UsageError(
            "the server needs standard input and output, but one of them is closed",
            "let an editor start it; see: chesterton setup",
        )
    if sys.stdin.isatty():
        screen.message("Waiting for an editor on standard input. Press Ctrl-C to quit.")
    from chesterton.lsp.main import main  # noqa: PLC0415 - 0.4 s that no other command pays

    return main(options.log_file)
