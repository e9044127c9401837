"""Showing notes: where they are today, one or many, and the code then and now."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from chesterton.memory.notes import in_place
from chesterton.memory.notes.places import Documents, Place
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import PROJECT_PATH, Placement, State, Whereabouts
from chesterton.model.clean import Clean
from chesterton.model.errors import UserError
from chesterton.model.event import Event
from chesterton.model.note import Note, NoteId, Status
from chesterton.model.placed import Placed
from chesterton.model.query import OPEN, NoteQuery
from chesterton.model.symbol import written
from chesterton.workspace import files, globs

_CONTEXT = 3


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """The code of one anchor when it was vouched for, and today."""

    where: Whereabouts
    then: Clean | None  #: None: not kept
    now: Clean | None  #: None: lost

    def diff(self) -> list[str]:
        """The lines of a unified diff; empty where nothing differs or nothing is known."""
        from difflib import unified_diff  # noqa: PLC0415 - 10 ms that few questions need

        if self.then is None or self.now is None:
            return []
        anchor, placement = self.where.anchor, self.where.placement
        found = placement.symbol.name if placement and placement.symbol else None
        today = written(placement.path, found) if placement else ""
        lines = unified_diff(
            self.then.split("\n"), self.now.split("\n"), anchor.written, today, "then", "now",
            n=_CONTEXT, lineterm="",
        )  # fmt: skip
        return list(lines)


def place(
    workspace: Workspace, found: Sequence[Note], documents: Documents | None = None
) -> list[Placed]:
    """The notes with their whereabouts; a snooze that is over is not told."""
    if not documents and (unmoved := in_place.place(workspace, found)) is not None:
        return unmoved
    from chesterton.following import api  # noqa: PLC0415 - loads all that parses

    awake = [_awake(workspace, note, documents or {}) for note in found]
    return api.place(workspace, awake, documents)


def notes(
    workspace: Workspace,
    query: NoteQuery = NoteQuery(),  # noqa: B008 - frozen
    at: Place | None = None,
    documents: Documents | None = None,
) -> list[Placed]:
    """The notes that are asked for, ordered by path, line, kind, and newest first.

    Raises UserError where `at` names neither code nor anything that was ever noted.
    """
    candidates = _candidates(workspace, query, at, documents or {})
    wanted = _wanted(query)
    placed = [each for each in place(workspace, candidates, documents) if wanted(each)]
    if at is not None:
        placed = _standing(workspace, at, placed)
    return sorted(placed, key=_order)


def one(workspace: Workspace, prefix: str, documents: Documents | None = None) -> Placed:
    """The note whose id starts so, in this project."""
    return place(workspace, [workspace.store.note(prefix, workspace.project.id)], documents)[0]


def every(workspace: Workspace) -> list[Placed]:
    """Every note of the project in whatever status, oldest first."""
    return place(workspace, workspace.store.notes(workspace.project.id, statuses=frozenset(Status)))


def history(workspace: Workspace, prefix: str) -> list[Event]:
    """The life of a note, oldest first."""
    from chesterton.memory.notes import move_history  # noqa: PLC0415 - loads all that parses

    note = workspace.store.note(prefix, workspace.project.id)
    return move_history.told(workspace, note, workspace.store.events(note.id))


def then_and_now(
    workspace: Workspace, placed: Placed, documents: Documents | None = None
) -> list[ThenAndNow]:
    """The code of each anchor then and now, without secrets on both sides."""
    found: list[ThenAndNow] = []
    for where in placed.whereabouts:
        then = where.anchor.source or where.anchor.quote
        found.append(ThenAndNow(where, then, _now(workspace, where.placement, documents or {})))
    return found


def spot(where: Whereabouts) -> tuple[str, int]:
    """Path and line to show: where it is, or where it was."""
    if where.placement is not None:
        return where.placement.path, where.placement.line
    return where.anchor.path, where.anchor.line


def _awake(workspace: Workspace, note: Note, documents: Documents) -> Note:
    if note.snoozed is None or is_muted(workspace, note, documents):
        return note
    return replace(note, snoozed=None)


def is_muted(workspace: Workspace, note: Note, documents: Documents | None = None) -> bool:
    """Whether the note is snoozed and its time is not over."""
    if note.snoozed is None:
        return False
    from chesterton.following import api  # noqa: PLC0415 - loads all that parses
    from chesterton.memory.notes import snoozing  # noqa: PLC0415 - loads all that parses

    now = workspace.now()
    sightings = api.sight(workspace, [note], documents)
    return any(snoozing.is_snoozed(note, each.head, now) for each in sightings)


def _candidates(
    workspace: Workspace, query: NoteQuery, at: Place | None, documents: Documents
) -> list[Note]:
    statuses = frozenset(query.statuses) or OPEN
    if at is not None and at.path != PROJECT_PATH and statuses <= OPEN:
        near = _near(workspace, at.path, documents)
        if near is not None:
            return [note for note in near if note.status in statuses]
    return workspace.store.notes(workspace.project.id, statuses=statuses)


def _near(workspace: Workspace, path: str, documents: Documents) -> Sequence[Note] | None:
    """The open notes that may be in a file; None if it cannot be parsed."""
    if not documents and workspace.has(path):
        linked = in_place.linked_in(workspace, path)
        if linked is not None:
            return linked
    from chesterton.following import api  # noqa: PLC0415 - loads all that parses

    parsed = documents.get(path) or workspace.parsed(path)
    return None if parsed is None else api.notes_near(workspace, path, parsed, documents)


def _wanted(query: NoteQuery) -> Callable[[Placed], bool]:
    fits = globs.matcher(query.paths)

    def wanted(placed: Placed) -> bool:
        if query.kinds and placed.note.kind not in query.kinds:
            return False
        if query.states and placed.state not in query.states:
            return False
        return any(fits(path) for path in _paths(placed))

    return wanted


def _paths(placed: Placed) -> Iterator[str]:
    for where in placed.whereabouts:
        yield where.anchor.path
        if where.placement is not None:
            yield where.placement.path


def _order(placed: Placed) -> tuple[str, int, int, tuple[int, ...], NoteId]:
    path, line = spot(placed.first)
    moment = placed.note.confirmed or placed.note.created
    newest_first = tuple(-ord(letter) for letter in moment)
    return path, line, placed.note.kind.rank, newest_first, placed.note.id


def _standing(workspace: Workspace, at: Place, placed: Iterable[Placed]) -> list[Placed]:
    here = [each for each in placed if any(_stands(at, where) for where in each.whereabouts)]
    if not here:
        _refuse_unknown(workspace, at)
    return here


def _stands(at: Place, where: Whereabouts) -> bool:
    placement = where.placement
    path = placement.path if placement else where.anchor.path
    if at.symbol is None and at.line is None:
        return path == at.path or (at.path != PROJECT_PATH and path.startswith(f"{at.path}/"))
    if path != at.path:
        return False
    if at.symbol is not None:
        return _is_named(at.symbol, placement, where)
    return placement is not None and _covers(placement, where, at.line or 0)


def _is_named(name: str, placement: Placement | None, where: Whereabouts) -> bool:
    found = placement.symbol.name if placement and placement.symbol else where.anchor.symbol
    return found is not None and name in {found, found.rsplit(".", 1)[-1]}


def _covers(placement: Placement, where: Whereabouts, line: int) -> bool:
    if placement.symbol is not None:
        return placement.symbol.first_line <= line <= placement.symbol.end_line
    return where.anchor.quote is not None and placement.line <= line <= placement.end_line


def _refuse_unknown(workspace: Workspace, at: Place) -> None:
    """An empty answer is only honest about code that exists or once existed."""
    if at.path == PROJECT_PATH:
        return
    if at.symbol is not None and workspace.has(at.path):
        _refuse_unknown_symbol(workspace, at.path, at.symbol)
    if workspace.has(at.path) or files.is_folder(workspace.root / at.path):
        return
    known = workspace.store.noted_paths(workspace.project.id, statuses=frozenset(Status))
    if not any(path == at.path or path.startswith(f"{at.path}/") for path in known):
        raise UserError(
            f"there is no file {at.path} in this project, and nothing was noted there",
            "check the path; it is taken relative to the current folder",
        )


def _refuse_unknown_symbol(workspace: Workspace, path: str, name: str) -> None:
    from chesterton.anchoring.text.symbol_lookup import nearest  # noqa: PLC0415 - loads all that parses

    parsed = workspace.parsed(path)
    symbols = parsed.outline.symbols if parsed else ()
    if any(name in {symbol.name, symbol.last_name} for symbol in symbols):
        return
    raise UserError(
        f"there is no symbol {written(path, name)}, and nothing was noted there",
        (parsed and nearest(path, parsed, name))
        or f"see what the file has with: chesterton notes {path}",
    )


def _now(workspace: Workspace, placement: Placement | None, documents: Documents) -> Clean | None:
    if placement is None:
        return None
    from chesterton.redact.clean import clean  # noqa: PLC0415 - for the code then and now only

    parsed = documents.get(placement.path) or workspace.parsed(placement.path)
    if parsed is None:
        return None
    if placement.symbol is not None:
        return clean(parsed.source(placement.symbol)).text
    lines = (
        parsed.text.line(number - 1) for number in range(placement.line, placement.end_line + 1)
    )
    return clean("\n".join(lines)).text


def is_open_question(placed: Placed) -> bool:
    """Whether the note waits for a person: proposed, or no longer as it was vouched for."""
    return placed.note.status is Status.PROPOSED or placed.state is not State.CURRENT
