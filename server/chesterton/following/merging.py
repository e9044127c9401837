"""Recognises edits that come from an ongoing merge, rebase or cherry-pick, not from the user."""

import re
from collections.abc import Iterator

from chesterton.model.symbol import Symbol
from chesterton.syntax.outline import Parsed
from chesterton.syntax.parsed_symbol import ParsedSymbol, find_symbol
from chesterton.workspace.workspace import Workspace

_OURS = re.compile(r"^<{7}(?: |$)", re.MULTILINE)
_THEIRS = re.compile(r"^>{7}(?: |$)", re.MULTILINE)


def is_in_conflict(parsed: Parsed) -> bool:
    """Whether a text has git's conflict markers, and so is not yet the user's edit."""
    text = parsed.text.value
    return bool("<<<<<<<" in text and _OURS.search(text) and _THEIRS.search(text))


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
