"""Health checks for the program, store, settings, git and grammars; one finding per check."""

import os
import platform
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from shlex import quote
from tempfile import gettempdir

from chesterton import __version__
from chesterton.config.layers import repository_values, user_values
from chesterton.git import layout, worktree
from chesterton.git.errors import GitError
from chesterton.git.run import run
from chesterton.memory.drafts.save_draft import unfinished
from chesterton.memory.opening import Location, Workspace
from chesterton.memory.project import below, doubts
from chesterton.memory.project.projects import known_projects
from chesterton.model.counted import counted
from chesterton.model.findings import Finding
from chesterton.model.note import Status
from chesterton.store.upkeep import health
from chesterton.syntax.language import LANGUAGES, Language
from chesterton.syntax.outline import parse

_OLDEST_PYTHON = (3, 11)


def doctor(location: Location, workspace: Workspace | None) -> list[Finding]:
    """Runs all checks without changing anything."""
    return [*_program(), *health.check(location), *_around(workspace)]


def repair(location: Location, workspace: Workspace | None) -> list[Finding]:
    """Repairs the store if possible, then runs all checks. Raises UserError if it is in use."""
    return [*_program(), *health.repair(location), *_around(workspace)]


def _around(workspace: Workspace | None) -> Iterator[Finding]:
    yield from _settings(workspace)
    yield _git(workspace)
    yield from _grammars()
    if workspace is not None:
        yield from _project(workspace)


def _program() -> Iterator[Finding]:
    ok = sys.version_info >= _OLDEST_PYTHON
    versions = f"chesterton {__version__} on Python {platform.python_version()}, {sys.platform}"
    yield Finding("program", ok, versions, "" if ok else "install Python 3.11 or newer")


def _git(workspace: Workspace | None) -> Finding:
    try:
        root = workspace.root if workspace else Path.cwd()
    except FileNotFoundError:  # the current directory was deleted; any other will do
        root = Path(gettempdir())
    try:
        version = run(root, "version").decode("utf-8", "replace").strip()
    except GitError as problem:
        return Finding("git", ok=False, message=problem.message, advice=problem.hint)
    return Finding("git", ok=True, message=version)


def _settings(workspace: Workspace | None) -> Iterator[Finding]:
    problems = user_values()[1]
    if workspace is not None and workspace.repository is not None:
        problems = problems + repository_values(workspace.root)[1]
    for problem in problems:
        yield Finding(
            "settings",
            ok=False,
            message=problem,
            advice="correct it; until then, the default is used",
        )
    if not problems:
        yield Finding("settings", ok=True, message="all settings are valid")


def _grammars() -> Iterator[Finding]:
    broken = [language.id for language in LANGUAGES if not _parses(language.load())]
    names = ", ".join(language.id for language in LANGUAGES)
    if not broken:
        yield Finding("grammars", ok=True, message=f"{len(LANGUAGES)} languages: {names}")
    for name in broken:
        yield Finding(
            f"grammar.{name}",
            ok=False,
            message=f"the grammar for {name} cannot be loaded",
            advice="run: pip install --force-reinstall chesterton",
        )


def _parses(language: Language) -> bool:
    try:
        if language.plain is None:
            import_module(language.grammar[0])
    except ImportError:
        return False
    return parse("", language).language is language


def _project(workspace: Workspace) -> Iterator[Finding]:
    project, store = workspace.project, workspace.store
    notes = store.notes(project.id)
    proposed = sum(note.status is Status.PROPOSED for note in notes)
    kind = "a git repository" if workspace.repository else "outside a git repository"
    yield Finding(
        "project",
        ok=True,
        message=f"{project.name} ({project.id}), {kind}: {counted(len(notes), 'note')},"
        f" {proposed} proposed",
    )
    if not project.enabled:
        yield Finding(
            "project.enabled",
            ok=True,
            message="the project is switched off; editors do not show its notes",
            advice="switch it on with: chesterton projects on",
        )
    for path in unfinished(workspace):
        yield Finding(
            "project.draft",
            ok=True,
            message=f"an earlier draft was never stored: {path}",
            advice=(
                f"store it with: chesterton remember --draft {quote(str(path))}, or delete the file"
            ),
        )
    yield from _identity(workspace)
    if trouble := workspace.git_trouble or _unreadable(workspace):
        yield Finding(
            "project.git",
            ok=False,
            message=f"git cannot be used here: {trouble}",
            advice="notes will not follow their code through commits until this is fixed",
        )


def _unreadable(workspace: Workspace) -> str | None:
    """Why git cannot read, or cannot find, a repository that exists."""
    repository = workspace.repository
    if repository is None:
        entry = workspace.root / ".git"
        if b"/worktrees/" in (layout.read_small(entry) or b""):
            return (
                "the repository of this worktree is not where it was; run this in the repository:"
                f" git worktree repair {quote(str(workspace.root))}"
            )
        return "the git directory is missing or damaged" if os.path.lexists(entry) else None
    if repository.has_damaged_head:
        return "HEAD does not name a valid branch; check one out with: git checkout BRANCH"
    try:
        worktree.check_index(repository)
    except GitError as problem:
        return str(problem)
    return None


def _identity(workspace: Workspace) -> Iterator[Finding]:
    """Findings about notes that may belong here but are stored in another project."""
    workspace.look_further()
    if asked := doubts.question(workspace):
        yield Finding(
            "project.identity",
            ok=False,
            message=asked,
            advice="if it is the same project, run: chesterton projects join;"
            " otherwise, run: chesterton projects separate",
        )
    for wrong, count in doubts.misplaced(workspace):
        yield Finding(
            "project.misplaced",
            ok=False,
            message=f"{wrong.name} has {counted(count, 'note')} about files in this folder",
            advice=f"move them here with: chesterton projects join {wrong.id}",
        )
    if named := doubts.related(workspace):
        yield Finding("project.related", ok=True, message=named)
    prefix = os.path.relpath(workspace.root)
    for message, advice in below.described_below(workspace, workspace.root, prefix):
        yield Finding("project.below", ok=True, message=message, advice=advice)
    known = known_projects(workspace.store)
    others = [each for each in known if each.project.id != workspace.project.id]
    orphans = [each for each in others if each.notes and each.is_orphaned]
    for each in orphans:
        yield Finding(
            "project.orphaned",
            ok=True,
            message=f"{each.project.name} has {counted(each.notes, 'note')}, but its folders no"
            " longer exist",
            advice="if you moved the project, run this in its new folder:"
            f" chesterton projects join {each.project.id}",
        )
