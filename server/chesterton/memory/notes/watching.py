"""Fills the watch of a note when it is stored: words from its text, lines from its commits."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from chesterton.following import api
from chesterton.git.errors import GitError
from chesterton.memory.opening import Workspace
from chesterton.memory.watch_text import bare, words_of
from chesterton.model.anchor import Anchor
from chesterton.model.clean import Clean
from chesterton.model.errors import UserError
from chesterton.model.note import Note, Placed
from chesterton.redact.clean import clean

WATCH_LIMIT, WORD_LIMIT = 20, 100
"""Maximum number of watched words, and the length of one."""

_COMMIT = re.compile(r"(?:^|/commits?/|/-/commit/)([0-9a-f]{7,64})/?$")


def tidied(words: Iterable[str]) -> tuple[str, ...]:
    """Words to watch as typed, without back-ticks and duplicates. Raises UserError if too many."""
    plain = [" ".join(word.replace("`", " ").split()) for word in words]
    unique = tuple(dict.fromkeys(word for word in plain if word))
    if len(unique) > WATCH_LIMIT or any(len(word) > WORD_LIMIT for word in unique):
        raise UserError(
            f"a note can watch at most {WATCH_LIMIT} words of {WORD_LIMIT} characters",
            "watch the names and calls that matter most",
        )
    return unique


def refilled(workspace: Workspace, before: Note, after: Note) -> Note:
    """An edited note: a watch that no person has edited follows the text."""
    watch = after.content.watch
    was_audible = tuple(words_of(before))
    if watch is None or watch in {before.content.watch, was_audible}:
        untouched = filled(workspace, replace(before, content=replace(before.content, watch=None)))
        is_own = untouched.content.watch != before.content.watch
        kept = before.content.watch if is_own or after.title == before.title else None
        after = replace(after, content=replace(after.content, watch=kept))
    else:
        wanted = {bare(word) for word in watch}
        silenced = tuple(word for word in after.silenced if bare(word) not in wanted)
        after = replace(after, silenced=silenced)
    return filled(workspace, after)


def taught(placed: Placed, anchors: Sequence[Anchor]) -> Note:
    """The note after the answer "still true", at its new anchors.

    A word that was touched for the second time is silenced. A word that was replaced in the code is
    replaced in the watch.
    """
    note = placed.note
    changes = [change for each in placed.whereabouts for change in (each.edit, each.change)]
    words = {clean(each.word).text for each in changes if each and each.claim and each.word}
    again = words & {*note.answered}
    taught = replace(
        note,
        anchors=tuple(dict.fromkeys(anchors)),
        answered=tuple(sorted({*note.answered, *words} - again)),
        silenced=tuple(dict.fromkeys((*note.silenced, *sorted(again)))),
    )
    for old, new in zip(note.anchors, anchors, strict=True):
        if pair := api.followed_word(note, old, new):
            taught = _renamed(taught, *pair)
    return taught


def _renamed(note: Note, old: str, new: str) -> Note:
    """The note with one watched word replaced by another."""

    def followed(words: Iterable[Clean]) -> tuple[Clean, ...]:
        renamed = (clean(new).text if bare(word) == bare(old) else word for word in words)
        return tuple(dict.fromkeys(renamed))

    watch = note.content.watch
    return replace(
        note,
        content=replace(note.content, watch=None if watch is None else followed(watch)),
        answered=followed(note.answered),
        silenced=followed(note.silenced),
    )


def filled(workspace: Workspace, note: Note) -> Note:
    """The note with the lines that its commits wrote, and words to watch unless it has some."""
    commits = list(_commits(workspace, note.links))
    anchors = tuple(_with_lines(workspace, each, commits) for each in note.anchors)
    note = replace(note, anchors=anchors)
    if note.content.watch is not None or not any(each.symbol for each in anchors):
        return note
    is_copied = any(api.is_message(workspace, commit, note.title) for commit in commits)
    watch = () if is_copied else api.watch_words(note.content, anchors)
    words = tuple(clean(word).text for word in watch[:WATCH_LIMIT])
    return replace(note, content=replace(note.content, watch=words))


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
