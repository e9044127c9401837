"""A note's life: keep, correct, move, mute, replace, put to rest, take back, delete."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from chesterton.anchoring.text.quotes import find_quote
from chesterton.memory.notes import move_history, show, snoozing, views
from chesterton.memory.notes.anchors import Place, anchor_at, symbol_anchor
from chesterton.memory.notes.remember import Documents, Remembered
from chesterton.memory.notes.wording import Wording
from chesterton.model.anchor import Anchor, Whereabouts
from chesterton.model.clean import Clean
from chesterton.model.errors import UserError
from chesterton.model.event import EventKind
from chesterton.model.note import Kind, Note, NoteId, Snooze, Status
from chesterton.model.placed import Placed
from chesterton.model.time import Time
from chesterton.redact.clean import clean
from chesterton.workspace.workspace import Workspace

UNTIL_COMMIT = "commit"
"""What `snooze` takes instead of a day."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A note's new content."""

    kind: Kind
    wording: Wording
    anchors: tuple[Anchor, ...]


def confirm(
    workspace: Workspace, ids: Sequence[str], documents: Documents | None = None
) -> list[Note]:
    """A person vouches: proposed notes are kept, changed and uncertain ones hold as the code is.

    Raises UserError, and changes nothing, where the code of one of them is lost.
    """
    placed = _placed(workspace, ids, documents)
    lost = [each.note.id for each in placed if any(not w.placement for w in each.whereabouts)]
    if lost:
        raise UserError(
            f"the code of {', '.join(lost)} was not found",
            "say where it belongs with: chesterton relink ID PATH::NAME, or retire the note",
        )
    now = workspace.now()
    kept = [
        replace(
            each.note,
            status=Status.CONFIRMED,
            confirmed=now,
            snoozed=None,
            superseded_by=None,
            anchors=_vouched(workspace, each, documents or {}),
        )
        for each in placed
    ]
    return _save(workspace, kept, EventKind.CONFIRMED, now)


def edit(
    workspace: Workspace,
    note_id: NoteId,
    change: Edit,
    *,
    expect: int,
    detail: Clean | None = None,
) -> Remembered:
    """New content for a note. Raises StaleNote where it is not the version `expect` any more."""
    note = workspace.store.note(note_id, workspace.project.id)
    changed = replace(
        note,
        kind=change.kind,
        title=change.wording.title,
        body=change.wording.body,
        links=change.wording.links,
        anchors=change.anchors,
        version=expect,
    )
    saved = _save(workspace, [changed], EventKind.EDITED, workspace.now(), detail)
    return Remembered(saved[0], change.wording.removed)


def relink(
    workspace: Workspace, prefix: str, target: Place, documents: Documents | None = None
) -> Note:
    """A person says where the note belongs: there it is anchored, and vouched for."""
    placed = show.one(workspace, prefix, documents)
    anchor = anchor_at(workspace, target, (documents or {}).get(target.path))
    return _moved(workspace, placed, anchor)


def settle(
    workspace: Workspace,
    placed: Placed,
    candidate: tuple[str, str, int],
    documents: Documents | None = None,
) -> Note:
    """A person picks a candidate of an uncertain note: path, name, line."""
    path, name, line = candidate
    place = Place(path, line, name)
    return _moved(workspace, placed, anchor_at(workspace, place, (documents or {}).get(path)))


def retire(workspace: Workspace, ids: Sequence[str], reason: str = "") -> list[Note]:
    """Puts notes to rest: they are not shown any more but still answer when asked."""
    rested = [replace(note, status=Status.RETIRED, snoozed=None) for note in _notes(workspace, ids)]
    return _save(workspace, rested, EventKind.RETIRED, workspace.now(), clean(reason).text)


def supersede(workspace: Workspace, ids: Sequence[str], by: str | None = None) -> list[Note]:
    """Marks notes as replaced, by another one where `by` names it."""
    successor = None if by is None else workspace.store.note(by, workspace.project.id)
    replaced = _notes(workspace, ids)
    if successor and successor.id in {note.id for note in replaced}:
        raise UserError(f"note {successor.id} cannot replace itself", "name another one with --by")
    gone = [
        replace(
            note,
            status=Status.SUPERSEDED,
            snoozed=None,
            superseded_by=successor.id if successor else None,
        )
        for note in replaced
    ]
    detail = clean(f"by {successor.id}").text if successor else None
    return _save(workspace, gone, EventKind.SUPERSEDED, workspace.now(), detail)


def snooze(
    workspace: Workspace,
    ids: Sequence[str],
    until: str = UNTIL_COMMIT,
    documents: Documents | None = None,
) -> list[Note]:
    """Mutes notes until the code is committed, or until a day."""
    muted = [
        replace(note, snoozed=_until(workspace, note, until, documents))
        for note in _notes(workspace, ids)
    ]
    return _save(workspace, muted, EventKind.SNOOZED, workspace.now(), clean(until).text)


