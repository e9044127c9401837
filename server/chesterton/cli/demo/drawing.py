"""Renders an editor's display as text: code with lenses and diagnostics, hovers, menus."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

from chesterton.cli.screen import Part, Screen

_WIDTH = 78
_GUTTER = "      │ "
_SQUIGGLES = {1: "bad", 2: "warn", 3: "decision", 4: "muted"}


class Picture:
    """Renders the elements of the demo on a screen."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def scene(self, title: str, number: int | None = None) -> None:
        """Prints the heading of a step."""
        self._screen.line()
        heading = f" {number}  {title} " if number else f" {title} "
        self._screen.line((heading, "title"), ("─" * max(0, _WIDTH - len(heading)), "muted"))

    def say(self, text: str) -> None:
        """Prints the narrator's text, wrapped."""
        for line in wrap(text, _WIDTH - 4):
            self._screen.line(f"    {line}")

    def code(
        self,
        text: str,
        lines: tuple[int, int],
        lenses: Sequence[Mapping[str, Any]] = (),
        diagnostics: Sequence[Mapping[str, Any]] = (),
        edited: int | None = None,
    ) -> None:
        """Prints lines of code (1-based, inclusive) with their lenses and diagnostics."""
        above, under = _by_line(lenses), _by_line(diagnostics)
        source_lines = text.splitlines()
        self._screen.line()
        for number in range(lines[0], min(lines[1], len(source_lines)) + 1):
            source = source_lines[number - 1]
            for lens in above.get(number, ()):
                self._lens(source, str(lens["command"]["title"]))
            mark = ("▎", "warn") if number == edited else " "
            self._screen.line((f"{number:5}", "muted"), mark, ("│ ", "muted"), source)
            for diagnostic in under.get(number, ()):
                self._squiggle(source, diagnostic)
        self._screen.line()

    def hover(self, text: str) -> None:
        """Prints a hover in a box."""
        inner = _WIDTH - 10
        lines = [part for line in text.strip().split("\n") for part in wrap(line, inner) or [""]]
        self._screen.line("    ", (f"╭{'─' * (inner + 2)}╮", "muted"))
        for line in lines:
            self._screen.line("    ", ("│ ", "muted"), line.ljust(inner), (" │", "muted"))
        self._screen.line("    ", (f"╰{'─' * (inner + 2)}╯", "muted"))

    def menu(self, titles: Sequence[str], chosen: str | None = None) -> None:
        """Prints the quick-fix menu."""
        for title in titles:
            is_chosen = title == chosen
            mark: Part = ("  ▸ ", "good") if is_chosen else "    "
            self._screen.line("    ", mark, (title, "title") if is_chosen else title)

    def page(self, text: str, typed: Sequence[str] = ()) -> None:
        """Prints a small file with the typed lines highlighted."""
        self._screen.line()
        for line in text.rstrip("\n").split("\n"):
            style = "good" if line in typed and line else "muted"
            shown = line.split("  #")[0].rstrip() if typed else line
            self._screen.line((_GUTTER, "muted"), (shown, style))
        self._screen.line()

    def _lens(self, source: str, title: str) -> None:
        indent = source[: len(source) - len(source.lstrip())]
        self._screen.line((_GUTTER, "muted"), indent, (title, "pattern"))

    def _squiggle(self, source: str, diagnostic: Mapping[str, Any]) -> None:
        start = diagnostic["range"]["start"]["character"]
        is_one_line = diagnostic["range"]["end"]["line"] == diagnostic["range"]["start"]["line"]
        end = diagnostic["range"]["end"]["character"] if is_one_line else len(source)
        style = _SQUIGGLES.get(diagnostic.get("severity", 3), "warn")
        self._screen.line((_GUTTER, "muted"), " " * start, ("~" * max(1, end - start), style))
        for line in wrap(str(diagnostic["message"]), _WIDTH - 12):
            self._screen.line((_GUTTER, "muted"), "    ", (line, style))


def _by_line(items: Sequence[Mapping[str, Any]]) -> dict[int, list[Mapping[str, Any]]]:
    grouped: dict[int, list[Mapping[str, Any]]] = {}
    for item in items:
        grouped.setdefault(item["range"]["start"]["line"] + 1, []).append(item)
    return grouped


def line_of(text: str, part: str) -> int:
    """The 1-based number of the first line that contains `part`."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)
