"""While git merges, rebases or picks: an edit that one of its sides made is not the user's."""

import re
from collections.abc import Iterator

from chesterton.following.baseline import Definition
from chesterton.model.symbol import Symbol
from chesterton.syntax.outline import Parsed
from chesterton.workspace.workspace import Workspace

_OURS = re.compile(r"^<{7}(?: |$)", re.MULTILINE)
_THEIRS = re.compile(r"^>{7}(?: |$)", re.MULTILINE)


def is_in_conflict(parsed: Parsed) -> bool:
    """Whether git's marks stand in a text: it is both sides at once, and nobody's edit yet."""
    text = parsed.text.value
    return bool("<<<<<<<" in text and _OURS.search(text) and _THEIRS.search(text))


def comes_from_a_side(
    workspace: Workspace, head: tuple[str, Definition], today: tuple[str, Definition]
) -> bool:
    """Whether every line that differs from HEAD stands so in the commit being brought in.

    The definition is given as HEAD has it and as it is, each with its path.
    """
    then, now = _lines(*head[1]), _lines(*today[1])
    return any(
        now - then <= _lines(*side) and not (then - now) & _lines(*side)
        for side in _sides(workspace, head, today)
    )


def removed_by_a_side(workspace: Workspace, path: str, symbol: Symbol) -> bool:
    """Whether the commit being brought in does not have the symbol."""
    commit = _other_side(workspace)
    if commit is None:
        return False
    parsed = workspace.parsed_at(commit, path)
    return parsed is None or parsed.outline.find(*symbol.key) is None


def _sides(workspace: Workspace, *places: tuple[str, Definition]) -> Iterator[Definition]:
    """The definition in the commit being brought in, where HEAD has it and where it is."""
    commit = _other_side(workspace)
    if commit is None:
        return
    for path, (_, symbol) in places:
        parsed = workspace.parsed_at(commit, path)
        found = parsed.outline.find(*symbol.key) if parsed else None
        if parsed and found:
            yield parsed, found


def _other_side(workspace: Workspace) -> str | None:
    return workspace.repository.other_side() if workspace.repository else None


def _lines(parsed: Parsed, symbol: Symbol) -> set[str]:
    return {line.strip() for line in parsed.source(symbol).splitlines()} - {""}
