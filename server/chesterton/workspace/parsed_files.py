"""The parse cache of a workspace: outlines of files, and the most recently used syntax trees."""

import threading
from collections.abc import Callable

from cachetools import LRUCache

from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed, parse
from chesterton.syntax.text import Text, decode
from chesterton.workspace.files import Stamp

_OUTLINES = 4_000_000
"""Maximum code points of source with cached outlines: hundreds of files, each parsed once."""

_OUTLINE = 1_000
"""Minimum that an outline counts for."""

_FILES = 5_000
"""Maximum number of files whose last version is remembered by its key."""

_TREES = 400_000
"""Maximum code points of source with cached trees; a tree takes 27 times the memory of its text."""

_MANY_TREES = 4_000_000
"""The same limit after `expect_many`."""

_Key = tuple[str, str]
"""A file's suffix, which determines its language, and the object id of its content."""


class ParsedFiles:
    """Parsed versions of files, cached by the object id of their content. Thread-safe.

    Files are read and parsed without the lock, so two threads may parse the same file.
    """

    def __init__(self, object_id: Callable[[bytes], str]) -> None:
        self._object_id = object_id
        self._on_disk: LRUCache[tuple[str, Stamp], _Key] = LRUCache(_FILES)
        self._outlines: LRUCache[_Key, Parsed | None] = LRUCache(_OUTLINES, _outline_size)
        self._trees: LRUCache[_Key, Parsed] = LRUCache(_TREES, _size)
        self._latest: LRUCache[str, _Key] = LRUCache(_FILES)  #: by path, the version parsed last
        self._lock = threading.Lock()

    def on_disk(self, path: str, stamp: Stamp, read: Callable[[], bytes | None]) -> Parsed | None:
        """The file `path` with this stamp, parsed; None if missing or binary."""
        with self._lock:
            known_key = self._on_disk.get((path, stamp))
            if known_key is not None and known_key in self._outlines:
                return self._cached(known_key)
        data = read()
        if data is None:
            return None
        # keyed by content: a file that equals its committed version is parsed once for both
        key = _key(path, self._object_id(data))
        with self._lock:
            self._on_disk[path, stamp] = key
        return self._get(key, lambda: _parse(path, to_text(data)))

    @staticmethod
    def text(data: bytes | None) -> Text | None:
        """The text of a file's content; None if there is none, or it is binary."""
        return to_text(data) if data is not None else None

    def stored(self, path: str, blob: str, read: Callable[[], Text | None]) -> Parsed | None:
        """A git blob, parsed as the file `path`; None if missing or binary."""
        key = _key(path, blob)
        return self._get(key, lambda: self._parse_next(path, key, read()))

    def expect_many(self) -> None:
        """Keeps more trees, for a caller that is about to read much of the project."""
        with self._lock:
            trees, self._trees = self._trees, LRUCache(_MANY_TREES, _size)
            self._trees.update(trees)

    def _parse_next(self, path: str, key: _Key, text: Text | None) -> Parsed | None:
        """Parses a version of a file, incrementally from the version that was parsed last."""
        with self._lock:
            latest, self._latest[path] = self._latest.get(path), key
            before = self._trees.get(latest) if latest else None
        if text is None or before is None or before.has_errors:
            return _parse(path, text)
        parsed = parse(text, language_for(path), before)
        # with syntax errors, an incremental parse may give another tree than a full one
        return _parse(path, text) if parsed.has_errors else parsed.detached()

    def _get(self, key: _Key, build: Callable[[], Parsed | None]) -> Parsed | None:
        with self._lock:
            if key in self._outlines:
                return self._cached(key)
        parsed = build()
        with self._lock:
            has_tree = parsed is not None and parsed.has_tree
            self._outlines[key] = parsed.without_tree() if parsed and has_tree else parsed
            if parsed and has_tree and _size(parsed) <= self._trees.maxsize:
                self._trees[key] = parsed
        return parsed

    def _cached(self, key: _Key) -> Parsed | None:
        outline = self._outlines[key]
        return self._trees.get(key, outline)


def to_text(data: bytes) -> Text | None:
    """The text of a file's content; None if it is binary."""
    decoded = decode(data)
    return Text(decoded.text) if decoded else None


def _key(path: str, blob: str) -> _Key:
    return path[path.rfind(".") :], blob


def _size(parsed: Parsed) -> int:
    return len(parsed.text.value)


def _outline_size(parsed: Parsed | None) -> int:
    return min(max(_OUTLINE, _size(parsed)), _OUTLINES) if parsed else _OUTLINE


def _parse(path: str, text: Text | None) -> Parsed | None:
    return parse(text, language_for(path)) if text is not None else None
