"""`chesterton demo`: what an editor shows, as text, by the real server over a sample repository."""

import argparse

from chesterton.cli.demo.client import Editor
from chesterton.cli.demo.drawing import Picture
from chesterton.cli.demo.sandbox import stage
from chesterton.cli.demo.scenes import Story, lay_notes
from chesterton.cli.screen import Screen

ABOUT = """Runs the real language server over a small sample repository and shows, as text, what an
editor shows: hovers, lenses, a warning at the right moment, a note written and followed.
It works in a temporary folder with a store of its own and leaves nothing behind."""
EXAMPLES = "  chesterton demo"


def configure(_parser: argparse.ArgumentParser) -> None:
    """Takes no arguments."""


def run(_options: argparse.Namespace, screen: Screen) -> int:
    """Tells the story."""
    picture = Picture(screen)
    screen.line(("Chesterton", "title"), ": engineering memory in the margin of the code.")
    screen.line(("Don't take the fence down until you know why it was put up.", "muted"))
    with stage() as made:
        lay_notes(made)
        with Editor(made) as editor:
            Story(made, editor, picture).tell()
    picture.scene("Your turn")
    screen.line("    cd YOUR-REPOSITORY")
    screen.line('    chesterton remember --at FILE:LINE --kind pitfall --title "…"')
    screen.line("    chesterton setup neovim", ("      or any editor that speaks LSP", "muted"))
    return 0
