"""Where a way begins that does not begin with the commit that was noted: the last one that fits."""

from collections.abc import Callable, Iterator

from chesterton.anchoring.mention import may_hold
from chesterton.git import log
from chesterton.git.repository import Repository
from chesterton.memory import vouched
from chesterton.memory.workspace import Workspace
from chesterton.model.anchor import Vouched
from chesterton.syntax.outline import Parsed

_BACK_LIMIT = 2_000
"""Commits of a file looked through for something that is not there any more."""


def holds(parsed: Parsed | None, anchor: Vouched) -> bool:
    """Whether a file has what the anchor names; `parsed` is None where there is no such file."""
    if parsed is None or anchor.symbol is None:
        return parsed is not None
    return parsed.outline.find(anchor.symbol, anchor.symbol_kind, anchor.ordinal) is not None


def last_with(
    repository: Repository,
    end: str,
    path: str,
    has: Callable[[str], bool],
    after: str | None = None,
) -> str | None:
    """The newest commit up to `end`, of those that changed the file, of which `has` is true.

    Only those are looked at that are not in the history of `after`.
    """
    return next(filter(has, _states(repository, end, path, after)), None)


def beginning(workspace: Workspace, end: str, anchor: Vouched, apart: str | None) -> str | None:
    """The newest commit up to `end` that has what the anchor names under this name.

    Where what was noted is there, in a commit `apart` from the history of `end`, it is one that
    came since they parted and has the very same.
    """
    if workspace.repository is None or anchor.is_name_alone:
        return None
    if apart is not None and anchor.fingerprint is None:
        return None

    def has(commit: str) -> bool:
        return _has(workspace, commit, anchor) and (
            apart is None or _is_same(workspace, commit, anchor)
        )

    return last_with(workspace.repository, end, anchor.path, has, apart)


def _states(repository: Repository, end: str, path: str, after: str | None) -> Iterator[str]:
    yield end
    touching = log.touching(repository, end, path, limit=_BACK_LIMIT, after=after)
    parents = log.parents(repository, touching) if touching else {}
    for commit in touching:
        yield commit
        yield from parents.get(commit, ())


def _is_same(workspace: Workspace, commit: str, anchor: Vouched) -> bool:
    parsed = workspace.parsed_at(commit, anchor.path)
    if parsed is None or anchor.symbol is None:
        return False
    symbol = parsed.outline.find(anchor.symbol, anchor.symbol_kind, anchor.ordinal)
    return symbol is not None and vouched.is_same(anchor, parsed, symbol)


def _has(workspace: Workspace, commit: str, anchor: Vouched) -> bool:
    blob = workspace.blob_id(commit, anchor.path)
    if blob is None or anchor.symbol is None:
        return blob is not None
    text = workspace.text_blob(blob)
    if text is None or not may_hold(text.value, anchor.symbol):
        return False
    return holds(workspace.parsed_blob(blob, anchor.path), anchor)
