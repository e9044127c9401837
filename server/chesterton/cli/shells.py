"""Completion scripts for bash, zsh and fish, generated from the argument parsers."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chesterton.cli.parser import OneOf, Parser
from chesterton.cli.registry import COMMANDS


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a command."""

    flag: str
    about: str
    words: tuple[str, ...] = ()  #: its choices, if limited


@dataclass(frozen=True, slots=True)
class Completed:
    """A command with its completions."""

    name: str
    summary: str
    options: tuple[Option, ...]
    words: tuple[str, ...]  #: choices of its positional arguments


def script(shell: str) -> str:
    """The completion script for a shell."""
    return SHELLS[shell](_commands())


def _commands() -> list[Completed]:
    return [_command(command.name, command.summary) for command in COMMANDS]


def _command(name: str, summary: str) -> Completed:
    module = next(each for each in COMMANDS if each.name == name).load()
    parser = Parser(name, "", "")
    module.configure(parser)
    actions = parser._actions  # noqa: SLF001 - argparse has no other list of them
    options = tuple(
        Option(flag, (action.help or "").replace("%%", "%"), _words(action))
        for action in actions
        for flag in action.option_strings
        if flag.startswith("--")
    )
    words = tuple(w for action in actions if not action.option_strings for w in _words(action))
    return Completed(name, summary, options, words)


def _words(action: argparse.Action) -> tuple[str, ...]:
    words = action.type.words if isinstance(action.type, OneOf) else action.choices
    return tuple(map(str, words or ()))


def _bash(commands: Sequence[Completed]) -> str:
    names = " ".join(command.name for command in commands)
    return "\n".join(
        (
            "# bash completion for chesterton",
            "_chesterton() {",
            '  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" words=""',
            "  COMPREPLY=()",
            '  if [ "$COMP_CWORD" -eq 1 ]; then',
            f"    COMPREPLY=($(compgen -W '{names} --help --version' -- \"$cur\"))",
            "    return",
            "  fi",
            '  case "${COMP_WORDS[1]} $prev" in',
            *_bash_values(commands),
            "  esac",
            '  if [ -z "$words" ]; then',
            '    case "${COMP_WORDS[1]}" in',
            *_bash_words(commands),
            "    esac",
            "  fi",
            '  COMPREPLY=($(compgen -W "$words" -- "$cur"))',
            '  if [ "${#COMPREPLY[@]}" -eq 0 ]; then',
            '    COMPREPLY=($(compgen -f -- "$cur"))',
            "    compopt -o filenames 2>/dev/null",
            "  fi",
            "}",
            "complete -F _chesterton chesterton",
            "",
        )
    )


def _bash_values(commands: Sequence[Completed]) -> Iterator[str]:
    for command in commands:
        for option in command.options:
            if option.words:
                yield f"    '{command.name} {option.flag}') words='{' '.join(option.words)}' ;;"


def _bash_words(commands: Sequence[Completed]) -> Iterator[str]:
    for command in commands:
        flags = " ".join(option.flag for option in command.options)
        yield f"    {command.name})"
        yield f"      words='{' '.join(command.words)}'"
        yield f"      case \"$cur\" in -*) words='{flags}' ;; esac ;;"


def _zsh(commands: Sequence[Completed]) -> str:
    listed = "\n".join(
        f"    {_zsh_quoted(f'{command.name}:{command.summary}')}" for command in commands
    )
    cases = "\n".join(line for command in commands for line in _zsh_case(command))
    return f"""\
#compdef chesterton
_chesterton() {{
  local -a commands
  commands=(
{listed}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local name="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$name" in
{cases}
  esac
}}
if [ "$funcstack[1]" = "_chesterton" ]; then
  _chesterton "$@"
else
  compdef _chesterton chesterton
fi
"""


def _zsh_case(command: Completed) -> Iterator[str]:
    yield f"    {command.name})"
    yield "      _arguments \\"
    for option in command.options:
        about = option.about.replace("[", "(").replace("]", ")").replace(":", " ")
        values = f":value:({' '.join(option.words)})" if option.words else ""
        yield f"        {_zsh_quoted(f'*{option.flag}[{about}]{values}')} \\"
    rest = f"*:word:({' '.join(command.words)})" if command.words else "*:file:_files"
    yield f"        {_zsh_quoted(rest)}"
    yield "      ;;"


def _zsh_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _fish(commands: Sequence[Completed]) -> str:
    lines = ["# fish completion for chesterton"]
    for command in commands:
        about = _fish_quoted(command.summary)
        lines.append(
            f"complete -c chesterton -f -n __fish_use_subcommand -a {command.name} -d {about}"
        )
        lines += _fish_options(command)
    return "\n".join((*lines, ""))


def _fish_options(command: Completed) -> Iterator[str]:
    start = f"complete -c chesterton -n '__fish_seen_subcommand_from {command.name}'"
    if command.words:
        yield f"{start} -f -a '{' '.join(command.words)}'"
    for option in command.options:
        values = f" -x -a '{' '.join(option.words)}'" if option.words else ""
        about = _fish_quoted(option.about)
        yield f"{start} -l {option.flag.removeprefix('--')}{values} -d {about}"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


SHELLS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
