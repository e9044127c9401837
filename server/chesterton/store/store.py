"""`Store`: the API of this package. Code needed only for writing is imported lazily."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Self

from chesterton.model.clean import Clean
from chesterton.model.errors import NotWritten, UnknownNote, UserError
from chesterton.model.note import OPEN, AnchorKey, Event, EventKind, NewEvent, Note, NoteId, Status
from chesterton.model.project import Project, ProjectId, Shown
from chesterton.model.time import Time
from chesterton.store import ensure, shown
from chesterton.store.location import Location, is_open_to_others, pending_saves
from chesterton.store.notices import LIMIT_SECONDS, LockWait, Notice, log_warning
from chesterton.store.reading import ReadQueries
from chesterton.store.tables import events, notes, projects
from chesterton.store.tables.notes import NoteOrigin

if TYPE_CHECKING:
    from chesterton.store.tables.placements import Cached
    from chesterton.store.writer import Writer

NOTHING = Clean("")
PREFIX_LENGTH = 4
_AMBIGUOUS = 4


class Store:
    """An open database. Thread-safe; every write is durable when its method returns."""

    def __init__(
        self, location: Location, patience: LockWait, read_only_reason: str | None
    ) -> None:
        self.location = location
        self.read_only_reason = read_only_reason
        self.has_saved = False  #: whether a change to notes was stored
        self._patience = patience
        self._reading = ReadQueries(location, patience)
        self._opened_writer: Writer | None = None
        self._shown_with: dict[ProjectId, tuple[Shown, ...]] = {}

    @classmethod
    def open(
        cls,
        location: Location,
        notice: Notice = log_warning,
        limit: float = LIMIT_SECONDS,
    ) -> Self:
        """Opens the database in a data directory, creating it if there is none.

        `notice` receives messages for the user; a write waits up to `limit` seconds for the lock.
        """
        patience = LockWait(notice, limit)
        try:
            reason = ensure.ensure(location, patience)
        except UserError as problem:
            raise NotWritten(problem.message, problem.hint) from problem
        if is_open_to_others(location.directory):
            notice(
                f"{location.directory} is writable by other users; run: chesterton doctor --repair"
            )
        if reason:
            notice(reason)
        store = cls(location, patience, reason)
        store._deliver()
        return store

    def close(self) -> None:
        """Waits for background tasks and closes all connections."""
        if self._opened_writer is not None:
            self._opened_writer.maintenance.finish()
        self._reading.close()

    def version(self) -> int:
        """A number that changes with every commit by any process. Takes microseconds."""
        return self._reading.version()

    def projects(self) -> list[Project]:
        """All projects, oldest first."""
        return self._reading.read(projects.all_projects)

    def project(self, project: ProjectId) -> Project | None:
        """The project with this id."""
        return self._reading.read(lambda db: projects.by_id(db, project))

    def projects_seen_in(
        self, folders: Collection[str], project: ProjectId | None = None
    ) -> list[Project]:
        """The projects recorded for any of these folders, and the one with this id."""
        return self._reading.read(lambda db: projects.seen_in(db, folders, project))

    def projects_near(self, folder: str, project: Project) -> list[Project]:
        """Other projects recorded for a folder, around it, inside it, or with the same remote.

        Projects that were joined to `project` are included.
        """
        return self._reading.read(lambda db: projects.near(db, folder, project))

    def latest_commits(self, project: ProjectId, limit: int) -> list[str]:
        """The commits at which the newest notes of a project were confirmed."""
        return self._reading.read(lambda db: projects.latest_commits(db, project, limit))

    def show_with(self, project: ProjectId, others: Collection[Shown]) -> None:
        """From now on, reading the notes of `project` also reads those of `others`."""
        self._shown_with[project] = (Shown(project), *others)

    def has_notes_shown(self, view: Shown) -> bool:
        """Whether any note of the other project is shown, whatever its status."""
        counts = self._reading.read(
            partial(notes.paths, project=view.project, statuses=frozenset(Status))
        )
        return bool(shown.counts_here(view, counts))

    def _shown(self, project: ProjectId) -> tuple[Shown, ...]:
        return self._shown_with.get(project, (Shown(project),))

    def note(self, prefix: str, project: ProjectId | None = None) -> Note:
        """The note whose id starts with a prefix, in one project or, if None, in any."""
        start = prefix.strip().lower()
        if len(start) < PREFIX_LENGTH:
            raise UserError(
                f"{prefix!r} is too short for a note id",
                f"use at least {PREFIX_LENGTH} characters",
            )
        ids = self._ids_starting(start, project, _AMBIGUOUS)
        if len(ids) > 1 and start not in ids:
            raise UserError(
                f"{prefix!r} matches several notes: {', '.join(ids)}", "use a longer prefix"
            )
        matching = self._reading.notes(lambda db: notes.by_id(db, ids[:1]))
        if not matching:
            raise self._unknown(prefix, start)
        found = matching[0]
        views = self._shown(project) if project else ()
        view = next((each for each in views if each.project == found.project), None)
        return (shown.note_here(view, found) if view else None) or found

    def has(self, note_id: NoteId) -> bool:
        """Whether any project has a readable note with this id."""
        try:
            self.note(note_id)
        except UserError:
            return False
        return True

    def _unknown(self, prefix: str, start: str) -> UnknownNote:
        when = self._reading.read(lambda db: events.forgotten_at(db, start))
        if when:
            return UnknownNote(f"note {prefix!r} was deleted on {when}", "it cannot be restored")
        return UnknownNote(f"there is no note {prefix!r}", "see: chesterton notes --status all")

    def notes(
        self,
        project: ProjectId,
        *,
        statuses: Collection[Status] = OPEN,
        paths: Collection[str] | None = None,
        limit: int | None = None,
    ) -> list[Note]:
        """The notes of a project and of those shown in it; `paths` are exact anchor paths."""

        def read(view: Shown) -> list[Note]:
            wanted = shown.paths_there(view, paths)
            found = self._reading.notes(
                lambda db: notes.of_project(db, view.project, statuses, wanted, limit)
            )
            return shown.notes_here(view, found)

        return [note for each in self._shown(project) for note in read(each)][:limit]

    def own_notes(self, project: ProjectId, limit: int | None = None) -> list[Note]:
        """The notes stored in a project, whatever their status, oldest first."""
        return self._reading.notes(
            lambda db: notes.of_project(db, project, frozenset(Status), None, limit)
        )

    def note_counts_by_path(
        self, project: ProjectId, *, statuses: Collection[Status] = OPEN
    ) -> dict[str, int]:
        """Each path that has notes, with their number."""
        counts: Counter[str] = Counter()
        for each in self._shown(project):
            read = partial(notes.paths, project=each.project, statuses=statuses)
            counts.update(shown.counts_here(each, self._reading.read(read)))
        return dict(counts)

    def open_origins(self, project: ProjectId) -> list[NoteOrigin]:
        """The distinct (file, commit) pairs at which open notes are anchored."""
        origins: dict[NoteOrigin, None] = {}
        for each in self._shown(project):
            read = partial(notes.open_origins, project=each.project)
            origins |= dict.fromkeys(shown.origins_here(each, self._reading.read(read)))
        return list(origins)

    def ids(self, project: ProjectId) -> list[NoteId]:
        """The ids of all notes of a project, sorted."""
        return self._ids_starting("", project, -1)

    def neighbours(self, ids: Iterable[NoteId]) -> dict[NoteId, list[NoteId]]:
        """For each id, the ids before and after it in sorted order, of any project."""
        return self._reading.read(lambda db: notes.neighbours(db, ids))

    def _ids_starting(self, start: str, project: ProjectId | None, limit: int) -> list[NoteId]:
        if project is None:
            return self._reading.read(lambda db: notes.ids_starting(db, start, None, limit))

        def read(view: Shown) -> list[NoteId]:
            if view.around:  # only some of its notes are shown
                here = shown.notes_here(view, self.own_notes(view.project))
                return [note.id for note in here if note.id.startswith(start)]
            return self._reading.read(lambda db: notes.ids_starting(db, start, view.project, limit))

        return sorted(each for view in self._shown(project) for each in read(view))

    def events(self, note: NoteId) -> list[Event]:
        """The history of a note, oldest event first."""
        return self._reading.read(lambda db: events.of_note(db, note))

    def ignored(self, least: int) -> list[NoteId]:
        """The notes touched so often in vain since a person said to keep them."""
        return self._reading.read(partial(events.ignored, least=least))

    def search(self, project: ProjectId | None, match: str, limit: int) -> list[tuple[Note, float]]:
        """Notes that match an FTS5 expression, with their bm25 (lower is better), best first."""
        from chesterton.store.tables import derived  # noqa: PLC0415 - rarely needed

        scopes = (None,) if project is None else self._shown(project)
        scored: list[tuple[Note, float]] = []
        for scope in scopes:
            within = scope.project if scope else None
            hits, is_index_sound = self._reading.read(
                partial(derived.search, project=within, match=match, limit=limit)
            )
            if not is_index_sound and not self.read_only_reason:
                self._writer().maintenance.rebuild_index()
            scored += shown.hits_here(scope, hits) if scope else hits
        return sorted(scored, key=itemgetter(1))[:limit] if len(scopes) > 1 else scored

    def word_counts(self, words: Collection[str]) -> tuple[int, dict[str, int]]:
        """The number of notes, and of notes that contain each word; (0, {}) if unknown."""
        from chesterton.store.tables import derived  # noqa: PLC0415 - as above

        return self._reading.read(lambda db: derived.word_counts(db, words))

    def placements(self, commit: str, anchors: Collection[AnchorKey]) -> dict[AnchorKey, Cached]:
        """The cached placements of these anchors at a commit."""
        from chesterton.store.tables import placements  # noqa: PLC0415 - rarely needed

        return self._reading.read(lambda db: placements.get(db, commit, anchors))

    def placement_commits(self, anchors: Collection[AnchorKey]) -> frozenset[str]:
        """The commits for which placements of any of these anchors are cached."""
        from chesterton.store.tables import placements  # noqa: PLC0415 - as above

        return self._reading.read(lambda db: placements.commits(db, anchors))

    def verdicts(self, anchors: Collection[AnchorKey]) -> dict[AnchorKey, tuple[str, Cached]]:
        """The cached verdict for each of these anchors, with the hash of the code it is about."""
        from chesterton.store.tables import placements  # noqa: PLC0415 - as above

        return self._reading.read(lambda db: placements.verdicts(db, anchors))

    def new_id(self) -> NoteId:
        """A random id that has never been used."""
        return self._writer().new_id(self._reading)

    def put_project(self, project: Project) -> Project:
        """Stores a project unless it is unchanged."""
        if self.project(project.id) != project:
            self._writer().put_project(project)
        return project

    def save(
        self,
        notes: Sequence[Note],
        kind: EventKind,
        *,
        by: Clean,
        at: Time,
        detail: Clean = NOTHING,
        expect: Mapping[NoteId, int] | None = None,
        key: str | None = None,
        superseded: Sequence[Note] = (),
    ) -> list[Note]:
        """Inserts or updates notes, all or none, each with an event; returns them as stored.

        `key` is an idempotency key that is stored with the events. `superseded` are the notes that
        these replace: stored in the same transaction and returned after them.

        Raises StaleNote if a version differs from `expect`, Busy if the lock was held too long, and
        WrittenByNewer if only a newer version of the program may write. In the last two cases the
        save is kept in the outbox, to be delivered by the next possible write.
        """
        from chesterton.store.save_notes import SaveRequest  # noqa: PLC0415 - not needed for reading

        return self._writer().save(
            SaveRequest(notes, kind, by, at, detail, expect or {}, key, superseded)
        )

    def move(
        self, moved: Sequence[Note], *, source: ProjectId, by: Clean, at: Time, detail: Clean
    ) -> list[Note]:
        """Moves notes from the project `source` to the project that they name."""
        return self._writer().move(moved, source, by, at, detail)

    def previous_version(self, note: NoteId) -> Note:
        """The note before its last modification, with the current version number.

        Raises UserError if it was never modified.
        """
        return self._reading.read(lambda db: events.note_before_last_write(db, note))

    def forget(self, ids: Collection[NoteId]) -> int:
        """Deletes notes and their history permanently, from every file; returns their number."""
        return self._writer().forget(ids)

    def record(self, happened: Sequence[NewEvent], *, by: Clean, at: Time) -> None:
        """Records events that do not modify notes; dropped if the database cannot be written."""
        if self.read_only_reason is None:
            self._writer().record(happened, by, at)

    def put_placements(self, commit: str, positions: Mapping[AnchorKey, Cached]) -> None:
        """Caches placements of anchors at a commit; skipped if the database cannot be written."""
        if self.read_only_reason is None:
            self._writer().put_placements(commit, positions)

    def put_verdicts(self, fresh: Mapping[AnchorKey, tuple[str, Cached]]) -> None:
        """Caches verdicts, one for each anchor; skipped if the database cannot be written."""
        if self.read_only_reason is None:
            self._writer().put_verdicts(fresh)

    def _writer(self) -> Writer:
        from chesterton.store.writer import Writer  # noqa: PLC0415 - not needed for reading

        if self._opened_writer is None:
            self._opened_writer = Writer(self.location, self._patience, self._written)
        return self._opened_writer

    def _written(self, is_of_notes: bool) -> None:  # noqa: FBT001 - called by the writer alone
        self.read_only_reason = None
        self.has_saved |= is_of_notes

    def _deliver(self) -> None:
        """Delivers the saves that earlier processes left in the outbox, or says what waits."""
        if any(pending_saves(self.location)):
            self._writer().deliver(self.read_only_reason)
