"""Identifies a folder's project: worktrees and moved clones share one, forks have their own.

The mark in the git directory decides if it was recorded for this folder; otherwise the project is
identified from other evidence. If that is inconclusive, the notes of all candidate projects are
shown until the user says which of them are the same project.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chesterton.git.errors import GitError
from chesterton.git.layout import lost_work_tree
from chesterton.git.project_mark import ProjectMark, read_mark, write_mark
from chesterton.git.repository import Repository
from chesterton.model.errors import UserError
from chesterton.model.project import Project, ProjectId
from chesterton.model.time import Time
from chesterton.store.store import Store
from chesterton.workspace.files import find_stored_folder, stored_folder, stored_path

_FOLDERS = 20
_CANDIDATES = 8
_ADD = "to keep notes for this folder, run this command in it: chesterton projects add"


@dataclass(frozen=True, slots=True)
class Identified:
    """A project with its root folder, and whether the store has its current state."""

    project: Project
    root: Path
    repository: Repository | None
    is_recorded: bool
    mark: ProjectMark | None = None  #: as found in the git directory
    perhaps: tuple[Project, ...] = ()  #: perhaps the same project: a person has to say
    forks: tuple[Project, ...] = ()  #: other projects that share its commits, remote or code
    is_adopted: bool = True  #: False: a folder without git that nobody made a project


def identify(folder: Path, store: Store, *, trusted: bool = True) -> Identified:
    """The project that contains `folder`; nothing is written.

    For an untrusted folder git is not run: the project last recorded for it is used.
    Raises UserError if the folder belongs to no project and cannot become one.
    """
    folder = folder.resolve()
    if not trusted:
        return _last_recorded(folder, store)
    repository = Repository.discover(folder)
    return _by_repository(repository, store) if repository else _by_folder(folder, store)


def warn(trouble: str) -> None:
    """Log why git cannot be used."""
    import logging  # noqa: PLC0415 - 3 ms for what hardly ever happens

    logging.getLogger(__name__).warning("%s", trouble)


def record(identified: Identified, store: Store, now: Time) -> Identified:
    """Saves the project in the store, and marks its git directory if it has one.

    Raises UserError for a folder without git that nobody made a project.
    """
    folder = stored_folder(identified.root)
    if identified.is_recorded and identified.project.folders[:1] == (folder,):
        return identified
    if not identified.is_adopted:
        raise UserError(f"{folder} is not a project yet: it has no git repository", _ADD)
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


def as_known(identified: Identified, known: Project) -> Identified:
    """After a person said that the folder belongs to a known project."""
    root = _root_commit(identified.repository)
    perhaps = tuple(each for each in identified.perhaps if each.id != known.id)
    project = replace(
        known,
        root_commit=root or known.root_commit,
        perhaps=tuple(each.id for each in perhaps),
    )
    return replace(identified, project=project, perhaps=perhaps, is_recorded=False, is_adopted=True)


def settled(
    identified: Identified,
    same: Collection[Project],
    other: Collection[Project],
    store: Store,
) -> Identified:
    """After a person said which of the projects were this one (they are joined) or are others."""
    answered = {each.id for each in (*same, *other)}
    perhaps = tuple(each for each in identified.perhaps if each.id not in answered)
    folders = [*identified.project.folders, *(folder for each in same for folder in each.folders)]
    project = replace(
        identified.project,
        folders=tuple(dict.fromkeys(folders))[:_FOLDERS],
        perhaps=tuple(each.id for each in perhaps),
        apart=tuple(dict.fromkeys([*identified.project.apart, *(each.id for each in other)])),
    )
    store.show_with(project.id, project.perhaps)
    return replace(identified, project=project, perhaps=perhaps, is_recorded=False)


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
    if (main := lost_work_tree(root)) and (found := _enclosing(main, store)):
        return replace(found, root=root, is_recorded=False)
    if _is_shared(root) or not root.is_dir():
        raise UserError(
            "this folder is not in a project", "cd to a git repository or a project folder"
        )
    project = _new(store, str(root), root.name, origin=None)
    adopted = _has_git_entry(root)
    return Identified(project, root, None, is_recorded=False, is_adopted=adopted)


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
            best = _followed(_preferred(projects, here), store)
            others = tuple(each for each in projects if _is_open(best, each))
            return _shown_together(Identified(best, root, None, is_recorded=True), others, store)
        if _has_git_entry(root):
            return None
    return None


def _has_git_entry(folder: Path) -> bool:
    return (folder / ".git").exists()


def _preferred(projects: list[Project], folder: str) -> Project:
    """Of several projects at one folder: the one without git, else the one seen there last."""
    return max(projects, key=lambda each: (each.root_commit is None, each.folders[0] == folder))


def _is_at(project: Project, folder: Path) -> bool:
    """Whether a project recorded for this folder is still there, although git does not find it.

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
    near = store.projects_seen_in([here], mark.project if mark else None)
    marked = next((each for each in near if mark and each.id == mark.project), None)
    if mark is None or marked is None or marked.joined_to or not _is_here(marked, repository):
        return _by_evidence(repository, mark, store)
    # an older version made a second project when the history was rewritten
    others = [each for each in near if _is_open(marked, each)]
    if others:
        return _by_evidence(repository, mark, store, among=[marked, *others])
    return _shown_together(_known(repository, mark, marked), (), store)


