"""Terminal output: coloured on a terminal, plain in a pipe, with control characters escaped."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from chesterton.memory.visible_text import visible, wrapped
from chesterton.model.errors import UserError, reason_of

if TYPE_CHECKING:
    from rich.console import Console

Part = str | tuple[str, str]
"""Text, or text with the name of a style."""

STYLES = {
    "id": "cyan",
    "path": "bold",
    "title": "bold",
    "muted": "bright_black",
    "good": "green",
    "warn": "yellow",
    "bad": "red",
    "pitfall": "bold red",
    "incident": "bold magenta",
    "decision": "bold blue",
    "pattern": "bold green",
    "debt": "bold yellow",
    "question": "bold cyan",
}


class UnwritableOutputError(UserError):
    """Standard output cannot be written, for example because the disk is full."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the output could not be written ({reason})")


@dataclass(slots=True)
class Screen:
    """Standard output for results, standard error for messages."""

    _out: IO[str] | None
    _err: IO[str] | None
    is_terminal: bool  #: show hints, groups, progress
    _is_coloured: bool
    _console: "Console | None" = None
    is_saved: bool = False  #: whether the command has stored a change

    @classmethod
    def of_process(cls) -> "Screen":
        """The screen of this process. Characters that cannot be encoded are escaped."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        is_terminal = sys.stdout is not None and sys.stdout.isatty()
        is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        is_coloured = is_terminal and not is_plain
        return cls(sys.stdout, sys.stderr, is_terminal, is_coloured)

    def line(self, *parts: Part) -> None:
        """Writes one line of output."""
        if self._is_coloured:
            self._pretty(parts)
        else:
            self.raw("".join(printable(_text(part)) for part in parts) + "\n")

    def block(self, text: str) -> None:
        """Writes a trusted text, which may have several lines."""
        for line in text.split("\n"):
            self.line(line)

    def quote(self, text: str) -> None:
        """Writes a note's text behind a vertical rule, to distinguish it from our own output.

        Text is wrapped here on a terminal, which would otherwise continue long lines at the left
        edge.
        """
        rule = "  │" if _can_encode(self._out, "│") else "  |"
        width = _columns() - len(rule) - 1 if self.is_terminal else None
        for line in text.split("\n"):
            for row in wrapped(printable(line.expandtabs(4)), width):
                self.line((rule, "muted"), f" {row}" if row else "")

    def json(self, value: Any) -> None:  # noqa: ANN401 - whatever json can write
        """Writes a value as one line of JSON."""
        self.raw(json.dumps(value) + "\n")

    def raw(self, text: str) -> None:
        """Writes text unescaped. Use only for text that is trusted or already escaped."""
        if self._out is not None:
            with _writing():
                self._out.write(text)

    def message(self, text: str) -> None:
        """Writes a one-line message to standard error: what happened, and what to do next.

        Write errors are ignored, so that they do not change the exit code.
        """
        if self._err is None:
            return
        try:
            self._err.write(printable(text) + "\n")
            self._err.flush()
        except OSError:
            abandon(self._err)
            self._err = None

    def flush(self) -> None:
        """Flushes standard output."""
        if self._out is not None:
            with _writing():
                self._out.flush()

    def _pretty(self, parts: tuple[Part, ...]) -> None:
        from rich.text import Text  # noqa: PLC0415 - 58 ms that only a terminal is worth

        text = Text()
        for part in parts:
            style = STYLES.get(part[1], part[1]) if isinstance(part, tuple) else ""
            text.append(printable(_text(part)), style)
        with _writing():
            self._terminal().print(text, soft_wrap=True)

    def _terminal(self) -> "Console":
        if self._console is None:
            from rich.console import Console  # noqa: PLC0415 - only on a terminal

            self._console = Console(
                file=self._out, highlight=False, markup=False, emoji=False, force_terminal=True
            )
        return self._console


def abandon(stream: IO[str] | None) -> None:
    """Redirects a broken stream to the null device, so that the flush at exit does not fail."""
    if stream is None:
        return
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())


def printable(text: str) -> str:
    """The text on one line, with control characters escaped."""
    return visible(text.replace("\n", "\\n").replace("\r", "\\r"))


def _columns() -> int:
    from shutil import get_terminal_size  # noqa: PLC0415 - 5 ms that only a terminal is worth

    return get_terminal_size().columns


def _can_encode(stream: IO[str] | None, text: str) -> bool:
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def shown_path(path: str) -> str:
    """The path for display, quoted if it contains control characters."""
    return path if printable(path) == path else f'"{printable(path)}"'


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UnwritableOutputError(reason_of(error)) from error


def _text(part: Part) -> str:
    return part[0] if isinstance(part, tuple) else part
