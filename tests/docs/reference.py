"""The pages under docs/reference, made from the code.

`python -m tests.docs.reference` writes them, as `pytest tests/docs --update` does.
"""

import argparse
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from importlib import import_module
from itertools import groupby
from textwrap import fill
from types import MappingProxyType

from chesterton.cli.parser import Parser
from chesterton.cli.registry import COMMANDS, EXCHANGE, MAINTAIN, READ, SETUP, START, WRITE, Command
from chesterton.config.option import Option
from chesterton.config.settings import OPTIONS
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.rows import Command as Verb
from chesterton.lsp.rows import Notification, Request, Sync, load
from chesterton.memory.problems import NOTE_ACTIONS
from tests.docs.markdown import ROOT

_WIDTH = 100
FOLDER = ROOT / "docs" / "reference"
_MADE = "<!-- Made from the code by `pytest tests/docs --update`: edit the code, not this page. -->"


def settings() -> str:
    """The settings page."""
    return _page("Settings", _SETTINGS, *(_option(option) for option in OPTIONS))


def cli() -> str:
    """The commands that write, find and read notes."""
    return _page("Commands", _CLI, *_commands((START, WRITE, READ)))


def upkeep() -> str:
    """The commands that keep notes up to date."""
    return _page("Commands for upkeep", _OTHERS, *_commands((MAINTAIN,)))


def administration() -> str:
    """The commands that exchange notes, set up editors and find problems."""
    return _page("Commands for administration", _OTHERS, *_commands((EXCHANGE, SETUP)))


def _commands(groups: Collection[str]) -> Iterator[str]:
    for group, commands in groupby(COMMANDS, key=lambda command: command.group):
        if group in groups:
            yield from (f"## {group}", *map(_command, commands))


def lsp() -> str:
    """The language server page."""
    rows = [
        f"| `{row.method}` | {_first_line(row)} |" for row in REGISTRY if isinstance(row, Request)
    ]
    notices = sorted({row.method for row in REGISTRY if isinstance(row, Sync | Notification)})
    taken = fill(f"Notifications handled: {', '.join(notices)}.", _WIDTH)
    commands = [row for row in REGISTRY if isinstance(row, Verb)]
    return _page(
        "Language server",
        _LSP,
        "## Requests\n\n| method | result |\n| --- | --- |\n" + "\n".join(rows),
        taken,
        f"## Commands\n\n{_COMMANDS}",
        *map(_verb, commands),
        f"## Diagnostics\n\n{_DIAGNOSTICS}",
        f"## Code actions\n\n{_ACTIONS}\n\n"
        + "\n".join(f"- *{answer.title}*" for answer in NOTE_ACTIONS),
    )


PAGES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "settings": settings,
        "cli": cli,
        "upkeep": upkeep,
        "administration": administration,
        "lsp": lsp,
    }
)

_SETTINGS = """\
Options come from three sources, of which later ones override earlier ones: `config.toml` in your
configuration folder, the repository's `.chesterton.toml` (only the options marked below, never
paths or programs), and your editor, as `initializationOptions` or as the section `chesterton` of
its configuration. Unknown keys and invalid values are logged once and reported by
`chesterton doctor`; the default is used instead."""

_OTHERS = "Exit codes, paths and ids work as in [the other commands](cli.md)."

_CLI = """\
Commands that write, find and read notes. Other pages list the commands for [upkeep](upkeep.md) and
[administration](administration.md).
`chesterton COMMAND --help` prints the same text, with examples. Paths are relative to the current
directory. An id may be abbreviated to any unique prefix of at least four characters.

| exit code | meaning |
| --- | --- |
| 0 | success, even if a list is empty |
| 1 | you need to act: an unknown id or path, a search without hits, a problem found by `doctor` |
| 2 | invalid arguments, or a file that cannot be read |
| 3 | a bug; the path of a report without note text is printed |
| 130 | interrupted |"""

