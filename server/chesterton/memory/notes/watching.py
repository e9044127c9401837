"""Fills the watch of a note when it is stored: words from its text, lines from its commits."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from chesterton.following import api
from chesterton.git.errors import GitError
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import Anchor
from chesterton.model.note import Note
from chesterton.redact.clean import clean

_COMMIT = re.compile(r"(?:^|/commits?/|/-/commit/)([0-9a-f]{7,64})/?$")


def filled(workspace: Workspace, note: Note) -> Note:
    """The note with the lines that its commits wrote, and words to watch unless it has some."""
    commits = list(_commits(workspace, note.links))
    anchors = tuple(_with_lines(workspace, each, commits) for each in note.anchors)
    note = replace(note, anchors=anchors)
    if note.content.watch is not None or not any(each.symbol for each in anchors):
        return note
    is_copied = any(api.is_message(workspace, commit, note.title) for commit in commits)
    watch = () if is_copied else api.watch_words(note.content, anchors)
    return replace(note, content=replace(note.content, watch=tuple(clean(w).text for w in watch)))


def _with_lines(workspace: Workspace, anchor: Anchor, commits: Sequence[str]) -> Anchor:
    if anchor.commit_lines or anchor.symbol is None:
        return anchor
    lines: set[int] = set()
    for commit in commits:
        with suppress(GitError):
            lines |= set(api.commit_lines(workspace, anchor, commit))
    return replace(anchor, commit_lines=tuple(sorted(lines)))


def _commits(workspace: Workspace, links: Iterable[str]) -> Iterator[str]:
    """The commits of this repository among the links."""
    repository = workspace.repository
    for link in links:
        found = _COMMIT.search(link)
        if repository and found:
            with suppress(GitError):
                if commit := repository.resolve(found[1]):
                    yield commit
