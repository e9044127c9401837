"""Identifies the project that a folder belongs to.

Worktrees and moved clones keep their project; forks get their own. If the git directory contains
the id of a project that was recorded for this folder, that id is authoritative; otherwise the
project is identified from other evidence. If that is inconclusive, notes from all candidate
projects are shown until the user says which of them are the same project.
"""

import hashlib
import os
from collections.abc import Collection, Hashable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from chesterton.git import layout
from chesterton.git.errors import GitError
from chesterton.git.project_mark import ProjectMark, read_mark, write_mark
from chesterton.git.repository import Repository
from chesterton.model.errors import UserError
from chesterton.model.project import Project, ProjectId
from chesterton.model.time import Time
from chesterton.store.store import Store
from chesterton.workspace.files import find_stored_folder, stored_folder, stored_name
from chesterton.workspace.identified import Identified, followed, is_open, shown_together

_FOLDERS = 20
_ADD = "to keep notes for this folder, run this in it: chesterton projects add"


def identify(folder: Path, store: Store, *, trusted: bool = True) -> Identified:
    """The project that contains `folder`; nothing is written.

    Git is not run in an untrusted folder: its last recorded project is used. Raises UserError if
    the folder belongs to no project and cannot become one.
    """
    folder = folder.resolve()
    if not trusted:
        return _last_recorded(folder, store)
    repository = _discovered(folder)
    return _by_repository(repository, store) if repository else _by_folder(folder, store)


def _discovered(folder: Path) -> Repository | None:
    """The repository of a folder; for a bare one, with the first of its linked work trees."""
    found = Repository.discover(folder)
    if found and (found.git_dir != found.common_dir or not layout.is_bare(found.common_dir)):
        return found
    bare = found.common_dir if found else layout.bare_git_dir(folder)
    if bare is None:
        return None
    trees = (Repository.discover(each) for each in layout.linked_work_trees(bare) if each.is_dir())
    tree = next((each for each in trees if each and each.common_dir == bare), None)
    return tree or found or Repository(bare, bare, bare)


def identity_marker(root: Path, repository: Repository | None) -> Hashable:
    """A cheap token that changes when a repository is created, removed or gets another remote."""
    folders = (root,) if repository else (root, *root.parents)
    entries = tuple(_has_git_entry(folder) for folder in folders)
    common = repository.common_dir if repository else None
    return (entries, common and layout.stamp(common / "config"), common and read_mark(common))


def warn(trouble: str) -> None:
    """Logs why git cannot be used."""
    import logging  # noqa: PLC0415 - 3 ms for what hardly ever happens

    logging.getLogger(__name__).warning("%s", trouble)


def record(identified: Identified, store: Store, now: Time) -> Identified:
    """Saves the project in the store, and marks its git directory if it has one.

    Raises UserError for a folder without git that was not added as a project.
    """
    folder = stored_folder(identified.root)
    is_here = identified.project.folders[:1] == (folder,) or not identified.root.is_dir()
    is_known = store.project(identified.project.id) is not None  # the store may have been replaced
    if identified.is_recorded and is_here and is_known:
        return identified
    if not identified.is_adopted:
        raise UserError(f"{folder} is not a project yet: it is not in a git repository", _ADD)
    repository, project = identified.repository, identified.project
    others = tuple(other for other in project.folders if other != folder)
    project = replace(
        project,
        root_commit=project.root_commit or _root_commit(repository),
        folders=(folder, *others)[:_FOLDERS],
        created=project.created or now,
    )
    project = store.put_project(project)
    if repository is not None:
        mark = ProjectMark(project.id, project.root_commit)
        written = write_mark(repository, mark, replaces=identified.mark)
        identified = replace(identified, mark=written)
    return replace(identified, project=project, is_recorded=True)


class Answer(NamedTuple):
    """The user's answer about other projects."""

    same: Collection[Project] = ()  #: the same as this one, so they are joined
    other: Collection[Project] = ()  #: different projects
    parted: Collection[Project] = ()  #: joined before, and separated now


