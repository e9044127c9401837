"""Recalling: what was noted, asked for in a person's own words."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from chesterton.memory.exchange.portable import Json, to_json
from chesterton.memory.notes import show
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import State, Whereabouts
from chesterton.model.errors import UserError
from chesterton.model.note import Note, NoteId, Status
from chesterton.model.placed import Placed
from chesterton.model.project import Project
from chesterton.search.rank import POOL, Hit, demoted, rank
from chesterton.search.terms import Asked, Frequencies, match_expressions, narrowed

_MOST = 2_000
"""Notes looked through where many of them are copies of each other."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A note that answers, where it is, how well it answers, and why."""

    placed: Placed
    score: float  #: 0 to 1
    reasons: tuple[str, ...]
    project: Project
    root: Path | None  #: where its project is checked out; None where that is gone
    column: int = 1  #: 1-based column of the definition's name


def hit_to_json(hit: Recalled) -> Json:
    """What search says of one note."""
    return {
        "id": hit.placed.note.id,
        "score": round(hit.score, 4),
        "reasons": list(hit.reasons),
        "note": to_json(hit.placed),
    }


def recall(
    workspace: Workspace, query: str, limit: int = 10, *, everywhere: bool = False
) -> list[Recalled]:
    """The notes that answer, best first; empty where none does.

    Other projects of the same person are searched only with `everywhere`.
    """
    asked = match_expressions(query)
    if asked.is_empty or limit < 1:
        return []
    with ExitStack() as opened:
        found = _Search(workspace, opened)
        return found.answer(asked, limit, everywhere=everywhere)


class _Search:
    """One question on its way. Other projects are opened only where a note of theirs answers."""

    def __init__(self, workspace: Workspace, opened: ExitStack) -> None:
        self._home = workspace
        self._opened = opened
        self._projects: dict[str, Project] = {}
        self._workspaces: dict[str, Workspace | None] = {workspace.project.id: workspace}

    def answer(self, asked: Asked, limit: int, *, everywhere: bool) -> list[Recalled]:
        ranked = self._ranked(asked, 2 * limit, everywhere=everywhere)
        placed = self._placed(ranked)
        states = {note_id: each.state for note_id, each in placed.items()}
        hits = demoted(ranked, states)[:limit]
        return [self._recalled(hit, placed[hit.note.id]) for hit in hits]

    def _ranked(self, asked: Asked, limit: int, *, everywhere: bool) -> list[Hit]:
        """The best hits. Where one note stands there many times, more are taken from the index."""
        total, counts = self._home.store.word_counts(asked.words)
        near = narrowed(asked, Frequencies(total, counts)) if total else asked
        for pool in (max(POOL, limit), _MOST):
            found = self._found((near.any, asked.any), pool, limit, everywhere=everywhere)
            hits = rank([each for each in found if _answers(each[0])], near, limit=limit)
            if not 0 < len(hits) < limit or len(found) < pool:
                break
        return hits

    def _found(
        self, expressions: Sequence[str], pool: int, enough: int, *, everywhere: bool
    ) -> list[tuple[Note, float]]:
        """What the first expression finds that finds enough, else what the last one does."""
        project = None if everywhere else self._home.project.id
        for expression in dict.fromkeys(expressions):
            found = self._home.store.search(project, expression, pool)
            if len(found) >= enough:
                break
        return found

    def _placed(self, hits: Sequence[Hit]) -> dict[NoteId, Placed]:
        placed: dict[NoteId, Placed] = {}
        for project in dict.fromkeys(hit.note.project for hit in hits):
            notes = [hit.note for hit in hits if hit.note.project == project]
            workspace = self._workspace(project)
            each = show.place(workspace, notes) if workspace else [_unplaced(n) for n in notes]
            placed |= {one.note.id: one for one in each}
        return placed

    def _recalled(self, hit: Hit, placed: Placed) -> Recalled:
        workspace = self._workspaces[hit.note.project]
        project = workspace.project if workspace else self._project(hit.note)
        root = workspace.root if workspace else None
        column = _column(workspace, placed.first) if workspace else 1
        return Recalled(placed, hit.score, hit.reasons, project, root, column)

    def _project(self, note: Note) -> Project:
        found = self._home.store.project(note.project)
        return found or Project(note.project, note.project, None, None, ())

    def _workspace(self, project: str) -> Workspace | None:
        if project not in self._workspaces:
            self._workspaces[project] = self._open(project)
        return self._workspaces[project]

    def _open(self, project: str) -> Workspace | None:
        known = next((p for p in self._home.store.projects() if p.id == project), None)
        for folder in known.folders if known else ():
            try:
                workspace = Workspace.open(Path(folder), self._home.store)
            except (UserError, OSError):
                continue
            self._opened.callback(workspace.close)
            if workspace.project.id == project:
                return workspace
        return None


def _answers(note: Note) -> bool:
    """A dismissed proposal does not; what once held still does."""
    return note.status is not Status.RETIRED or note.confirmed is not None


def _unplaced(note: Note) -> Placed:
    """A note whose project is not on this machine any more."""
    return Placed(note, tuple(Whereabouts(anchor, None, State.LOST) for anchor in note.anchors))


def _column(workspace: Workspace, where: Whereabouts) -> int:
    placement = where.placement
    parsed = workspace.parsed(placement.path) if placement and placement.symbol else None
    if placement is None or placement.symbol is None or parsed is None:
        return 1
    return parsed.text.position(placement.symbol.name_span.start)[1] + 1
