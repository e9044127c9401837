"""Maps one project's paths to the corresponding paths in another project's work tree.

A project may be absorbed into a larger repository, or part of a project may be split off into a
repository of its own. Notes are then shown with the current paths of the code they describe.
"""

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from chesterton.git.layout import common_dir as common_dir_of
from chesterton.git.layout import git_dir
from chesterton.git.project_mark import read_mark
from chesterton.model.anchor import Anchor
from chesterton.model.project import Project, Shown
from chesterton.store.store import Store
from chesterton.workspace import files

_NOTES = 16
_ALIKE = 0.8
"""Minimum share of a definition's lines that must still be in its file."""

_FOLDERS = 1_000
"""Maximum number of folders searched for another project's code."""

_FILES = 500
"""Maximum number of files of a type that are searched for renamed and edited code."""

_EDITED = 0.6
"""Minimum share of a definition's lines in one file, at any path, to ask the user."""

_DISTINCT = 40  #: minimum number of characters in these lines


def by_folder(root: Path, project: Project) -> Shown | None:
    """The correspondence if `root` is inside a project folder or contains the only one left."""
    here = files.stored_folder(root)
    for folder in map(Path, project.folders):
        if Path(here) != folder and Path(here).is_relative_to(folder):
            return Shown(project.id, around=Path(here).relative_to(folder).as_posix())
    for folder in map(Path, project.folders):
        if Path(here) == folder or not folder.is_relative_to(here):
            continue
        inside = folder.relative_to(here).as_posix()
        is_part = files.is_folder(folder) and not files.nested_repository(root, f"{inside}/file")
        others = (each for each in project.folders if Path(each) != folder)
        if is_part and not any(lives_in(each, project) for each in others):
            return Shown(project.id, inside=inside)
    return None


def is_here(root: Path, project: Project, store: Store) -> bool:
    """Whether at least half of a sample of the code with notes is here, at unchanged paths."""
    anchors = _sample(project, store)
    return bool(anchors) and _has_code(root, Shown(project.id), anchors)


def by_code(root: Path, project: Project, store: Store, folders: Iterable[Path]) -> Shown | None:
    """The correspondence under which the noted code is here, in `root` or one of the folders."""
    anchors = _sample(project, store)
    if not anchors:
        return None
    views = _views(root, project, anchors, folders)
    return next((each for each in views if _has_code(root, each, anchors)), None)


class CodeBelow:
    """The lines of the files in some folders, to find code whose recorded paths are outdated."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = list(folders)
        self._lines: dict[str, list[frozenset[str]]] = {}

    def has_most_of(self, project: Project, store: Store) -> bool:
        """Whether at least half of a sample of the noted code is in some file of its type."""
        anchors = _sample(project, store)
        found = sum(
            self._has(PurePosixPath(each.path).suffix, _noted_lines(each)) for each in anchors
        )
        return found > 0 and 2 * found >= len(anchors)

    def _has(self, suffix: str, noted: list[str]) -> bool:
        if suffix not in self._lines:
            self._lines[suffix] = list(self._read(suffix))
        return any(_is_alike(noted, there) for there in self._lines[suffix])

    def _read(self, suffix: str) -> Iterator[frozenset[str]]:
        names = (
            (folder, each.name)
            for folder in self._folders
            for each in files.entries_of(folder)
            if each.name.endswith(suffix) and each.is_file(follow_symlinks=False)
        )
        for folder, name in islice(names, _FILES):
            if (data := files.read_bytes(folder, name)) is not None:
                yield _lines(data)


def _is_alike(noted: list[str], there: frozenset[str]) -> bool:
    same = [line for line in noted if line in there]
    return len(same) >= _EDITED * len(noted) and sum(map(len, same)) >= _DISTINCT


def between(root: Path, project: Project, store: Store) -> Shown:
    """The best known correspondence; equal paths if nothing else is known."""
    if files.stored_folder(root) in project.folders:
        return Shown(project.id)
    found = by_folder(root, project) or by_code(root, project, store, folders_below(root))
    return found or Shown(project.id)


def lives_in(folder: str, project: Project) -> bool:
    """Whether a recorded folder still contains the project."""
    found = files.find_stored_folder(folder)
    if found is None:
        return False
    match git_dir(found):
        case Path() as directory:
            mark = read_mark(common_dir_of(directory))
            return mark is None or mark.project == project.id
    return project.root_commit is None and project.origin is None and found.is_dir()


def _sample(project: Project, store: Store) -> list[Anchor]:
    notes = store.own_notes(project.id, _NOTES)
    return [each for note in notes for each in note.anchors if each.source or each.quote]


def _views(
    root: Path, project: Project, anchors: list[Anchor], folders: Iterable[Path]
) -> Iterator[Shown]:
    yield Shown(project.id)
    first = next((anchor.path for anchor in anchors if anchor.source), anchors[0].path)
    steps = first.split("/")
    for count in range(1, len(steps)):
        if files.is_file(root / Path(*steps[count:])):
            yield Shown(project.id, around="/".join(steps[:count]))
    for folder in folders:
        if files.is_file(folder / first):
            yield Shown(project.id, inside=files.stored_path(folder.relative_to(root).as_posix()))


def folders_below(root: Path) -> list[Path]:
    """The folders in `root`, outermost first, without other repositories."""
    level, found = [root], [root]
    while level and len(found) < _FOLDERS:
        level = [inner for folder in level[:_FOLDERS] for inner in _subfolders(folder)]
        found += level
    return found[1:]


def _subfolders(folder: Path) -> list[Path]:
    found = (
        Path(each.path) for each in files.entries_of(folder) if each.is_dir(follow_symlinks=False)
    )
    return sorted(each for each in found if not _is_left_out(each))


def _is_left_out(folder: Path) -> bool:
    return folder.name in {".git", "node_modules"} or os.path.lexists(folder / ".git")


def _has_code(root: Path, view: Shown, anchors: list[Anchor]) -> bool:
    alike = sum(_is_there(root, view, anchor) for anchor in anchors)
    return 2 * alike >= len(anchors)


def _is_there(root: Path, view: Shown, anchor: Anchor) -> bool:
    path = view.path_here(anchor.path)
    data = files.read_bytes(root, path) if path is not None else None
    if data is None:
        return False
    there, noted = _lines(data), _noted_lines(anchor)
    return bool(noted) and sum(line in there for line in noted) >= _ALIKE * len(noted)


def _lines(data: bytes) -> frozenset[str]:
    return frozenset(line.strip() for line in data.decode("utf-8", "replace").splitlines())


def _noted_lines(anchor: Anchor) -> list[str]:
    lines = (line.strip() for line in (anchor.source or anchor.quote or "").splitlines())
    return [line for line in lines if line]
