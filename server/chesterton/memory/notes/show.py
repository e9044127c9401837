"""Finds notes, locates their code, and compares that code with the last confirmed version."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from chesterton.memory.notes import in_place
from chesterton.memory.notes.places import Documents, Place, stored_place
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import PROJECT_PATH, Placement, State, Whereabouts
from chesterton.model.clean import Clean
from chesterton.model.errors import UserError
from chesterton.model.note import OPEN, Event, Note, NoteId, NoteQuery, Placed, Status
from chesterton.model.symbol import location_text
from chesterton.workspace import files, globs

_CONTEXT = 3


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """The code of one anchor when a person last confirmed it, and the current code."""

    where: Whereabouts
    then: Clean | None  #: None: not stored
    now: Clean | None  #: None: lost

    def diff(self) -> list[str]:
        """The lines of a unified diff; empty if the code is equal or one side is missing."""
        from difflib import unified_diff  # noqa: PLC0415 - 10 ms that few questions need

        if self.then is None or self.now is None:
            return []
        anchor, placement = self.where.anchor, self.where.placement
        place_now = stored_place(placement) if placement else ""
        lines = unified_diff(
            self.then.split("\n"), self.now.split("\n"), anchor.written, place_now, "then", "now",
            n=_CONTEXT, lineterm="",
        )  # fmt: skip
        return list(lines)


def place(
    workspace: Workspace, unplaced: Sequence[Note], documents: Documents | None = None
) -> list[Placed]:
    """Locates notes in the working tree; an expired snooze is removed from the result."""
    if not documents and (unmoved := in_place.place_unmoved(workspace, unplaced)) is not None:
        return unmoved
    from chesterton.following import api  # noqa: PLC0415 - loads all that parses

    current = [_without_expired_snooze(workspace, note, documents or {}) for note in unplaced]
    return api.place(workspace, current, documents)


def notes(
    workspace: Workspace,
    query: NoteQuery = NoteQuery(),  # noqa: B008 - frozen
    at: Place | None = None,
    documents: Documents | None = None,
) -> list[Placed]:
    """The notes that match a query, by path, line and kind, newest first.

    Raises UserError if `at` names neither existing code nor a place that ever had a note.
    """
    candidates = _candidates(workspace, query, at, documents or {})
    placed = [each for each in place(workspace, candidates, documents) if matches(query, each)]
    if at is not None:
        placed = _placed_at(workspace, at, placed, documents or {})
    return in_order(placed)


def in_order(placed: Iterable[Placed]) -> list[Placed]:
    """Notes sorted by path, line and kind, newest first."""
    return sorted(placed, key=_order)


def find_note(workspace: Workspace, prefix: str, documents: Documents | None = None) -> Placed:
    """The note of this project whose id starts with `prefix`."""
    return place(workspace, [workspace.store.note(prefix, workspace.project.id)], documents)[0]


def all_notes(workspace: Workspace) -> list[Placed]:
    """Every note of the project, whatever its status, oldest first."""
    return place(workspace, workspace.store.notes(workspace.project.id, statuses=frozenset(Status)))


def history(workspace: Workspace, prefix: str) -> list[Event]:
    """The events of a note, oldest first."""
    from chesterton.memory.notes import move_history  # noqa: PLC0415 - loads all that parses

    note = workspace.store.note(prefix, workspace.project.id)
    return move_history.with_unrecorded_moves(workspace, note, workspace.store.events(note.id))


def then_and_now(
    workspace: Workspace, placed: Placed, documents: Documents | None = None
) -> list[ThenAndNow]:
    """The code of each anchor as confirmed and as it is, with secrets removed from both."""
    return [
        ThenAndNow(
            where,
            where.anchor.source or where.anchor.quote,
            _now(workspace, where.placement, documents or {}),
        )
        for where in placed.whereabouts
    ]


def location_of(where: Whereabouts) -> tuple[str, int]:
    """The path and line to show: those of the placement, or of the anchor if it is lost."""
    if where.placement is not None:
        return where.placement.path, where.placement.line
    return where.anchor.path, where.anchor.line


def _without_expired_snooze(workspace: Workspace, note: Note, documents: Documents) -> Note:
    if note.snoozed is None:
        return note
    from chesterton.following import api  # noqa: PLC0415 - loads all that parses
    from chesterton.memory.notes import snooze  # noqa: PLC0415 - loads all that parses

    now = workspace.now()
    sightings = api.locate_anchors(workspace, [note], documents)
    is_muted = any(snooze.is_snoozed(note, each.head, now) for each in sightings)
    return note if is_muted else replace(note, snoozed=None)


def _candidates(
    workspace: Workspace, query: NoteQuery, at: Place | None, documents: Documents
) -> list[Note]:
    statuses = frozenset(query.statuses) or OPEN
    if at is not None and at.path != PROJECT_PATH and statuses <= OPEN:
        nearby = _nearby(workspace, at.path, documents)
        if nearby is not None:
            return [note for note in nearby if note.status in statuses]
    return workspace.store.notes(workspace.project.id, statuses=statuses)


def _nearby(workspace: Workspace, path: str, documents: Documents) -> Sequence[Note] | None:
    """The open notes that may be in a file; None if it cannot be parsed."""
    if not documents and workspace.has(path):
        linked = in_place.linked_in(workspace, path)
        if linked is not None:
            return linked
    from chesterton.following import api  # noqa: PLC0415 - loads all that parses

    parsed = documents.get(path) or workspace.parsed(path)
    return None if parsed is None else api.notes_near(workspace, path, parsed, documents)


def matches(query: NoteQuery, placed: Placed) -> bool:
    """Whether a note has one of the kinds, states and paths of a query."""
    if query.kinds and placed.note.kind not in query.kinds:
        return False
    if query.states and placed.state not in query.states:
        return False
    matches_path = globs.matcher(query.paths)
    return any(matches_path(path) for path in _paths(placed))


def _paths(placed: Placed) -> Iterator[str]:
    for where in placed.whereabouts:
        yield where.anchor.path
        if where.placement is not None:
            yield where.placement.path
        if where.last is not None:
            yield where.last[0]


def _order(placed: Placed) -> tuple[str, int, int, tuple[int, ...], NoteId]:
    path, line = location_of(placed.first)
    moment = placed.note.confirmed or placed.note.created
    newest_first = tuple(-ord(letter) for letter in moment)
    return path, line, placed.note.kind.rank, newest_first, placed.note.id


def _placed_at(
    workspace: Workspace, at: Place, placed: Sequence[Placed], documents: Documents
) -> list[Placed]:
    around = _in_conflict(workspace, at, documents) if placed else []
    matching = [
        each
        for each in placed
        if any(is_at(at, where) or _is_of_any(around, where) for where in each.whereabouts)
    ]
    if not matching:
        _refuse_unknown(workspace, at)
    return matching


def _in_conflict(workspace: Workspace, at: Place, documents: Documents) -> list[Place]:
    """The definitions around a line in a file with conflict markers, which hide it from parsers."""
    if at.line is None or at.symbol is not None:
        return []
    from chesterton.following import api  # noqa: PLC0415 - loads all that parses

    parsed = documents.get(at.path) or workspace.parsed(at.path)
    if parsed is None or not api.is_in_conflict(parsed):
        return []
    side, line = api.one_side(parsed, at.line)
    return [
        Place(at.path, symbol=each.name)
        for each in side.outline.symbols
        if line is not None and each.first_line <= line <= each.end_line
    ]


def _is_of_any(definitions: Sequence[Place], where: Whereabouts) -> bool:
    """Whether an anchor is or was on one of these definitions: markers may hide where it is."""
    now = (where.placement.path, where.placement.name) if where.placement else where.last
    known = ((where.anchor.path, where.anchor.symbol), now)
    return any(is_of(at, *each) for at in definitions for each in known if each)


def is_at(at: Place, where: Whereabouts) -> bool:
    """Whether an anchor is at a place; a lost one, whether it was linked or last seen there."""
    placement, anchor = where.placement, where.anchor
    if placement is None:
        known = ((anchor.path, anchor.symbol), where.last)
        return any(is_of(at, *each) for each in known if each)
    if at.line is None or at.symbol is not None:
        return is_of(at, placement.path, placement.name or anchor.symbol)
    return placement.path == at.path and _covers(placement, where, at.line)


def is_of(at: Place, path: str, name: str | None) -> bool:
    """Whether a file, or a definition in it, belongs to a place; False if the place is a line."""
    if at.symbol is None:
        return at.line is None and is_in(path, at.path)
    return path == at.path and name is not None and at.symbol in {name, name.rsplit(".", 1)[-1]}


def _covers(placement: Placement, where: Whereabouts, line: int) -> bool:
    if placement.symbol is not None:
        return placement.symbol.first_line <= line <= placement.symbol.end_line
    has_lines = where.anchor.quote is not None or where.anchor.symbol is not None
    return has_lines and placement.line <= line <= placement.end_line


def is_there(workspace: Workspace, path: str) -> bool:
    """Whether the working tree has a file or folder."""
    return workspace.has(path) or files.is_folder(workspace.root / workspace.real(path))


def has_anchors_in(workspace: Workspace, path: str) -> bool:
    """Whether any open note was confirmed in a file or folder, wherever its code is now."""
    store, project = workspace.store, workspace.project.id
    if workspace.has(path):
        return bool(store.notes(project, paths=[path], limit=1))
    return any(is_in(each, path) for each in store.note_counts_by_path(project))


def is_in(path: str, folder: str) -> bool:
    """Whether a path is `folder` itself or inside it."""
    return path == folder or path.startswith(f"{folder}/")


def _refuse_unknown(workspace: Workspace, at: Place) -> None:
    """Raises UserError for a place that does not exist and never had a note."""
    if at.path == PROJECT_PATH:
        return
    if at.symbol is not None and workspace.has(at.path):
        _refuse_unknown_symbol(workspace, at.path, at.symbol)
    if is_there(workspace, at.path):
        return
    noted = workspace.store.note_counts_by_path(workspace.project.id, statuses=frozenset(Status))
    if not any(is_in(path, at.path) for path in noted):
        raise UserError(
            f"there is no file {at.path} in this project, and no note about it",
            "check the path: it is relative to the current directory",
        )


def _refuse_unknown_symbol(workspace: Workspace, path: str, name: str) -> None:
    from chesterton.anchoring.text.symbol_lookup import suggestion  # noqa: PLC0415 - loads all that parses

    parsed = workspace.parsed(path)
    symbols = parsed.outline.symbols if parsed else ()
    if any(name in {symbol.name, symbol.last_name} for symbol in symbols):
        return
    raise UserError(
        f"there is no symbol {location_text(path, name)}, and no note about it",
        (parsed and suggestion(path, parsed, name))
        or f"list the notes in the file with: chesterton notes {path}",
    )


def _now(workspace: Workspace, placement: Placement | None, documents: Documents) -> Clean | None:
    if placement is None:
        return None
    from chesterton.following.api import clean_source  # noqa: PLC0415 - loads all that parses
    from chesterton.redact.clean import clean, clean_lines  # noqa: PLC0415 - as above
    from chesterton.syntax.parsed_symbol import ParsedSymbol  # noqa: PLC0415 - as above
    from chesterton.syntax.text import Text  # noqa: PLC0415 - as above

    parsed = documents.get(placement.path) or workspace.parsed(placement.path)
    if parsed is None:
        return None
    if placement.symbol is not None:
        return clean_source(ParsedSymbol(parsed, placement.symbol))
    text = Text(clean_lines(parsed.text.value))
    lines = (text.line(number - 1) for number in range(placement.line, placement.end_line + 1))
    return clean("\n".join(lines)).text


def needs_review(placed: Placed) -> bool:
    """Whether a note needs review: it is proposed, or its code is not as last confirmed."""
    return placed.note.status is Status.PROPOSED or placed.state is not State.CURRENT
