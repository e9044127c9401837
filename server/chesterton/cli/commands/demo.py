"""`chesterton demo`: runs the language server on a sample repository and prints the result."""

import argparse

from chesterton.cli.demo.client import started_editor
from chesterton.cli.demo.drawing import Picture
from chesterton.cli.demo.sandbox import sandbox
from chesterton.cli.demo.scenes import Story, import_notes
from chesterton.cli.screen import Screen

ABOUT = """\
Run the real language server on a small sample repository and print what an editor would show: code
lenses, hovers, and a warning when an edit affects a note. Then write a note and watch it follow its
code. The demo runs in a temporary folder with its own store and leaves nothing behind."""
EXAMPLES = "  chesterton demo"


def configure(_parser: argparse.ArgumentParser) -> None:
    """Takes no arguments."""


def run(_options: argparse.Namespace, screen: Screen) -> int:
    """Runs the demo."""
    picture = Picture(screen)
    screen.line(("Chesterton", "title"), ": engineering memory in the margin of the code.")
    screen.line(("Don't take the fence down until you know why it was put up.", "muted"))
    with sandbox() as box:
        import_notes(box)
        with started_editor(box) as editor:
            Story(box, editor, picture).run()
    picture.scene("Your turn")
    screen.line("    cd YOUR-REPOSITORY")
    screen.line('    chesterton remember --at PATH:LINE --kind pitfall --title "…"')
    screen.line("    chesterton setup neovim", ("      or any editor that speaks LSP", "muted"))
    return 0
