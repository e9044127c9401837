"""The table of commands, in the order shown by `--help`; command modules are imported lazily."""

import argparse
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from chesterton.cli.screen import Screen


class CommandModule(Protocol):
    """The interface of each module under `commands`."""

    ABOUT: str  #: description for `--help`
    EXAMPLES: str  #: examples for `--help`

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Declares the arguments."""

    def run(self, options: argparse.Namespace, screen: Screen) -> int:
        """Runs the command and returns the exit code."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command and its line in the overview."""

    name: str
    summary: str
    group: str
    module: str = ""  #: module under `commands`, if not named like the command

    def load(self) -> CommandModule:
        """Imports the command's module."""
        name = self.module or self.name
        return cast("CommandModule", import_module(f"chesterton.cli.commands.{name}"))


START, WRITE, READ, MAINTAIN, EXCHANGE, SETUP = (
    "Try it",
    "Write notes",
    "Find and read notes",
    "Keep notes up to date",
    "Import and export",
    "Set up and troubleshoot",
)

COMMANDS: tuple[Command, ...] = (
    Command("demo", "watch the language server at work on a sample repository", START),
    Command("remember", "write a note that explains why the code is the way it is", WRITE),
    Command("edit", "change a note in your editor", WRITE),
    Command("notes", "list the notes on a file, a symbol or the whole project", READ),
    Command("show", "show one note; --diff adds a diff of its code", READ),
    Command("recall", "search the notes", READ),
    Command("history", "show the history of a note", READ),
    Command("follow", "follow a symbol through renames and moves", READ),
    Command("review", "list notes that are proposed, changed, uncertain or lost", MAINTAIN),
    Command("confirm", "accept a proposed note, or confirm that a note is still true", MAINTAIN),
    Command("relink", "link a note to another place in the code", MAINTAIN),
    Command("snooze", "snooze a note until the next commit or a date", MAINTAIN),
    Command("supersede", "mark a note as replaced by another", MAINTAIN),
    Command("retire", "hide a note from editors, but keep it searchable", MAINTAIN),
    Command("undo", "undo the last change to a note", MAINTAIN),
    Command("forget", "delete a note permanently", MAINTAIN),
    Command("import", "import notes from JSON Lines", EXCHANGE, "import_notes"),
    Command("export", "export notes as JSON Lines", EXCHANGE),
    Command("setup", "set up an editor", SETUP),
    Command("lsp", "run the language server (your editor does this)", SETUP),
    Command("projects", "list, add and join projects; hide or delete their notes", SETUP),
    Command("doctor", "check the note store and the environment, and repair damage", SETUP),
    Command("completion", "print a completion script for bash, zsh or fish", SETUP),
)


def command_named(name: str) -> Command | None:
    """The command with this name."""
    return next((command for command in COMMANDS if command.name == name), None)
