"""`chesterton completion`: prints a shell completion script."""

import argparse

from chesterton.cli.screen import Screen
from chesterton.cli.shells import SHELLS, script

ABOUT = """\
Print a script that completes commands, options and files when you press Tab."""

EXAMPLES = """\
  eval "$(chesterton completion bash)"                      in ~/.bashrc
  chesterton completion zsh > ~/.zfunc/_chesterton          a folder in $fpath
  chesterton completion fish > ~/.config/fish/completions/chesterton.fish"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("shell", choices=list(SHELLS), help="your shell")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Prints the script."""
    screen.raw(script(options.shell))
    return 0
