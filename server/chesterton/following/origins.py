"""Finds a commit from which to follow an anchor whose own commit is not in HEAD's history."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from chesterton.anchoring.text.mention import contains_words_of
from chesterton.following import baseline
from chesterton.git import log
from chesterton.git.errors import GitError
from chesterton.git.repository import Repository
from chesterton.model.anchor import PROJECT_PATH, Baseline
from chesterton.syntax.outline import Parsed
from chesterton.syntax.parsed_symbol import ParsedSymbol, find_symbol
from chesterton.workspace.workspace import Workspace

_BACK_LIMIT = 2_000
"""Maximum number of a file's commits searched for a definition that it no longer has."""


def has_symbol(parsed: Parsed | None, anchor: Baseline) -> bool:
    """Whether a file has the anchor's symbol; `parsed` is None for a missing file."""
    if parsed is None or anchor.symbol is None:
        return parsed is not None
    return _find(parsed, anchor) is not None


def has_unchanged_symbol(parsed: Parsed | None, anchor: Baseline) -> bool:
    """Whether a file has the anchor's symbol, equal to its baseline."""
    definition = _find(parsed, anchor)
    if definition is None:
        return parsed is not None and anchor.symbol is None
    return baseline.equals_baseline(anchor, definition)


def last_with(
    repository: Repository, end: str, path: str, has: Callable[[str], bool]
) -> str | None:
    """The newest commit up to `end` that changed the file and for which `has` is true."""
    return next(filter(has, _file_commits(repository, end, path, None)), None)


def is_untraceable(workspace: Workspace, anchor: Baseline) -> bool:
    """Whether no history leads here from an anchor: its commit is missing, or was never known.

    In a truncated clone, and after a rewrite that was collected, only the code itself is left.
    """
    repository = workspace.repository
    if repository is None or anchor.path == PROJECT_PATH:
        return False
    if anchor.commit is None:
        return repository.is_shallow
    return not workspace.singleton(_Commits).has(repository, anchor.commit)


class _Commits:
    """Which commits the repository has; asked again when its HEAD changes. Thread-safe."""

    def __init__(self, _workspace: Workspace) -> None:
        self._known: dict[tuple[object, str], bool] = {}

    def has(self, repository: Repository, commit: str) -> bool:
        key = repository.head(), commit
        if key not in self._known:
            with suppress(GitError):
                self._known[key] = repository.has(commit)
        return self._known.get(key, True)


def start_commit(
    workspace: Workspace, end: str, anchor: Baseline, unmerged: str | None
) -> str | None:
    """The newest commit up to `end` that has the anchor's definition.

    A commit with identical source is preferred over one that has only the name, which another
    definition may have taken since. If the anchor's own commit exists but is `unmerged` into `end`,
    only identical source counts, and only in commits since the histories diverged.
    """
    repository, same_name = workspace.repository, None
    if repository is None or anchor.is_name_alone or (unmerged is not None and not anchor.source):
        return None
    seen: set[str] = set()
    path = workspace.paths.real_in(repository, end, anchor.path)
    for commit in _file_commits(repository, end, path, unmerged):
        blob = workspace.blob_id(commit, anchor.path)
        if blob is None or blob in seen:
            continue
        seen.add(blob)
        if _has_source(workspace, blob, anchor):
            return commit
        if unmerged is None and same_name is None and _has_name(workspace, blob, anchor):
            if not anchor.source:
                return commit
            same_name = commit
    return same_name


def _file_commits(repository: Repository, end: str, path: str, after: str | None) -> Iterator[str]:
    """The commits that changed a file, newest first, each followed by its parents.

    Ancestors of `after` are excluded, except as parents of later commits.
    """
    yield end
    touching = log.commits_touching(repository, end, path, limit=_BACK_LIMIT, after=after)
    parents = log.parents(repository, touching) if touching else {}
    for commit in touching:
        yield commit
        yield from parents.get(commit, ())


def _has_source(workspace: Workspace, blob: str, anchor: Baseline) -> bool:
    text = workspace.text_blob(blob) if anchor.source else None
    # a substring test avoids parsing most versions, of which there may be thousands
    if text is None or anchor.source is None or anchor.source not in text.value:
        return False
    definition = _find(workspace.parsed_blob(blob, anchor.path), anchor)
    return definition is not None and definition.source == anchor.source


def _has_name(workspace: Workspace, blob: str, anchor: Baseline) -> bool:
    if anchor.symbol is None:
        return True
    text = workspace.text_blob(blob)
    if text is None or not contains_words_of(text.value, anchor.symbol):
        return False
    return has_symbol(workspace.parsed_blob(blob, anchor.path), anchor)


def _find(parsed: Parsed | None, anchor: Baseline) -> ParsedSymbol | None:
    return find_symbol(parsed, anchor.symbol, anchor.symbol_kind, anchor.ordinal)
