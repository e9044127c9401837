"""Every command in the order a newcomer should read, imported only when it is asked for."""

import argparse
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from chesterton.cli.screen import Screen


class CommandModule(Protocol):
    """What each file under `commands` holds."""

    ABOUT: str  #: what it does, for `--help`
    EXAMPLES: str  #: lines to copy, for `--help`

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Declares the arguments."""

    def run(self, options: argparse.Namespace, screen: Screen) -> int:
        """Does it; the exit code says how it ended."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command as the overview shows it."""

    name: str
    summary: str
    group: str
    module: str = ""  #: under `commands`; empty: called like the command

    def load(self) -> CommandModule:
        """Its module, imported when the command is run."""
        name = self.module or self.name
        return cast("CommandModule", import_module(f"chesterton.cli.commands.{name}"))


START, WRITE, READ, CARE, CARRY, HOUSE = (
    "See it",
    "Write down why",
    "Find it again",
    "Keep it true",
    "Carry it elsewhere",
    "Around the house",
)

COMMANDS: tuple[Command, ...] = (
    Command("demo", "see it work: a real server over a small sample repository", START),
    Command("remember", "store why a piece of code is as it is", WRITE),
    Command("edit", "change a note in your editor", WRITE),
    Command("notes", "the notes of a file, a symbol or the project, and where they are", READ),
    Command("show", "one note; with --diff the code then and now", READ),
    Command("recall", "search the notes in your own words", READ),
    Command("history", "what happened to a note", READ),
    Command("follow", "where a symbol went, hop by hop", READ),
    Command("review", "what needs a person: proposed, changed, uncertain, lost", CARE),
    Command("confirm", "keep a proposed note, or say that a changed one is still true", CARE),
    Command("relink", "say where a note belongs", CARE),
    Command("snooze", "mute a note until the code is committed, or until a day", CARE),
    Command("supersede", "replace a note by another", CARE),
    Command("retire", "put a note to rest; it still answers when asked", CARE),
    Command("undo", "take back what last happened to a note", CARE),
    Command("forget", "delete a note, every byte of it", CARE),
    Command("import", "read notes from JSON Lines", CARRY, "import_notes"),
    Command("export", "write notes as JSON Lines", CARRY),
    Command("setup", "connect an editor", HOUSE),
    Command("lsp", "the language server, for editors to start", HOUSE),
    Command("projects", "the projects known here: list, switch off, remove", HOUSE),
    Command("doctor", "check the store and everything around it, and repair it", HOUSE),
    Command("completion", "tab completion for bash, zsh or fish", HOUSE),
)


def command_named(name: str) -> Command | None:
    """The command of that name."""
    return next((command for command in COMMANDS if command.name == name), None)