_LSP = """\
`chesterton lsp` speaks the Language Server Protocol 3.17 over standard input and output, and uses
only the capabilities that the editor announces. Documents are synchronised incrementally;
positions use the encoding that the editor prefers (UTF-8, UTF-16 or UTF-32). Diagnostics are
pushed. `serverInfo` contains the version of the server, and `experimental.chesterton.api` that of
the commands below."""

_COMMANDS = """\
Send commands with `workspace/executeCommand` and exactly one JSON object as argument. Unknown keys
are ignored; an invalid value is rejected with an error that names its key. Ids may be abbreviated
as on the command line."""

_DIAGNOSTICS = """\
`source` is `chesterton`; `data` is `{"v": 1, "notes": [ids]}`. There is at most one per symbol, and
at most twenty per file. The setting `diagnostics.severity` sets the severity of each.

| code | reported when |
| --- | --- |
| `touched` | an uncommitted change affects what a pitfall, incident or decision says |
| `deleted` | an uncommitted change deleted a definition with notes |
| `link` | a note may belong here, and a person should confirm it |
| `note` | a symbol has notes, in editors without lenses |
| `draft` | a draft has an error and cannot be stored |"""

_ACTIONS = """\
All are commands of kind `quickfix`. *Remember why…* is offered when the user requests code actions,
*Remember this comment* on comments that start with a marker, and *It belongs here: …* where a note
may have moved. For the notes under the cursor there are:"""


def _page(title: str, introduction: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", _MADE, introduction, *parts)) + "\n"


def _option(option: Option) -> str:
    default = json.dumps(_plain(option.default), ensure_ascii=False)
    where = ", ".join(_where(option))
    facts = f"Default `{default}`; {option.form.requirement}. {where}."
    return f"## `{option.key}`\n\n{fill(option.doc, _WIDTH)}\n\n{fill(facts, _WIDTH)}"


def _where(option: Option) -> Iterator[str]:
    yield f"In VS Code: {option.scope}{', restricted' if option.is_restricted else ''}"
    if option.for_repository:
        yield "may be set by a repository"


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _command(command: Command) -> str:
    module = command.load()
    parser = Parser(command.name, module.ABOUT, module.EXAMPLES)
    module.configure(parser)
    rows = [row for action in parser._actions if (row := _argument(action))]
    table = ["| argument | meaning |", "| --- | --- |", *rows] if rows else ["No arguments."]
    about = fill(" ".join(module.ABOUT.split()), _WIDTH)
    return "\n".join((f"### `chesterton {command.name}`", "", about, "", *table))


def _verb(command: Verb) -> str:
    keys = [
        f"- `{name}`{'' if name in command.required else ' (optional)'}: {key.description}"
        for name, key in {**command.required, **command.optional}.items()
    ]
    return "\n".join((f"### `{command.name}`", "", fill(command.about, _WIDTH), "", *keys)).strip()


def _first_line(row: Request) -> str:
    """The description of a request in its module docstring."""
    module = import_module(load([row])[0].run.__module__)
    return (module.__doc__ or "").split("\n")[0].rstrip(".").partition(": ")[2]


def _argument(action: argparse.Action) -> str | None:
    if action.help == argparse.SUPPRESS or "--help" in action.option_strings:
        return None
    taken = _taken(action)
    names = [f"{name} {taken}".strip() for name in action.option_strings] or [taken]
    told = " ".join((action.help or "").split()).replace("|", "\\|")
    return f"| `{'`, `'.join(names)}` | {told % vars(action) if '%(' in told else told} |"


def _taken(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    name = action.metavar or action.dest.upper()
    word = " ".join(name) if isinstance(name, tuple) else name
    if action.choices is not None and action.metavar is None:
        word = "|".join(map(str, action.choices))
    word = word.replace("|", "\\|")
    return {"*": f"[{word}...]", "+": f"{word}...", "?": f"[{word}]"}.get(str(action.nargs), word)


if __name__ == "__main__":
    for name, make in PAGES.items():
        (FOLDER / f"{name}.md").write_text(make(), encoding="utf-8")
