"""`chesterton setup`: connects editors, and takes it back byte for byte."""

import argparse

from chesterton.cli import neovim
from chesterton.cli.parser import OneOf
from chesterton.cli.place import memory_location
from chesterton.cli.screen import Screen
from chesterton.store.location import prepare

ABOUT = """\
Connects an editor to chesterton. For Neovim 0.11 or newer it writes two files of its own into your
configuration, lsp/chesterton.lua and plugin/chesterton.lua, and changes none of yours; --undo takes
them away and leaves everything as it was, byte for byte.

Without a name it says what is connected. Other editors are a few lines of settings each: see
docs/editors."""

EXAMPLES = """\
  chesterton setup neovim
  chesterton setup neovim --undo"""

EDITORS = ("neovim",)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("names", nargs="*", metavar="NAME", type=OneOf(EDITORS), help="neovim")
    parser.add_argument("--undo", action="store_true", help="take it back")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Connects, disconnects, or tells."""
    if not options.names:
        state = "connected" if neovim.is_set_up() else "not connected: chesterton setup neovim"
        screen.line(("neovim", "id"), f"  {state}")
        return 0
    return _undo(screen) if options.undo else _set_up(screen)


def _set_up(screen: Screen) -> int:
    location = memory_location()
    prepare(location)
    done = neovim.set_up(location)
    for path in done.written:
        screen.line(("Wrote ", "good"), str(path))
    if not done.written:
        screen.line("Neovim is connected already; nothing was changed")
        return 0
    screen.line("Start Neovim in a project: notes appear beside the code, K shows the why.")
    screen.line(("Take it back with: chesterton setup neovim --undo", "muted"))
    return 0


def _undo(screen: Screen) -> int:
    done = neovim.undo(memory_location())
    for path in done.removed:
        screen.line(("Removed ", "good"), str(path))
    for path in done.kept:
        screen.tell(f"{path} was changed since and stays: remove it yourself if you want it gone")
    if not done.removed and not done.kept:
        screen.line("Neovim is not connected; nothing was changed")
    return 1 if done.kept else 0
