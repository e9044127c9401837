"""Finds a starting commit for anchors whose own commit is not in the history of HEAD."""

from collections.abc import Callable, Iterator

from chesterton.anchoring.text.mention import contains_words_of
from chesterton.following import baseline
from chesterton.git import log
from chesterton.git.repository import Repository
from chesterton.model.anchor import Baseline
from chesterton.workspace.workspace import Workspace

_BACK_LIMIT = 2_000
"""Maximum number of a file's commits searched for a definition that it no longer has."""


def last_with(
    repository: Repository, end: str, path: str, has: Callable[[str], bool]
) -> str | None:
    """The newest commit up to `end` that changed the file and for which `has` is true."""
    return next(filter(has, _file_commits(repository, end, path, None)), None)


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
    definition = baseline.definition_in(workspace.parsed_blob(blob, anchor.path), anchor)
    return definition is not None and definition.source == anchor.source


def _has_name(workspace: Workspace, blob: str, anchor: Baseline) -> bool:
    if anchor.symbol is None:
        return True
    text = workspace.text_blob(blob)
    if text is None or not contains_words_of(text.value, anchor.symbol):
        return False
    return baseline.has_symbol(workspace.parsed_blob(blob, anchor.path), anchor)
