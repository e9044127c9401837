"""Maps one project's paths to the corresponding paths in another project's work tree.

A project may be absorbed into a larger repository, or part of a project may be split off into a
repository of its own. Notes are then shown with the current paths of the code they describe.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

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


def by_folder(root: Path, project: Project) -> Shown | None:
    """The correspondence if `root` is inside a folder of the project, or around its last one."""
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
    """Whether at least half of a sample of the code with notes is here, at its own paths."""
    anchors = _sample(project, store)
    return bool(anchors) and _has_code(root, Shown(project.id), anchors)


def by_code(root: Path, project: Project, store: Store, folders: Iterable[Path]) -> Shown | None:
    """The correspondence for which `is_here` holds, also trying one of these folders of `root`."""
    anchors = _sample(project, store)
    if not anchors:
        return None
    views = _views(root, project, anchors, folders)
    return next((each for each in views if _has_code(root, each, anchors)), None)


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
    try:
        with os.scandir(folder) as entries:
            found = [Path(each.path) for each in entries if each.is_dir(follow_symlinks=False)]
    except OSError:
        return []
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
    there = {line.strip() for line in data.decode("utf-8", "replace").splitlines()}
    lines = [line.strip() for line in (anchor.source or anchor.quote or "").splitlines()]
    noted = [line for line in lines if line]
    return bool(noted) and sum(line in there for line in noted) >= _ALIKE * len(noted)