def undo(
    workspace: Workspace, prefix: str, documents: Documents | None = None, *, move: bool = False
) -> Note:
    """Takes back what happened to the note last: that it followed its code, else the last write.

    With `move` that it followed its code, whatever was written since. Raises UserError where there
    is nothing to take back.
    """
    note = workspace.store.note(prefix, workspace.project.id)
    last = next(reversed(move_history.moves(workspace, note, documents)), None)
    if last is None and move:
        raise UserError(
            f"note {note.id} is where it was vouched for",
            "say where it belongs with: chesterton relink ID PATH::NAME",
        )
    if last is None or not (move or move_history.is_last(last, workspace.store.events(note.id))):
        return workspace.store.undo(note.id, by=workspace.author(), at=workspace.now())
    back = move_history.taken_back(workspace, note, last, documents or {})
    detail = clean(f"back to {last.before}, not {last.after}").text
    return _save(workspace, [back], EventKind.RELINKED, workspace.now(), detail)[0]


def forget(workspace: Workspace, ids: Collection[NoteId]) -> int:
    """Deletes notes, with their history, their copies for reading and whatever held their text."""
    views.purge(workspace.store.location, ids)
    forgotten = workspace.store.forget(ids)
    views.purge(workspace.store.location, ids)  # a server may have written them in between
    return forgotten


def _notes(workspace: Workspace, ids: Sequence[str]) -> list[Note]:
    found = [workspace.store.note(prefix, workspace.project.id) for prefix in ids]
    return list({note.id: note for note in found}.values())


def _placed(workspace: Workspace, ids: Sequence[str], documents: Documents | None) -> list[Placed]:
    return show.place(workspace, _notes(workspace, ids), documents)


def _save(
    workspace: Workspace,
    changed: Sequence[Note],
    kind: EventKind,
    at: Time,
    detail: Clean | None = None,
) -> list[Note]:
    if not changed:
        return []
    workspace.recorded()
    return workspace.store.save(
        changed,
        kind,
        by=workspace.author(),
        at=at,
        detail=detail or clean("").text,
        expect={note.id: note.version for note in changed},
    )


def _moved(workspace: Workspace, placed: Placed, anchor: Anchor) -> Note:
    """The anchor takes the place of the one that asks most, which is the first that is not fine."""
    worst = max(
        range(len(placed.whereabouts)),
        key=lambda index: (placed.whereabouts[index].state.rank, -index),
    )
    now = workspace.now()
    anchors = list(placed.note.anchors)
    anchors[worst] = anchor
    moved = replace(
        placed.note,
        anchors=tuple(dict.fromkeys(anchors)),
        status=Status.CONFIRMED,
        confirmed=now,
        superseded_by=None,
    )
    detail = clean(f"to {anchor.written}").text
    return _save(workspace, [moved], EventKind.RELINKED, now, detail)[0]


def _vouched(workspace: Workspace, placed: Placed, documents: Documents) -> tuple[Anchor, ...]:
    anchors = [_today(workspace, where, documents) for where in placed.whereabouts]
    return tuple(dict.fromkeys(anchors))


def _today(workspace: Workspace, where: Whereabouts, documents: Documents) -> Anchor:
    """The anchor as it would be made where it is placed."""
    anchor, placement = where.anchor, where.placement
    if placement is None or anchor.is_project:
        return replace(anchor, commit=workspace.head())
    parsed = documents.get(placement.path) or workspace.parsed(placement.path)
    if placement.symbol is None:
        quoted = anchor.quote is not None and placement.certain
        span = (placement.line, placement.end_line) if quoted else None
        return anchor_at(workspace, Place(placement.path, quote=span), parsed)
    if parsed is None:
        return anchor
    symbol, quote = placement.symbol, None
    if anchor.quote is not None:
        match = find_quote(anchor.quote, parsed.text, symbol.span)
        if match is not None:
            lines = (parsed.text.line(n - 1) for n in range(match.line, match.end_line + 1))
            quote = "\n".join(lines)
    return symbol_anchor(placement.path, parsed, symbol, workspace.head(), quote)


def _until(workspace: Workspace, note: Note, until: str, documents: Documents | None) -> Snooze:
    if until == UNTIL_COMMIT:
        return snoozing.until_commit(workspace, note, documents)
    try:
        snooze = snoozing.until_day(until)
    except ValueError as error:
        raise UserError(
            f"{until!r} is no day", "write it like 2027-01-31, or: --until commit"
        ) from error
    if snooze.until is not None and snooze.until <= workspace.now():
        raise UserError(f"{until} is over already", "give a day to come, or: --until commit")
    return snooze
