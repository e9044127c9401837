"""While git merges, rebases or picks: an edit that one of its sides made is not the user's."""

from chesterton.memory.vouched import Definition
from chesterton.memory.workspace import Workspace
from chesterton.model.symbol import Symbol
from chesterton.syntax.outline import Parsed


def comes_from_a_side(workspace: Workspace, path: str, head: Definition, today: Definition) -> bool:
    """Whether every line that differs from HEAD stands so in the commit being brought in."""
    then, now = _lines(*head), _lines(*today)
    return any(
        now - then <= _lines(*side) and not (then - now) & _lines(*side)
        for side in _sides(workspace, path, head[1])
    )


def removed_by_a_side(workspace: Workspace, path: str, symbol: Symbol) -> bool:
    """Whether the commit being brought in does not have the symbol."""
    repository = workspace.repository
    commit = repository.other_side() if repository else None
    if commit is None:
        return False
    parsed = workspace.parsed_at(commit, path)
    return parsed is None or parsed.outline.find(*symbol.key) is None


def _sides(workspace: Workspace, path: str, symbol: Symbol) -> list[Definition]:
    repository = workspace.repository
    commit = repository.other_side() if repository else None
    parsed = workspace.parsed_at(commit, path) if commit else None
    found = parsed.outline.find(*symbol.key) if parsed else None
    return [(parsed, found)] if parsed and found else []


def _lines(parsed: Parsed, symbol: Symbol) -> set[str]:
    return {line.strip() for line in parsed.source(symbol).splitlines()} - {""}
