"""The table of editors that `chesterton setup` can configure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chesterton.cli.connection import emacs, helix, neovim
from chesterton.cli.connection.manifest import Record
from chesterton.cli.connection.parts import Part


def _nothing_to_check(_record: Record) -> None:
    """For editors whose parts need not be checked together."""


@dataclass(frozen=True, slots=True)
class Editor:
    """An editor: the configuration to write and the message to print afterwards."""

    name: str
    title: str
    programs: tuple[str, ...]
    parts: Callable[[Record], Sequence[Part]]
    next_step: str
    check: Callable[[Record], None] = _nothing_to_check


EDITORS = (
    Editor(
        "neovim",
        "Neovim",
        ("nvim",),
        neovim.parts,
        "Start Neovim in a project: notes appear above the code, and K shows them in full.",
    ),
    Editor(
        "emacs",
        "Emacs",
        ("emacs",),
        emacs.parts,
        "Start Emacs, open a file in a project and type M-x eglot or M-x lsp. Eglot runs only one\n"
        "server per file; to run Chesterton too, install rass: pip install rassumfrassum",
    ),
    Editor(
        "helix",
        "Helix",
        ("hx", "helix"),
        helix.parts,
        "Start Helix in a project: definitions with notes show an inlay hint; "
        "Space k shows the notes.",
        helix.check,
    ),
)


def editor_named(name: str) -> Editor:
    """The editor with this name."""
    return next(editor for editor in EDITORS if editor.name == name)
