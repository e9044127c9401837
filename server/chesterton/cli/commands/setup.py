"""`chesterton setup`: configures editors; `--undo` restores the user's files byte for byte."""

import argparse

from chesterton.cli.connection import footprint
from chesterton.cli.connection.editors import EDITORS, Editor, editor_named
from chesterton.cli.parser import OneOf
from chesterton.cli.screen import Screen
from chesterton.memory.opening import ensured_location, store_location
from chesterton.model.errors import UsageError

ABOUT = """\
Set up editors to use Chesterton. For Neovim (0.11 or newer), this adds two files to your
configuration and leaves your own files unchanged; for Emacs, a file, and a marked block in your
init file; for Helix, a marked block in languages.toml. --undo removes all of this and restores your
files byte for byte.

Without a name, show which editors are set up. Other editors need a few lines of settings each; see
docs/editors."""

EXAMPLES = """\
  chesterton setup neovim
  chesterton setup emacs helix
  chesterton setup neovim --undo"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    names = tuple(editor.name for editor in EDITORS)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", type=OneOf(names), help=", ".join(names)
    )
    parser.add_argument("--undo", action="store_true", help="remove Chesterton from the editors")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Sets up editors, undoes their setup, or shows which ones are set up."""
    if options.undo and not options.names:
        raise UsageError("no editor specified", "specify one, e.g. chesterton setup neovim --undo")
    if not options.names:
        for editor in EDITORS:
            _print_state(editor, screen)
        return 0
    act = _undo if options.undo else _set_up
    return max([act(editor_named(name), screen) for name in options.names])


def _print_state(editor: Editor, screen: Screen) -> None:
    is_set_up = footprint.is_set_up(editor, store_location())
    state = "set up" if is_set_up else f"not set up; run: chesterton setup {editor.name}"
    screen.line((f"{editor.name:<6}", "id"), f"  {state}")


def _set_up(editor: Editor, screen: Screen) -> int:
    done = footprint.set_up(editor, ensured_location())
    for path in done.written:
        screen.line(("Wrote ", "good"), str(path))
    if not done.written:
        screen.line(f"{editor.title} is already set up; nothing was changed")
        return 0
    screen.block(editor.next_step)
    screen.line((f"Undo with: chesterton setup {editor.name} --undo", "muted"))
    return 0


def _undo(editor: Editor, screen: Screen) -> int:
    done = footprint.undo(editor, store_location())
    for path in done.removed:
        screen.line(("Removed from " if path.exists() else "Removed ", "good"), str(path))
    for part in done.kept:
        screen.message(
            f"{part.path} has been edited since setup and was kept; {part.advice_if_kept}"
        )
    if not done.removed and not done.kept:
        screen.line(f"{editor.title} is not set up; nothing was changed")
    return 1 if done.kept else 0
