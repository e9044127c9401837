"""Which project a folder belongs to: all worktrees and a moved clone are one, a fork is another."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from chesterton.git import project_mark
from chesterton.git.errors import GitError
from chesterton.git.repository import Repository
from chesterton.model.errors import UserError
from chesterton.model.project import Project
from chesterton.model.scope import ProjectId
from chesterton.model.time import Time
from chesterton.store.store import Store


@dataclass(frozen=True, slots=True)
class Identified:
    """A project, the folder its paths are relative to, and whether the store has it as it is."""

    project: Project
    root: Path
    repository: Repository | None
    is_recorded: bool


def identify(folder: Path, store: Store, *, trusted: bool = True) -> Identified:
    """The project that `folder` lies in; nothing is written.

    In an untrusted folder no program of it runs: the project last recorded for it counts.
    Raises UserError for a folder that belongs to no project and cannot become one.
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
        # another user's repository, a broken one: its notes work without its history
        warn(str(error))
        return _by_folder(repository.root, store)


def warn(trouble: str) -> None:
    """Log why git cannot be used."""
    import logging  # noqa: PLC0415 - 3 ms for what hardly ever happens

    logging.getLogger(__name__).warning("%s", trouble)


def record(found: Identified, store: Store, now: Time) -> Identified:
    """The same with the project in the store and, for a repository, marked in its git folder."""
    folder = str(found.root)
    if found.is_recorded and found.project.folders[:1] == (folder,):
        return found
    others = tuple(known for known in found.project.folders if known != folder)
    project = replace(
        found.project, folders=(folder, *others)[:20], created=found.project.created or now
    )
    project = store.put_project(project)
    if found.repository is not None:
        project_mark.write_marker(found.repository, project.id, project.root_commit)
    return replace(found, project=project, is_recorded=True)


def _last_recorded(folder: Path, store: Store) -> Identified:
    for place in (folder, *folder.parents):
        for project in store.projects_by(folder=str(place)):
            return Identified(project, place, None, is_recorded=True)
    raise UserError(
        "this folder is not trusted and has no notes yet", "trust it in your editor to start"
    )


def _by_folder(folder: Path, store: Store) -> Identified:
    for place in (folder, *folder.parents):
        known = [each for each in store.projects_by(folder=str(place)) if _is_there(each, place)]
        if known:
            project = min(known, key=lambda each: each.root_commit is not None)
            return Identified(project, place, None, is_recorded=True)
    if folder in {Path(folder.anchor), Path.home().resolve()}:
        raise UserError(
            "this folder is not inside a project", "change into a git repository or a code folder"
        )
    project = _new(str(folder), folder.name, origin=None, root_commit=None)
    return Identified(project, folder, None, is_recorded=False)


def _is_there(project: Project, folder: Path) -> bool:
    """Whether a project of this folder is there still: without git, or where its git is gone.

    One that had a history may have moved away, and something else may be in its old place.
    """
    is_last = project.folders[0] == str(folder)
    if project.root_commit is None or is_last or (folder / ".git").exists():
        return True
    return not any(Path(known).is_dir() for known in project.folders if known != str(folder))


def _by_repository(repository: Repository, store: Store) -> Identified:
    repository.require_git()
    origin = repository.origin()
    known = _by_marker(repository, store)
    # finding the root walks the whole history: only where no valid marker answers
    root_commit = known.root_commit if known else repository.root_commit()
    known = (
        known
        or _by_origin(origin, root_commit, store)
        or _by_vanished_folder(origin, root_commit, store)
        or _by_beginning(repository, root_commit, store)
    )
    if known is None:
        project = _unrecorded(repository, origin, root_commit)
        return Identified(project, repository.root, repository, is_recorded=False)
    learned = replace(
        known, origin=origin or known.origin, root_commit=root_commit or known.root_commit
    )
    return Identified(learned, repository.root, repository, is_recorded=learned == known)


def _by_marker(repository: Repository, store: Store) -> Project | None:
    """The project that the marker names. One made in a shallow clone ends with its shallowness."""
    marker = project_mark.written_marker(repository)
    if marker is None or (marker.root_commit is None and not repository.is_shallow):
        return None
    project = store.project(marker.project)
    if project is None or str(repository.root) in project.folders:
        return project  # in a folder that it is known in, whatever became of its first commit
    return project if project_mark.read_marker(repository) else None


def _by_origin(origin: str | None, root_commit: str | None, store: Store) -> Project | None:
    if origin is None:
        return None
    # a shallow clone does not know its root commit: the address alone has to do
    known = [
        project
        for project in store.projects_by(origin=origin)
        if root_commit is None or project.root_commit in {None, root_commit}
    ]
    exact = [project for project in known if project.root_commit == root_commit]
    return next(iter(exact or known), None)


def _by_vanished_folder(
    origin: str | None, root_commit: str | None, store: Store
) -> Project | None:
    if root_commit is None:
        return None
    known = [
        project
        for project in store.projects_by(root_commit=root_commit)
        if origin is None or project.origin in {None, origin}
    ]
    if len(known) != 1 or any(Path(folder).is_dir() for folder in known[0].folders):
        return None
    return known[0]


def _by_beginning(repository: Repository, root_commit: str | None, store: Store) -> Project | None:
    """The project noted in this folder before it had a commit, an address, or git at all."""
    for project in store.projects_by(folder=str(repository.root)):
        if project.origin is None and project.root_commit in {None, root_commit}:
            return project
    return None


def _unrecorded(repository: Repository, origin: str | None, root_commit: str | None) -> Project:
    # with an address the id is the same on every machine; without one a copy must not share it
    seed = (
        f"{origin}\n{root_commit or ''}"
        if origin
        else f"{root_commit or ''}\n{repository.common_dir}"
    )
    name = (origin or str(repository.root)).rstrip("/").rsplit("/", 1)[-1]
    return _new(seed, name, origin=origin, root_commit=root_commit)


def _new(seed: str, name: str, *, origin: str | None, root_commit: str | None) -> Project:
    digest = hashlib.blake2b(seed.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return Project(ProjectId(digest), name, origin, root_commit, folders=())