def _is_here(project: Project, repository: Repository) -> bool:
    """Whether the project was recorded for this folder or another work tree of the repository."""
    if stored_folder(repository.root) in project.folders:
        return True
    trees = (stored_folder(folder) for folder in repository.work_trees())
    return any(tree in project.folders for tree in trees)


def _by_evidence(
    repository: Repository,
    mark: ProjectMark | None,
    store: Store,
    among: Sequence[Project] | None = None,
) -> Identified:
    from chesterton.workspace.project_evidence import (  # noqa: PLC0415 - not where the mark decides
        Clues,
        Verdict,
        evidence,
    )

    clues = Clues(repository, _followed_mark(mark, store))
    projects = [each for each in among or store.projects() if not each.joined_to]
    ranked = evidence(clues, projects, store)
    found = [each for each in ranked if each.verdict is not Verdict.OTHER]
    if found and found[0].verdict is Verdict.SAME:
        best = found[0].project
        near = [each.project for each in found[1:] if each.is_near and each.has_notes]
        perhaps = [each for each in near if _is_open(best, each)]
        return _shown_together(_known(repository, mark, best), perhaps, store)
    has_root = mark is not None and bool(mark.root_commit and clues.known([mark.root_commit]))
    project = _unrecorded(repository, clues.origin, mark if has_root else None, store)
    perhaps = [each.project for each in found if each.has_notes]
    forks = tuple(each.project for each in ranked if each not in found and each.is_related)
    identified = Identified(
        project, repository.root, repository, is_recorded=False, mark=mark, forks=forks
    )
    return _shown_together(identified, perhaps, store)


def _known(repository: Repository, mark: ProjectMark | None, project: Project) -> Identified:
    try:
        origin = stored_path(repository.origin() or "") or None
    except GitError:
        origin = None
    updated = replace(project, origin=origin or project.origin)
    is_marked = mark is not None and mark.project == project.id
    is_recorded = updated == project and is_marked
    return Identified(updated, repository.root, repository, is_recorded, mark)


def _shown_together(identified: Identified, others: Sequence[Project], store: Store) -> Identified:
    """Shows the notes of the projects that are perhaps the same as well."""
    asked = tuple(filter(None, map(store.project, identified.project.perhaps)))
    open_questions = [each for each in (*asked, *others) if not each.joined_to]
    perhaps = tuple(dict.fromkeys(open_questions))[:_CANDIDATES]
    ids = tuple(each.id for each in perhaps)
    store.show_with(identified.project.id, ids)
    project = replace(identified.project, perhaps=ids)
    is_recorded = identified.is_recorded and project == identified.project
    return replace(identified, project=project, perhaps=perhaps, is_recorded=is_recorded)


def _is_open(project: Project, other: Project) -> bool:
    """Whether nobody has said yet if these two projects are the same."""
    is_answered = other.id in project.apart or project.id in other.apart
    return project.id != other.id and not is_answered and not other.joined_to


def _followed(project: Project, store: Store) -> Project:
    """The project that has its notes since projects were joined."""
    seen = {project.id}
    while project.joined_to and project.joined_to not in seen:
        seen.add(project.joined_to)
        target = store.project(project.joined_to)
        if target is None:
            break
        project = target
    return project


def _followed_mark(mark: ProjectMark | None, store: Store) -> ProjectMark | None:
    marked = store.project(mark.project) if mark else None
    return replace(mark, project=_followed(marked, store).id) if mark and marked else mark


def _root_commit(repository: Repository | None) -> str | None:
    try:
        return repository.root_commit() if repository else None
    except GitError:
        return None


def _unrecorded(
    repository: Repository, origin: str | None, mark: ProjectMark | None, store: Store
) -> Project:
    """A project for a repository that has none.

    Users of one repository with stores of their own share the id in its mark.
    """
    name = (origin or str(repository.root)).rstrip("/").rsplit("/", 1)[-1]
    if mark is not None and store.project(mark.project) is None:
        return Project(mark.project, stored_path(name), origin, None, folders=())
    # with a remote the id is the same on every machine; without one, a copy must not share it
    return _new(store, origin or str(repository.common_dir), name, origin)


def _new(store: Store, seed: str, name: str, origin: str | None) -> Project:
    digest = _digest(seed)
    while store.project(digest) is not None:  # of another project in the same place
        digest = _digest(f"{seed}\n{digest}")
    return Project(digest, stored_path(name), origin, None, folders=())


def _digest(seed: str) -> ProjectId:
    content = seed.encode("utf-8", "surrogatepass")
    return ProjectId(hashlib.blake2b(content, digest_size=8).hexdigest())
