"""The editors that `chesterton setup` connects."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chesterton.cli.connection import emacs, helix, neovim
from chesterton.cli.connection.manifest import Record
from chesterton.cli.connection.parts import Part


def _nothing_to_check(_record: Record) -> None:
    """Its parts check themselves."""


@dataclass(frozen=True, slots=True)
class Editor:
    """What is written for an editor, and what is told afterwards."""

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
        "Start Neovim in a project: notes appear beside the code, K shows the why.",
    ),
    Editor(
        "emacs",
        "Emacs",
        ("emacs",),
        emacs.parts,
        "Start Emacs, open a file of a project and type M-x eglot or M-x lsp. Eglot runs one\n"
        "server for a file: with rass (pip install rassumfrassum) it runs this one beside its own.",
    ),
    Editor(
        "helix",
        "Helix",
        ("hx", "helix"),
        helix.parts,
        "Start Helix in a project: noted definitions carry a hint, space k shows the why.",
        helix.check,
    ),
)


def editor_named(name: str) -> Editor:
    """The editor of this name."""
    return next(editor for editor in EDITORS if editor.name == name)
