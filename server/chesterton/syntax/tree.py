"""Parses text into syntax trees with tree-sitter, in full or incrementally after an edit."""

import time
from typing import NamedTuple

import tree_sitter

from chesterton.syntax.edits import ByteChange, Edit, difference
from chesterton.syntax.grammar import grammar
from chesterton.syntax.language_rules import Language
from chesterton.syntax.positions import to_bytes

TIME_LIMIT = 2.0
"""Maximum CPU seconds per parse. Error recovery in text of another language can take minutes:
200 kB of JSON in a `.lua` file took 52 s."""

_QUICK = 2_000  #: bytes; sources up to this size always parse quickly


class Tree(NamedTuple):
    """A syntax tree, and the source that has the same offsets."""

    source: bytes
    parsed: bytes  #: the source as the grammar was given it, see `Language.parseable`
    syntax: tree_sitter.Tree


def source_of(text: str) -> bytes:
    """The bytes to parse, with the same offsets as the UTF-8 text.

    A lone CR becomes LF, so that tree-sitter counts lines as we do. NUL is replaced, because many
    scanners take it for the end of input.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\0\n").replace("\r", "\n").replace("\0\n", "\r\n")
    return to_bytes(text).replace(b"\0", b"\x01")


def parse_source(source: bytes, language: Language) -> Tree:
    """Parses a source without a time limit."""
    parsed = language.parseable(source, None)
    return Tree(source, parsed, tree_sitter.Parser(grammar(language)).parse(parsed))


def parse_in_time(source: bytes, language: Language) -> Tree | None:
    """Parses a source; None if that takes longer than TIME_LIMIT."""
    parsed = language.parseable(source, None)
    syntax = _parsed(parsed, language, None)
    return None if syntax is None else Tree(source, parsed, syntax)


def reparse(previous: Tree, source: bytes, language: Language) -> tuple[Tree, ByteChange] | None:
    """Parses an edited source incrementally; also returns the bytes that may differ.

    None if that takes longer than TIME_LIMIT.
    """
    change = difference(previous.source, source)
    parsed = language.parseable(source, Edit(previous.parsed, change))
    if parsed is not source or previous.parsed is not previous.source:
        change = change.joined(difference(previous.parsed, parsed))
    row = source.count(b"\n", 0, change.start)
    edited = previous.syntax.copy()  # other threads may still be reading the original
    edited.edit(
        start_byte=change.start,
        old_end_byte=change.old_end,
        new_end_byte=change.new_end,
        start_point=_point(source, change.start, change.start, row),
        old_end_point=_point(previous.source, change.start, change.old_end, row),
        new_end_point=_point(source, change.start, change.new_end, row),
    )
    syntax = _parsed(parsed, language, edited)
    if syntax is None:
        return None
    return Tree(source, parsed, syntax), _widened(change, edited.changed_ranges(syntax))


def _parsed(
    source: bytes, language: Language, previous: tree_sitter.Tree | None
) -> tree_sitter.Tree | None:
    parser = tree_sitter.Parser(grammar(language))
    deadline, latest = time.monotonic() + TIME_LIMIT, time.thread_time() + TIME_LIMIT

    whole, views = memoryview(source), dict[int, memoryview]()

    def read(offset: int, _point: tuple[int, int]) -> memoryview:
        if offset not in views:  # the parser reads the end of the source repeatedly
            views[offset] = whole[offset:]
        return views[offset]

    def is_too_late(_offset: int, _has_error: bool) -> bool:  # noqa: FBT001 - how it is called
        return time.monotonic() > deadline and time.thread_time() > latest  # cheap check first

    try:
        if len(source) <= _QUICK:
            return parser.parse(source, previous) if previous else parser.parse(source)
        if previous is None:
            return parser.parse(read, progress_callback=is_too_late)
        return parser.parse(read, previous, progress_callback=is_too_late)
    except ValueError:  # cancelled by the progress callback
        return None
    finally:
        for view in views.values():  # the binding never releases the views that `read` returns
            view.release()


def _point(source: bytes, start: int, offset: int, row: int) -> tuple[int, int]:
    """Row and column of an offset after `start`, which is in `row`."""
    column = offset - source.rfind(b"\n", 0, offset) - 1
    return row + source.count(b"\n", start, offset), column


def _widened(change: ByteChange, ranges: list[tree_sitter.Range]) -> ByteChange:
    shift = change.new_end - change.old_end
    start = min([change.start, *(changed.start_byte for changed in ranges)])
    end = max([change.new_end, *(changed.end_byte for changed in ranges)])
    return ByteChange(start, max(end - shift, start), end)
