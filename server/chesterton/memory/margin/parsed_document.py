"""One document as it is typed: parsed, with its comments, beside its file. How surfaces read it."""

from collections.abc import Hashable, Iterable, Iterator, Sequence

from chesterton.memory.opening import Workspace
from chesterton.model.symbol import Span
from chesterton.syntax.comments import Comment, comment_at, comments
from chesterton.syntax.language import language_for, language_named
from chesterton.syntax.outline import Parsed, parse
from chesterton.syntax.text import Text
from chesterton.workspace import files, globs
from chesterton.workspace.stale_buffer import Seen, Sight, look

__all__ = [
    "Comment",
    "Parsed",
    "Seen",
    "Sight",
    "comment_at",
    "dependencies",
    "is_excluded",
    "is_long_comment",
    "look",
    "marked_comments",
    "parse_as",
    "parse_typed",
]

LONG_COMMENT = 20
"""A selected comment without a marker is worth remembering from so many characters on."""


def parse_typed(
    workspace: Workspace, path: str, text: Text, language_id: str, previous: Parsed | None
) -> Parsed:
    """The text of a document, parsed from its `previous` state where there is one.

    The language is that of the file's name, else the one that the editor names.
    """
    language = language_for(path)
    if previous is None and language is not None:
        return workspace.parsed_text(path, text)
    return parse(text, language or language_named(language_id), previous)


def parse_as(text: Text, parsed: Parsed) -> Parsed:
    """A text in the language of another."""
    return parse(text, parsed.language)


def dependencies(workspace: Workspace, path: str, base: str | None) -> Hashable:
    """What the notes beside a document depend on, besides its text and other open documents."""
    head = base or workspace.head()
    return (workspace.store.version(), head, path, files.stamp(workspace.root, path))


def is_excluded(path: str, patterns: Sequence[str]) -> bool:
    """Whether one of the globs of the option `exclude` matches a path."""
    return bool(patterns) and globs.matcher(patterns)(path)


def marked_comments(parsed: Parsed, markers: Iterable[str]) -> Iterator[Span]:
    """The comments that begin with a marker."""
    wanted = tuple(marker for marker in markers if marker and marker in parsed.text.value)
    if wanted:
        yield from (each.span for each in comments(parsed) if each.text.startswith(wanted))


def is_long_comment(parsed: Parsed, span: Span) -> bool:
    """Whether a selection lies in a comment and is long enough to be worth remembering."""
    if span.end - span.start < LONG_COMMENT:
        return False
    comment = comment_at(parsed, span.start)
    return comment is not None and span.end <= comment.span.end
