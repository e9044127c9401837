"""Recognises what an ongoing merge, rebase or cherry-pick wrote, as opposed to the user."""

import re
from collections.abc import Iterator, Sequence

from chesterton.model.symbol import Symbol
from chesterton.syntax.outline import Parsed, parse
from chesterton.syntax.parsed_symbol import ParsedSymbol, find_symbol
from chesterton.workspace.workspace import Workspace

_OURS = re.compile(r"^<{7}(?: |$)", re.MULTILINE)
_THEIRS = re.compile(r"^>{7}(?: |$)", re.MULTILINE)
_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: |$)")
_AFTER = {"<": "ours", "|": "base", "=": "theirs", ">": ""}
"""The side that starts after each conflict marker; `ours` is HEAD's."""


def is_in_conflict(parsed: Parsed) -> bool:
    """Whether a text has git's conflict markers, and so is not yet the user's edit."""
    text = parsed.text.value
    return bool("<<<<<<<" in text and _OURS.search(text) and _THEIRS.search(text))


def one_side(parsed: Parsed, line: int | None = None) -> tuple[Parsed, int | None]:
    """A text without conflicts: the side that has the line, by default HEAD's; and that line.

    The lines of the other sides are empty, so that all others keep their numbers. For a marker, the
    line beside it is returned. A text without conflict markers is returned as it is.
    """
    if not is_in_conflict(parsed):
        return parsed, line
    lines = [parsed.text.line(number) for number in range(parsed.text.line_count)]
    sides = [*_sides(lines)]
    if line is not None and 1 <= line <= len(lines):
        step = 1 if lines[line - 1].startswith("<") else -1
        while 1 < line < len(lines) and sides[line - 1] is None:
            line += step
    chosen = (sides[line - 1] if line and line <= len(lines) else "") or "ours"
    kept = (text if side in {"", chosen} else "" for text, side in zip(lines, sides, strict=True))
    return parse("\n".join(kept), parsed.language), line


def _sides(lines: Sequence[str]) -> Iterator[str | None]:
    """For each line, its side of a conflict: empty outside of one, None for a marker."""
    side = ""
    for line in lines:
        marker = _MARKER.match(line)
        if marker and (side or line[0] == "<"):
            side = _AFTER[line[0]]
            yield None
        else:
            yield side


def comes_from_merged_commit(
    workspace: Workspace, head: tuple[str, ParsedSymbol], current: tuple[str, ParsedSymbol]
) -> bool:
    """Whether the commit being merged accounts for every changed line of a definition.

    The definition is given as in HEAD and as in the working tree, each with its path.
    """
    then, now = _lines(head[1]), _lines(current[1])
    return any(
        now - then <= _lines(side) and not (then - now) & _lines(side)
        for side in _merged_definitions(workspace, head, current)
    )


def is_removed_by_merged_commit(workspace: Workspace, path: str, symbol: Symbol) -> bool:
    """Whether the commit being merged lacks the symbol."""
    commit = _other_side(workspace)
    return (
        commit is not None and find_symbol(workspace.parsed_at(commit, path), *symbol.key) is None
    )


def _merged_definitions(
    workspace: Workspace, *places: tuple[str, ParsedSymbol]
) -> Iterator[ParsedSymbol]:
    """The definition in the commit being merged, at its old and its current path and name."""
    commit = _other_side(workspace)
    if commit is None:
        return
    for path, (_, symbol) in places:
        definition = find_symbol(workspace.parsed_at(commit, path), *symbol.key)
        if definition is not None:
            yield definition


def _other_side(workspace: Workspace) -> str | None:
    return workspace.repository.other_side() if workspace.repository else None


def _lines(definition: ParsedSymbol) -> set[str]:
    return {line.strip() for line in definition.source.splitlines()} - {""}
