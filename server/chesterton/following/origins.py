"""Finds the commit to start from if the commit of an anchor is not in the history."""

from collections.abc import Callable, Iterator

from chesterton.anchoring.text.mention import may_hold
from chesterton.following import baseline
from chesterton.git import log
from chesterton.git.repository import Repository
from chesterton.model.anchor import Vouched
from chesterton.syntax.outline import Parsed
from chesterton.syntax.parsed_symbol import ParsedSymbol, find_symbol
from chesterton.workspace.workspace import Workspace

_BACK_LIMIT = 2_000
"""Commits of a file that are searched for something it does not have any more."""


def holds(parsed: Parsed | None, anchor: Vouched) -> bool:
    """Whether a file has what the anchor names; `parsed` is None for a missing file."""
    if parsed is None or anchor.symbol is None:
        return parsed is not None
    return _find(parsed, anchor) is not None


def holds_same(parsed: Parsed | None, anchor: Vouched) -> bool:
    """Whether a file has what the anchor names, with the meaning that was vouched for."""
    definition = _find(parsed, anchor)
    if definition is None:
        return parsed is not None and anchor.symbol is None
    return baseline.is_same(anchor, definition)


def last_with(
    repository: Repository, end: str, path: str, has: Callable[[str], bool]
) -> str | None:
    """The newest commit up to `end`, of those that changed the file, of which `has` is true."""
    return next(filter(has, _states(repository, end, path, None)), None)


def beginning(workspace: Workspace, end: str, anchor: Vouched, apart: str | None) -> str | None:
    """The newest commit up to `end` that has what the anchor names under this name.

    One that has the very same, word for word, comes first: another definition may have taken the
    name since. Where what was noted is there, in a commit `apart` from the history of `end`, only
    such a one will do, of those that came since they parted.
    """
    repository, named = workspace.repository, None
    if repository is None or anchor.is_name_alone or (apart is not None and not anchor.source):
        return None
    seen: set[str] = set()
    for commit in _states(repository, end, anchor.path, apart):
        blob = workspace.blob_id(commit, anchor.path)
        if blob is None or blob in seen:
            continue
        seen.add(blob)
        if _has_words(workspace, blob, anchor):
            return commit
        if apart is None and named is None and _has_name(workspace, blob, anchor):
            if not anchor.source:
                return commit
            named = commit
    return named


def _states(repository: Repository, end: str, path: str, after: str | None) -> Iterator[str]:
    """The commits that changed a file, newest first, each with those that it was made on.

    Those in the history of `after` are left out, but for what they left to those that came since.
    """
    yield end
    touching = log.touching(repository, end, path, limit=_BACK_LIMIT, after=after)
    parents = log.parents(repository, touching) if touching else {}
    for commit in touching:
        yield commit
        yield from parents.get(commit, ())


def _has_words(workspace: Workspace, blob: str, anchor: Vouched) -> bool:
    text = workspace.text_blob(blob) if anchor.source else None
    # most states are told by their text alone; there may be thousands
    if text is None or anchor.source is None or anchor.source not in text.value:
        return False
    definition = _find(workspace.parsed_blob(blob, anchor.path), anchor)
    return definition is not None and definition.source == anchor.source


def _has_name(workspace: Workspace, blob: str, anchor: Vouched) -> bool:
    if anchor.symbol is None:
        return True
    text = workspace.text_blob(blob)
    if text is None or not may_hold(text.value, anchor.symbol):
        return False
    return holds(workspace.parsed_blob(blob, anchor.path), anchor)


def _find(parsed: Parsed | None, anchor: Vouched) -> ParsedSymbol | None:
    return find_symbol(parsed, anchor.symbol, anchor.symbol_kind, anchor.ordinal)