def settled(identified: Identified, answer: Answer, store: Store) -> Identified:
    """The project after the user has answered which other projects are the same as this one."""
    same, other = answer.same, answer.other
    answered = {each.id for each in (*same, *other)}
    perhaps = tuple(each for each in identified.perhaps if each.id not in answered)
    left = {folder for each in (*other, *answer.parted) for folder in each.folders} - {
        stored_folder(identified.root)
    }
    own = [folder for folder in identified.project.folders if folder not in left]
    folders = [*own, *(folder for each in same for folder in each.folders)]
    project = replace(
        identified.project,
        folders=tuple(dict.fromkeys(folders))[:_FOLDERS],
        perhaps=tuple(each.id for each in perhaps),
        apart=tuple(dict.fromkeys([*identified.project.apart, *(each.id for each in other)])),
    )
    return shown_together(replace(identified, project=project, is_recorded=False), (), store)


def marked_again(project: Project, instead_of: Identified, store: Store, now: Time) -> None:
    """Marks a project's folders again if they carry the mark of another project."""
    for folder in filter(None, map(find_stored_folder, project.folders)):
        repository = Repository.discover(folder)
        mark = read_mark(repository.common_dir) if repository else None
        is_other = repository is not None and repository.root == folder != instead_of.root
        if repository and is_other and mark and mark.project == instead_of.project.id:
            record(
                Identified(project, folder, repository, is_recorded=False, mark=mark), store, now
            )


def _last_recorded(folder: Path, store: Store) -> Identified:
    if found := _enclosing(folder, store):
        return found
    raise UserError(
        "this folder is not trusted and has no notes yet", "trust the workspace in your editor"
    )


def _by_folder(folder: Path, store: Store) -> Identified:
    if found := _enclosing(folder, store):
        return found
    root = next((each for each in (folder, *folder.parents) if _has_git_entry(each)), folder)
    if _is_shared(root) or not root.is_dir():
        raise UserError(
            "this folder is not in a project", "cd to a git repository or a project folder"
        )
    commons = layout.lost_git_dirs(root)
    marks = filter(None, (read_mark(each) for each in (root / ".git", *commons)))
    trees = [each.parent for each in commons if each.name == ".git"]
    trees += [tree for each in commons for tree in layout.linked_work_trees(each)]
    return _by_evidence(root, None, next(marks, None), store, lost=tuple(trees))


def _is_shared(folder: Path) -> bool:
    """Whether a folder holds unrelated things: a root, the home or the temporary folder."""
    from tempfile import gettempdir  # noqa: PLC0415 - 5 ms, for a folder without git only

    return folder in {Path(folder.anchor), Path.home().resolve(), Path(gettempdir()).resolve()}


def _enclosing(folder: Path, store: Store) -> Identified | None:
    """The innermost recorded project around a folder, up to the next git repository."""
    roots = {root: stored_folder(root) for root in (folder, *folder.parents)}
    recorded = store.projects_seen_in(list(roots.values()))
    for root, here in roots.items():
        projects = [each for each in recorded if here in each.folders and _is_at(each, root)]
        if projects:
            best = followed(_preferred(projects, here), store)
            others = tuple(each for each in projects if is_open(best, each))
            return shown_together(Identified(best, root, None, is_recorded=True), others, store)
        if _has_git_entry(root):
            return None
    return None


def _has_git_entry(folder: Path) -> bool:
    return os.path.lexists(folder / ".git")


def _preferred(projects: list[Project], folder: str) -> Project:
    """Of several projects at one folder, the one without git, else the one seen there last."""
    return max(projects, key=lambda each: (each.root_commit is None, each.folders[0] == folder))


def _is_at(project: Project, folder: Path) -> bool:
    """Whether a project recorded for this folder is still there although git does not find it.

    A repository may have moved away, and another project may be in its old folder.
    """
    here = stored_folder(folder)
    is_last = project.folders[0] == here
    if project.root_commit is None or is_last or _has_git_entry(folder):
        return True
    return not any(find_stored_folder(other) for other in project.folders if other != here)


