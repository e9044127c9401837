"""Parses an open document, finds its comments, and computes the cache key of its notes."""

from collections.abc import Hashable, Iterable, Iterator, Sequence

from chesterton.memory.opening import Workspace
from chesterton.model.symbol import Span
from chesterton.syntax.comments import Comment, comment_at, comments
from chesterton.syntax.language import language_for, language_named
from chesterton.syntax.outline import Parsed, parse
from chesterton.syntax.text import Text
from chesterton.workspace import files, globs
from chesterton.workspace.stale_buffer import SeenContent, check_buffer

__all__ = ["Comment", "Parsed", "SeenContent", "check_buffer"]

LONG_COMMENT = 20
"""Minimum length of a selected comment that can become a note without a marker."""


def parse_typed(
    workspace: Workspace, path: str, text: Text, language_id: str, previous: Parsed | None
) -> Parsed:
    """Parses the possibly unsaved text of a document, incrementally if `previous` is given.

    The language is detected from the path, or else taken from the editor.
    """
    language = language_for(path)
    if previous is None and language is not None:
        return workspace.parsed_text(path, text)
    return parse(text, language or language_named(language_id), previous)


def parse_as(text: Text, parsed: Parsed) -> Parsed:
    """Parses another text in the language of `parsed`."""
    return parse(text, parsed.language)


def margin_cache_key(workspace: Workspace, path: str, base: str | None) -> Hashable:
    """The cache key of a margin, not counting the texts of the open documents."""
    head = base or workspace.head()
    stamp = files.stamp(workspace.root, path)
    return (workspace.store.version(), workspace.shown, head, path, stamp)


def is_excluded(path: str, patterns: Sequence[str]) -> bool:
    """Whether a glob of the `exclude` setting matches a path."""
    return bool(patterns) and globs.matcher(patterns)(path)


def marked_comments(parsed: Parsed, markers: Iterable[str]) -> Iterator[Span]:
    """The comments that begin with a marker."""
    present = tuple(marker for marker in markers if marker and marker in parsed.text.value)
    if present:
        yield from (each.span for each in comments(parsed) if each.text.startswith(present))


def is_long_comment(parsed: Parsed, span: Span) -> bool:
    """Whether a selection is within a comment and long enough to become a note."""
    if span.end - span.start < LONG_COMMENT:
        return False
    comment = comment_at(parsed, span.start)
    return comment is not None and span.end <= comment.span.end
