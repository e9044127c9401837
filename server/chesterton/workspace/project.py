"""Identifies a folder's project: worktrees and moved clones share one; forks have their own."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from chesterton.git import project_mark
from chesterton.git.errors import GitError
from chesterton.git.repository import Repository
from chesterton.model.errors import UserError
from chesterton.model.project import Project, ProjectId
from chesterton.model.time import Time
from chesterton.store.store import Store
from chesterton.workspace.files import is_stored_folder, stored_path


@dataclass(frozen=True, slots=True)
class Identified:
    """A project with its root folder, and whether the store has its current state."""

    project: Project
    root: Path
    repository: Repository | None
    is_recorded: bool


def identify(folder: Path, store: Store, *, trusted: bool = True) -> Identified:
    """The project that contains `folder`; nothing is written.

    For an untrusted folder git is not run: the project last recorded for it is used.
    Raises UserError if the folder belongs to no project and cannot become one.
    """
    folder = folder.resolve()
    if not trusted:
        return _last_recorded(folder, store)
    repository = Repository.discover(folder)
    if repository is None:
        return _by_folder(folder, store)
    try:
        return _by_repository(repository, store)
    except GitError as error:
        # broken, or owned by another user: notes work without the history
        warn(str(error))
        return _by_folder(repository.root, store)


def warn(trouble: str) -> None:
    """Log why git cannot be used."""
    import logging  # noqa: PLC0415 - 3 ms for what hardly ever happens

    logging.getLogger(__name__).warning("%s", trouble)


def record(identified: Identified, store: Store, now: Time) -> Identified:
    """Saves the project in the store, and marks its git directory if it has one."""
    folder = stored_path(str(identified.root))
    if identified.is_recorded and identified.project.folders[:1] == (folder,):
        return identified
    others = tuple(other for other in identified.project.folders if other != folder)
    project = replace(
        identified.project,
        folders=(folder, *others)[:20],
        created=identified.project.created or now,
    )
    project = store.put_project(project)
    if identified.repository is not None:
        project_mark.write_mark(identified.repository, project.id, project.root_commit)
    return replace(identified, project=project, is_recorded=True)


def _last_recorded(folder: Path, store: Store) -> Identified:
    for root in (folder, *folder.parents):
        for project in store.projects_by(folder=stored_path(str(root))):
            return Identified(project, root, None, is_recorded=True)
    raise UserError(
        "this folder is not trusted and has no notes yet", "trust the workspace in your editor"
    )


def _by_folder(folder: Path, store: Store) -> Identified:
    for root in (folder, *folder.parents):
        here = stored_path(str(root))
        projects = [each for each in store.projects_by(folder=here) if _is_at(each, root)]
        if projects:
            project = min(projects, key=lambda each: each.root_commit is not None)
            return Identified(project, root, None, is_recorded=True)
    if folder in {Path(folder.anchor), Path.home().resolve()}:
        raise UserError(
            "this folder is not in a project", "cd to a git repository or a folder with code"
        )
    project = _new(str(folder), folder.name, origin=None, root_commit=None)
    return Identified(project, folder, None, is_recorded=False)


def _is_at(project: Project, folder: Path) -> bool:
    """Whether a project recorded for this folder is still there, although git does not find it.

    A repository may have moved away, and another project may be in its old folder.
    """
    here = stored_path(str(folder))
    is_last = project.folders[0] == here
    if project.root_commit is None or is_last or (folder / ".git").exists():
        return True
    return not any(is_stored_folder(other) for other in project.folders if other != here)


def _by_repository(repository: Repository, store: Store) -> Identified:
    repository.require_git()
    origin = stored_path(repository.origin() or "") or None
    known = _by_marker(repository, store)
    # finding the root walks the whole history, so it is done only without a valid mark
    root_commit = known.root_commit if known else repository.root_commit()
    known = (
        known
        or _by_origin(origin, root_commit, store)
        or _by_vanished_folder(origin, root_commit, store)
        or _by_own_folder(repository, root_commit, store)
    )
    if known is None:
        project = _unrecorded(repository, origin, root_commit)
        return Identified(project, repository.root, repository, is_recorded=False)
    updated = replace(
        known, origin=origin or known.origin, root_commit=root_commit or known.root_commit
    )
    return Identified(updated, repository.root, repository, is_recorded=updated == known)


def _by_marker(repository: Repository, store: Store) -> Project | None:
    """The project in the mark. A mark without a root commit is valid only in a shallow clone."""
    marker = project_mark.read_unverified_mark(repository)
    if marker is None or (marker.root_commit is None and not repository.is_shallow):
        return None
    project = store.project(marker.project)
    if project is None or stored_path(str(repository.root)) in project.folders:
        return project  # a recorded folder, even if the history was rewritten
    return project if project_mark.read_mark(repository) else None


def _by_origin(origin: str | None, root_commit: str | None, store: Store) -> Project | None:
    if origin is None:
        return None
    # a shallow clone does not know its root commit, so only the URL is compared
    projects = [
        project
        for project in store.projects_by(origin=origin)
        if root_commit is None or project.root_commit in {None, root_commit}
    ]
    exact = [project for project in projects if project.root_commit == root_commit]
    return next(iter(exact or projects), None)


def _by_vanished_folder(
    origin: str | None, root_commit: str | None, store: Store
) -> Project | None:
    """The only project with this root commit, if its folders are gone: the clone was moved."""
    if root_commit is None:
        return None
    projects = [
        project
        for project in store.projects_by(root_commit=root_commit)
        if origin is None or project.origin in {None, origin}
    ]
    if len(projects) != 1 or any(map(is_stored_folder, projects[0].folders)):
        return None
    return projects[0]


def _by_own_folder(repository: Repository, root_commit: str | None, store: Store) -> Project | None:
    """The project recorded for this folder before it had a commit, a remote, or git at all."""
    for project in store.projects_by(folder=stored_path(str(repository.root))):
        if project.origin is None and project.root_commit in {None, root_commit}:
            return project
    return None


def _unrecorded(repository: Repository, origin: str | None, root_commit: str | None) -> Project:
    # with a remote the id is the same on every machine; without one, a copy must not share it
    seed = (
        f"{origin}\n{root_commit or ''}"
        if origin
        else f"{root_commit or ''}\n{repository.common_dir}"
    )
    name = (origin or str(repository.root)).rstrip("/").rsplit("/", 1)[-1]
    return _new(seed, name, origin=origin, root_commit=root_commit)


def _new(seed: str, name: str, *, origin: str | None, root_commit: str | None) -> Project:
    digest = hashlib.blake2b(seed.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return Project(ProjectId(digest), stored_path(name), origin, root_commit, folders=())
