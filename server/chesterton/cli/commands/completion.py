"""`chesterton completion`: prints a shell completion script."""

import argparse

import shtab

from chesterton.cli.parser import OneOf
from chesterton.cli.registry import COMMANDS
from chesterton.cli.screen import Screen

ABOUT = """\
Print a script that completes commands, options and files when you press Tab."""

EXAMPLES = """\
  eval "$(chesterton completion bash)"                      in ~/.bashrc
  chesterton completion zsh > ~/.zfunc/_chesterton          ~/.zfunc must be in $fpath
  chesterton completion fish > ~/.config/fish/completions/chesterton.fish"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("shell", choices=["bash", "zsh", "fish"], help="your shell")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Prints the script."""
    screen.raw(shtab.complete(_all_commands(), options.shell) + "\n")
    return 0


def _all_commands() -> argparse.ArgumentParser:
    """One parser for all commands; values without a fixed set of choices complete as files."""
    everything = argparse.ArgumentParser("chesterton")
    everything.add_argument("--version", action="version", help="print the version")
    commands = everything.add_subparsers()
    for command in COMMANDS:
        parser = commands.add_parser(command.name, help=command.summary)
        command.load().configure(parser)
        for action in parser._actions:  # noqa: SLF001 - argparse has no other list of them
            if isinstance(action.type, OneOf):
                action.choices = action.type.words
            elif action.choices is None and action.nargs != 0:
                action.complete = shtab.FILE  # type: ignore[attr-defined]  # read by shtab
    return everything
