"""Selects the notes for a document: those on its code, and those on symbols that it imports."""

import re
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping
from itertools import islice
from typing import TypeVar, cast

from cachetools import LRUCache

from chesterton.following.commit_position import key_of
from chesterton.following.resolver import Resolver
from chesterton.following.untraceable import is_untraceable
from chesterton.model.note import Note, Status
from chesterton.store.tables.notes import NoteOrigin
from chesterton.syntax.language import family_of
from chesterton.syntax.outline import Parsed
from chesterton.workspace.workspace import Workspace

T = TypeVar("T")

_REMEMBERED = 64
"""Query results cached: one for each set of files."""

_IMPORT = re.compile(
    r"^[ \t]*(?:from\s[^\n(]{1,200}\simport\s*(?:\([^)]{0,4000}\)|[^\n]{0,400})"
    r"|(?:import|export|use|using|require|\#\s*include)\b[^;\n{(]{0,400}"
    r"(?:[{(][^})]{0,4000}[)}])?[^;\n]{0,400}"
    r"|(?:const|let|var)\s[^=\n]{1,400}=\s*require\([^)\n]{0,200}\))",
    re.MULTILINE,
)
_WORD = re.compile(r"\w+")
_IMPORT_LIMIT = 200
"""Maximum number of import statements read from one document."""


def notes_near(
    workspace: Workspace,
    path: str,
    parsed: Parsed,
    documents: Mapping[str, Parsed],
    base: str | None = None,
) -> list[Note]:
    """The open notes whose code may be in the document; `base` is its committed state.

    These are the notes linked to it, those that commits moved there, and those whose code may have
    been cut from another changed file and pasted into it.
    """
    head = base or workspace.head()
    paths = {path}
    if _may_have_more(workspace, path, parsed, head):
        paths |= set(documents) | workspace.dirty()
    notes = {note.id: note for note in workspace.singleton(NoteIndex).notes(paths)}
    for note in workspace.singleton(MovedIn).into(paths, head):
        notes.setdefault(note.id, note)
    return list(notes.values())


def imported(workspace: Workspace, path: str, parsed: Parsed) -> dict[str, list[Note]]:
    """Confirmed notes on symbols that the document imports, by the symbol's unqualified name.

    A symbol counts as imported if one statement contains both its name and its file's stem.
    """
    matches = islice(_IMPORT.finditer(parsed.text.value), _IMPORT_LIMIT)
    statements = [set(_WORD.findall(match.group())) for match in matches]
    if not statements:
        return {}
    index = workspace.singleton(NoteIndex)
    stems = index.stems()
    imported_stems = set().union(*statements) & stems.keys()
    paths = {other for stem in imported_stems for other in stems[stem] if other != path}
    if not paths:
        return {}
    by_name: dict[str, list[Note]] = {}
    for note in index.notes(paths):
        if note.status is not Status.CONFIRMED:
            continue
        for anchor in note.anchors:
            name = (anchor.symbol or "").rsplit(".", 1)[-1]
            if any(name in each and stem_of(anchor.path) in each for each in statements if name):
                by_name.setdefault(name, []).append(note)
    return by_name


def _may_have_more(workspace: Workspace, path: str, parsed: Parsed, head: str | None) -> bool:
    """Whether code of other files may be in the document: HEAD lacks it, or some of its names."""
    before = workspace.parsed_at(head, path) if head else None
    if head and before is None:
        return True
    committed = {symbol.key for symbol in before.outline.symbols} if before else set()
    return any(symbol.key not in committed for symbol in parsed.outline.symbols)


class MovedIn:
    """Moved notes by their file at HEAD, cached until HEAD or the store changes.

    Only notes whose file has changed since they were confirmed are followed.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._resolver = workspace.singleton(Resolver)
        self._lock = threading.Lock()
        self._state: object = None
        self._into: dict[str, list[Note]] = {}
        self._untraceable: dict[str, list[Note]] = {}

    def into(self, paths: Collection[str], head: str | None) -> list[Note]:
        """The notes linked in other files whose code is in one of `paths` at `head`."""
        if head is None:
            return []
        with self._lock:
            state = (head, self._workspace.store.version(), self._workspace.shown)
            if state != self._state:
                self._into, self._untraceable = self._moved(head)
                self._state = state
            families = {family_of(path) for path in paths}
            anywhere = (self._untraceable.get(family or "", ()) for family in families)
            moved = (self._into.get(path, ()) for path in paths)
            return [note for notes in (*moved, *anywhere) for note in notes]

    def _moved(self, head: str) -> tuple[dict[str, list[Note]], dict[str, list[Note]]]:
        """The moved notes by file, and by family those that may have moved to any file."""
        store, project = self._workspace.store, self._workspace.project.id
        origins = self._workspace.singleton(NoteIndex).origins()
        changed = self._workspace.changed_paths(((o.commit, o.path) for o in origins), head)
        if not changed:
            return {}, {}
        notes = store.notes(project, paths=changed)
        located = self._resolver.resolve(notes, head)
        into: defaultdict[str, list[Note]] = defaultdict(list)
        anywhere: defaultdict[str, list[Note]] = defaultdict(list)
        for note in notes:
            for index, anchor in enumerate(note.anchors):
                position = located[key_of(note, index)]
                if position.path != anchor.path and note not in into[position.path]:
                    into[position.path].append(note)
                if not position.present and is_untraceable(self._workspace, anchor):
                    anywhere[family_of(anchor.path) or ""].append(note)
        return dict(into), dict(anywhere)


class NoteIndex:
    """Open notes by file, as of the last write to the store. Thread-safe."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._version: Hashable = None
        self._results: LRUCache[object, object] = LRUCache(_REMEMBERED)

    def notes(self, paths: Collection[str]) -> list[Note]:
        """The open notes linked in these files."""
        path_set = frozenset(paths)
        store, project = self._workspace.store, self._workspace.project.id
        return self._cached(path_set, lambda: store.notes(project, paths=path_set))

    def stems(self) -> Mapping[str, list[str]]:
        """The files that have open notes, by file name without suffix."""
        return self._cached("stems", self._stems)

    def _stems(self) -> dict[str, list[str]]:
        stems: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted({each.path for each in self.origins()}):
            stems[stem_of(path)].append(path)
        return dict(stems)

    def origins(self) -> list[NoteOrigin]:
        """Every pair of file and commit at which open notes were linked."""
        store, project = self._workspace.store, self._workspace.project.id
        return self._cached("origins", lambda: store.open_origins(project))

    def _cached(self, key: object, query: Callable[[], T]) -> T:
        version = (self._workspace.store.version(), self._workspace.shown)
        with self._lock:
            if version != self._version:
                self._results.clear()
                self._version = version
            if key in self._results:
                return cast("T", self._results[key])
        result = query()
        with self._lock:
            if version == self._version:
                self._results[key] = result
        return result


def stem_of(path: str) -> str:
    """The last part of a path, without its suffix."""
    name = path[path.rfind("/") + 1 :]
    stem, dot, _ = name.rpartition(".")
    return stem if dot and stem else name