def _by_repository(repository: Repository, store: Store) -> Identified:
    mark = read_mark(repository.common_dir)
    here = stored_folder(repository.root)
    seen = store.projects_seen_in([here], mark.project if mark else None)
    marked = next((each for each in seen if mark and each.id == mark.project), None)
    if mark is None or marked is None or marked.joined_to or not _is_here(marked, repository):
        return _by_evidence(repository.root, repository, mark, store)
    identified = _known(repository.root, repository, mark, marked)
    # an older version made a second project when the history was rewritten
    others = [
        each
        for each in store.projects_near(here, identified.project)
        if is_open(marked, each) and _is_rival(identified.project, each, here)
    ]
    if any(store.own_notes(each.id, 1) for each in others):
        return _by_evidence(repository.root, repository, mark, store, among=[marked, *others])
    return shown_together(identified, (), store)


def _is_rival(project: Project, other: Project, here: str) -> bool:
    """Whether the folder or the remote is recorded for another project as well."""
    return here in other.folders or (project.origin is not None and project.origin == other.origin)


def _is_here(project: Project, repository: Repository) -> bool:
    """Whether the project was recorded for this folder or another work tree of the repository."""
    if stored_folder(repository.root) in project.folders:
        return True
    trees = (stored_folder(folder) for folder in repository.work_trees())
    return any(tree in project.folders for tree in trees)


def _by_evidence(
    root: Path,
    repository: Repository | None,
    mark: ProjectMark | None,
    store: Store,
    *,
    among: Sequence[Project] | None = None,
    lost: tuple[Path, ...] = (),
) -> Identified:
    from chesterton.workspace.project_evidence import (  # noqa: PLC0415 - not where the mark decides
        Clues,
        Verdict,
        evidence,
    )

    clues = Clues(root, repository, _followed_mark(mark, store), lost)
    projects = [each for each in among or store.projects() if not each.joined_to]
    ranked = evidence(clues, projects, store)
    found = [each for each in ranked if each.verdict is not Verdict.OTHER]
    if found and found[0].verdict is Verdict.SAME:
        best = found[0].project
        near = [each.project for each in found[1:] if each.is_near and each.has_notes]
        perhaps = [each for each in near if is_open(best, each)]
        return shown_together(_known(root, repository, mark, best), perhaps, store)
    has_root = mark is not None and bool(mark.root_commit and clues.known([mark.root_commit]))
    project = _unrecorded(root, repository, clues.origin, mark if has_root else None, store)
    perhaps = [each.project for each in found if each.has_notes]
    is_adopted = repository is not None or _has_git_entry(root)
    identified = Identified(
        project,
        root,
        repository,
        is_recorded=False,
        mark=mark,
        is_adopted=is_adopted,
    )
    return shown_together(identified, perhaps, store)


def _known(
    root: Path, repository: Repository | None, mark: ProjectMark | None, project: Project
) -> Identified:
    try:
        origin = stored_name((repository and repository.origin()) or "") or None
    except GitError:
        origin = None
    updated = replace(project, origin=origin or project.origin)
    is_marked = mark is not None and mark.project == project.id
    is_recorded = updated == project and is_marked
    return Identified(updated, root, repository, is_recorded, mark)


def _followed_mark(mark: ProjectMark | None, store: Store) -> ProjectMark | None:
    marked = store.project(mark.project) if mark else None
    return mark._replace(project=followed(marked, store).id) if mark and marked else mark


def _root_commit(repository: Repository | None) -> str | None:
    try:
        return repository.root_commit() if repository else None
    except GitError:
        return None


def _unrecorded(
    root: Path,
    repository: Repository | None,
    origin: str | None,
    mark: ProjectMark | None,
    store: Store,
) -> Project:
    """A project for a repository that has none.

    Users who share a repository but not a store share the id in its mark.
    """
    name = origin.rstrip("/").rsplit("/", 1)[-1] if origin else root.name
    if mark is not None and store.project(mark.project) is None:
        return Project(mark.project, stored_name(name), origin, None, folders=())
    # with a remote the id is the same on every machine; without one, a copy must not share it
    return _new(store, origin or str(repository.common_dir if repository else root), name, origin)


def _new(store: Store, seed: str, name: str, origin: str | None) -> Project:
    digest = _digest(seed)
    while store.project(digest) is not None:  # of another project in the same place
        digest = _digest(f"{seed}\n{digest}")
    return Project(digest, stored_name(name), origin, None, folders=())


def _digest(seed: str) -> ProjectId:
    content = seed.encode("utf-8", "surrogatepass")
    return ProjectId(hashlib.blake2b(content, digest_size=8).hexdigest())
