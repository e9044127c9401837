"""The pages under docs/reference, made from the code.

`python -m tests.docs.reference` writes them, as `pytest tests/docs --update` does.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from textwrap import fill
from types import MappingProxyType

from chesterton.cli.parser import Parser
from chesterton.cli.registry import COMMANDS, Command
from chesterton.config import OPTIONS, Option
from tests.docs.markdown import ROOT

_WIDTH = 100
FOLDER = ROOT / "docs" / "reference"
_MADE = "<!-- Made from the code by `pytest tests/docs --update`: edit the code, not this page. -->"


def settings() -> str:
    """Every option."""
    return _page("Settings", _SETTINGS, *(_option(option) for option in OPTIONS))


def cli() -> str:
    """Every command."""
    parts = [
        part
        for group, commands in groupby(COMMANDS, key=lambda command: command.group)
        for part in (f"## {group}", *map(_command, commands))
    ]
    return _page("Commands", _CLI, *parts)


PAGES: Mapping[str, Callable[[], str]] = MappingProxyType({"settings": settings, "cli": cli})

_SETTINGS = """\
One tree of names with three ways to set it, the later over the earlier: `config.toml` in your
configuration folder, the repository's `.chesterton.toml` (only what is marked so: never paths or
programs), and what your editor sends, as `initializationOptions` or as the section `chesterton` of
its configuration. Unknown names and wrong values are told once in the log and by
`chesterton doctor`; the default takes their place."""

_CLI = """\
`chesterton COMMAND --help` tells the same with examples. Paths are relative to the folder you are
in. An id may be shortened to any beginning of four or more characters that only one note has.

| exit code | meaning |
| --- | --- |
| 0 | fine; commands that list end with it whatever they list |
| 1 | something is for you to do: an unknown id or path, a search without a hit, a fault found |
| 2 | arguments that cannot be used, or a file that cannot be read |
| 3 | a bug; a report without note text was written, and its path is told |
| 130 | interrupted |"""


def _page(title: str, introduction: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", _MADE, introduction, *parts)) + "\n"


def _option(option: Option) -> str:
    default = json.dumps(_plain(option.default), ensure_ascii=False)
    where = ", ".join(_where(option))
    facts = f"Default `{default}`; {option.form.says}. {where}."
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
