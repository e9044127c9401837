"""Full-text search of notes, in one project or in all projects."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from chesterton.memory.exchange.portable import Json, to_json
from chesterton.memory.notes import show
from chesterton.memory.notes.places import Documents
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import State, Whereabouts
from chesterton.model.errors import UserError
from chesterton.model.note import Note, NoteId, Placed, Status
from chesterton.model.project import Project, ProjectId
from chesterton.search.rank import POOL, Hit, rank, reranked
from chesterton.search.terms import Frequencies, Query, parse_query, restrict_to_rare_words

_LARGE_POOL = 2_000
"""Maximum number of candidates from the index, if many are copies of each other."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A search hit: the located note, its score and the reasons for the match."""

    placed: Placed
    score: float  #: 0 to 1
    reasons: tuple[str, ...]
    project: Project
    root: Path | None  #: checkout of its project; None if not on this machine
    column: int = 1  #: 1-based column of the definition's name


def hit_to_json(hit: Recalled) -> Json:
    """The JSON form of a search hit."""
    return {
        "id": hit.placed.note.id,
        "score": round(hit.score, 4),
        "reasons": list(hit.reasons),
        "note": to_json(hit.placed),
    }


def recall(
    workspace: Workspace,
    query: str,
    limit: int = 10,
    *,
    everywhere: bool = False,
    documents: Documents | None = None,
) -> list[Recalled]:
    """The matching notes, best first. Searches other projects only if `everywhere` is set.

    `documents` are open buffers of this project.
    """
    terms = parse_query(query)
    if terms.is_empty or limit < 1:
        return []
    with ExitStack() as opened:
        search = _Search(workspace, opened, documents or {})
        return search.hits(terms, limit, everywhere=everywhere)


class _Search:
    """A running search. Other projects are opened only if one of their notes is a hit."""

    def __init__(self, workspace: Workspace, opened: ExitStack, documents: Documents) -> None:
        self._home = workspace
        self._documents = documents
        self._opened = opened
        here = (workspace.project.id, *(each.project for each in workspace.shown))
        self._workspaces: dict[str, Workspace | None] = dict.fromkeys(here, workspace)

    def hits(self, terms: Query, limit: int, *, everywhere: bool) -> list[Recalled]:
        ranked = self._ranked(terms, 2 * limit, everywhere=everywhere)
        placed = self._placed(ranked)
        states = {note_id: each.state for note_id, each in placed.items()}
        hits = reranked(ranked, states)[:limit]
        return [self._recalled(hit, placed[hit.note.id]) for hit in hits]

    def _ranked(self, terms: Query, limit: int, *, everywhere: bool) -> list[Hit]:
        """The best hits. If copies of notes crowd others out, a larger pool is searched."""
        total, counts = self._home.store.word_counts(terms.words)
        narrow = restrict_to_rare_words(terms, Frequencies(total, counts)) if total else terms
        for pool in (max(POOL, limit), _LARGE_POOL):
            matches = self._matches(
                (narrow.any_expression, terms.any_expression), pool, limit, everywhere=everywhere
            )
            hits = rank([each for each in matches if _is_eligible(each[0])], narrow, limit=limit)
            if not 0 < len(hits) < limit or len(matches) < pool:
                break
        return hits

    def _matches(
        self, expressions: Sequence[str], pool: int, enough: int, *, everywhere: bool
    ) -> list[tuple[Note, float]]:
        """The matches of the first expression that has enough of them, else of the last one."""
        project = None if everywhere else self._home.project.id
        for expression in dict.fromkeys(expressions):
            matches = self._home.store.search(project, expression, pool)
            if len(matches) >= enough:
                break
        return matches

    def _placed(self, hits: Sequence[Hit]) -> dict[NoteId, Placed]:
        placed: dict[NoteId, Placed] = {}
        for project in dict.fromkeys(hit.note.project for hit in hits):
            notes = [hit.note for hit in hits if hit.note.project == project]
            workspace = self._workspace(project)
            batch = self._batch(workspace, notes) if workspace else [_unplaced(n) for n in notes]
            placed |= {each.note.id: each for each in batch}
        return placed

    def _batch(self, workspace: Workspace, notes: Sequence[Note]) -> list[Placed]:
        return show.place(workspace, notes, self._open_in(workspace))

    def _open_in(self, workspace: Workspace) -> Documents:
        return self._documents if workspace is self._home else {}

    def _column(self, workspace: Workspace, where: Whereabouts) -> int:
        placement = where.placement
        if placement is None or placement.symbol is None:
            return 1
        path = placement.path
        parsed = self._open_in(workspace).get(path) or workspace.parsed(path)
        return parsed.text.position(placement.symbol.name_span.start)[1] + 1 if parsed else 1

    def _recalled(self, hit: Hit, placed: Placed) -> Recalled:
        workspace = self._workspaces[hit.note.project]
        project = workspace.project if workspace else self._closed_project(hit.note.project)
        root = workspace.root if workspace else None
        column = self._column(workspace, placed.first) if workspace else 1
        return Recalled(placed, hit.score, hit.reasons, project, root, column)

    def _closed_project(self, project: ProjectId) -> Project:
        return self._home.store.project(project) or Project(project, project, None, None, ())

    def _workspace(self, project: str) -> Workspace | None:
        if project not in self._workspaces:
            self._workspaces[project] = self._open(project)
        return self._workspaces[project]

    def _open(self, project: str) -> Workspace | None:
        stored = next((p for p in self._home.store.projects() if p.id == project), None)
        for folder in stored.folders if stored else ():
            try:
                workspace = Workspace.open(Path(folder), self._home.store)
            except (UserError, OSError):
                continue
            self._opened.callback(workspace.close)
            if workspace.project.id == project:
                return workspace
        return None


def _is_eligible(note: Note) -> bool:
    """Whether search may find a note: a retired one only if it was confirmed before."""
    return note.status is not Status.RETIRED or note.confirmed is not None


def _unplaced(note: Note) -> Placed:
    """A note whose project is no longer on this machine."""
    return Placed(note, tuple(Whereabouts(anchor, None, State.LOST) for anchor in note.anchors))
