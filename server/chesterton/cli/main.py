"""Entry point of the command line: runs a command and maps its outcome to an exit code."""

import gc
import os
import sys
from collections.abc import Sequence
from functools import cache

from chesterton import __version__
from chesterton.cli.overview import overview
from chesterton.cli.parser import Parser
from chesterton.cli.registry import COMMANDS, command_named
from chesterton.cli.screen import Screen, UnwritableOutputError, abandon, printable
from chesterton.model.errors import UsageError, UserError, disk_problem
from chesterton.process.limits import SAVED, resource_problem

OK, USER_ERROR, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    screen = Screen.of_process()
    try:
        code = _guarded(arguments, screen)
        screen.flush()
    except BrokenPipeError:
        abandon(sys.stdout)
        return OK
    except UnwritableOutputError as problem:
        abandon(sys.stdout)
        saved = f"; {SAVED}" if screen.is_saved else ""
        screen.message(f"chesterton: {problem}{saved}")
        return USER_ERROR
    return code


def _guarded(arguments: list[str], screen: Screen) -> int:
    """Runs the command. Contains the only broad exception handler of the command line."""
    try:
        return _run(arguments, screen)
    except (UnwritableOutputError, BrokenPipeError):
        raise
    except UserError as problem:
        screen.message(f"chesterton: {problem}")
        return USAGE if isinstance(problem, UsageError) else USER_ERROR
    except KeyboardInterrupt:
        screen.message("chesterton: interrupted; everything stored so far is safe")
        return INTERRUPTED
    except SystemExit as ended:  # argparse ends this way after --help
        return ended.code if isinstance(ended.code, int) else OK
    except Exception as error:  # noqa: BLE001 - the one place where a bug becomes a report
        return _bug(error, arguments, screen)


def _bug(error: Exception, arguments: list[str], screen: Screen) -> int:
    refused: object = (
        disk_problem(error)
        if isinstance(error, OSError)
        else resource_problem(error, is_saved=screen.is_saved)
    )
    if refused:
        screen.message(f"chesterton: {printable(str(refused))}")
        return USER_ERROR
    from chesterton.cli.bugs import report  # noqa: PLC0415 - only when it is needed

    for line in report(error, arguments[:1]).splitlines():
        screen.message(line)
    return BUG


def _run(arguments: list[str], screen: Screen) -> int:
    if os.environ.get("CHESTERTON_LOG"):
        from chesterton.cli.bugs import log_to_stderr  # noqa: PLC0415 - only when it is asked for

        log_to_stderr(os.environ["CHESTERTON_LOG"])
    name, rest = (arguments[0], arguments[1:]) if arguments else ("--help", [])
    if name in {"-h", "--help", "help"} and not rest:
        overview(screen)
        return OK
    if name in {"-V", "--version"}:
        screen.line(f"chesterton {__version__}")
        return OK
    if name == "help":
        name, rest = rest[0], ["--help"]
    return _command(name, rest, screen)


def _command(name: str, rest: list[str], screen: Screen) -> int:
    command = command_named(name)
    if command is None:
        raise UsageError(f"there is no command {name!r}", _suggestion(name))
    module = command.load()
    _freeze_modules()
    parser = Parser(command.name, module.ABOUT, module.EXAMPLES)
    module.configure(parser)
    return module.run(parser.parse(rest), screen)


@cache
def _freeze_modules() -> None:
    """Exempts loaded modules from garbage collection, which would take 5% of a command's time."""
    gc.freeze()  # once in a process: tests run many commands in theirs


def _suggestion(name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - 10 ms that only a slip needs

    close = get_close_matches(name, [command.name for command in COMMANDS], n=1)
    return f"did you mean: chesterton {close[0]}" if close else "list all commands with: chesterton"
