"""Fills the watch of a note: words from its text, and lines that a linked commit wrote."""

from collections.abc import Mapping, Sequence

from chesterton.anchoring.claims.claim import watch_words as words_of_text
from chesterton.anchoring.claims.claim_rebase import rebase
from chesterton.anchoring.claims.written_lines import carried
from chesterton.anchoring.text import fuzzy
from chesterton.following.baseline import parsed_baseline
from chesterton.following.verdict import claim_in
from chesterton.git import log
from chesterton.model.anchor import Anchor
from chesterton.model.clean import Clean
from chesterton.model.note import Note, NoteContent
from chesterton.model.watch import Watch
from chesterton.syntax.parsed_symbol import find_symbol
from chesterton.workspace.workspace import Workspace

_MESSAGE_LIMIT = 20_000
"""Characters of a commit message that are searched for a title."""


def commit_lines(workspace: Workspace, anchor: Anchor, commit: str) -> tuple[int, ...]:
    """The 0-based lines of an anchor's source that the commit wrote and that still stand."""
    repository = workspace.repository
    if repository is None or anchor.source is None:
        return ()
    after = _lines(workspace, commit, anchor.path)
    parents = log.parents(repository, [commit]).get(commit, [])
    before = _lines(workspace, parents[0], anchor.path) if parents else []
    added = _unequal(before, after)
    start, end = _extent(workspace, anchor, commit) or (0, len(after))
    source = anchor.source.split("\n")
    standing = _equal(after[start:end], source)
    return tuple(
        sorted(
            now
            for then, now in standing.items()
            if start + then in added and any(map(str.isalnum, source[now]))
        )
    )


def carried_lines(old: Anchor, new: Anchor) -> tuple[int, ...]:
    """The lines of commits in an anchor's code, in a later version of it."""
    if not old.commit_lines or old.source is None or new.source is None:
        return ()
    lines = carried(frozenset(old.commit_lines), old.source.split("\n"), new.source.split("\n"))
    return tuple(sorted(lines))


def is_message(workspace: Workspace, commit: str, title: str) -> bool:
    """Whether a title was taken from the message of a commit."""
    repository = workspace.repository
    message = log.message(repository, commit) if repository else ""
    return " ".join(title.split()).rstrip("…") in " ".join(message[:_MESSAGE_LIMIT].split())


def followed_word(note: Note, old: Anchor, new: Anchor) -> tuple[str, str] | None:
    """The watched word that is gone from the code, and the one that took its place."""
    then, now = parsed_baseline(old), parsed_baseline(new)
    if then is None or now is None:
        return None
    claim = claim_in(note, old, then)
    added = rebase(claim, then.shape, now.shape).terms - claim.terms
    gone = claim.terms - claim_in(note, new, now).terms
    if len(added) != 1 or len(gone) != 1:
        return None
    return next(iter(gone)), next(iter(added))


def watch_words(content: NoteContent[Clean], anchors: Sequence[Anchor]) -> tuple[str, ...]:
    """The words to watch, from the text of a note with these anchors."""
    sides = [side for each in anchors if (side := parsed_baseline(each))]
    quote = "\n".join(each.quote for each in anchors if each.quote)
    watch = Watch(content.title, content.body, quote=quote or None)
    return words_of_text(watch, [side.shape for side in sides])


def _lines(workspace: Workspace, commit: str, path: str) -> list[str]:
    blob = workspace.blob_id(commit, path)
    text = workspace.text_blob(blob) if blob else None
    return text.value.split("\n") if text else []


def _extent(workspace: Workspace, anchor: Anchor, commit: str) -> tuple[int, int] | None:
    """The 0-based lines of the anchored definition at the commit."""
    parsed = workspace.parsed_at(commit, anchor.path)
    there = find_symbol(parsed, anchor.symbol, anchor.symbol_kind, anchor.ordinal)
    return (there.symbol.first_line - 1, there.symbol.end_line) if there else None


def _unequal(old: Sequence[str], new: Sequence[str]) -> set[int]:
    return set(range(len(new))) - set(_equal(old, new).values())


def _equal(old: Sequence[str], new: Sequence[str]) -> Mapping[int, int]:
    """Equal lines of two texts, old to new, whatever their indentation."""
    steps = fuzzy.opcodes([line.strip() for line in old], [line.strip() for line in new])
    return {
        step.src_start + index: step.dest_start + index
        for step in steps
        if step.tag == "equal"
        for index in range(step.src_end - step.src_start)
    }
