"""How a note looks in lines of text."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from chesterton.cli.arguments import many, short_ids
from chesterton.cli.screen import Part, Screen, shown_path
from chesterton.cli.workspace_context import shown_from_here
from chesterton.memory.exchange.portable import to_json
from chesterton.memory.notes.show import ThenAndNow, place, spot
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import PROJECT_PATH, Candidate, State, Whereabouts
from chesterton.model.clean import Removed
from chesterton.model.note import Note, Snooze, Status
from chesterton.model.placed import Placed
from chesterton.model.symbol import written

_STATE_STYLES = {State.CHANGED: "warn", State.UNCERTAIN: "warn", State.LOST: "bad"}
_DIFF_STYLES = {"+": "good", "-": "bad", "@": "muted"}


def print_list(screen: Screen, workspace: Workspace, notes: Sequence[Placed]) -> None:
    """Many notes: grouped by file for a person, one line each for a pipe."""
    short = short_ids(workspace)
    if not screen.is_terminal:
        for placed in notes:
            print_row(screen, workspace, placed, short[placed.note.id])
        return
    for path, group in groupby(notes, key=lambda placed: spot(placed.first)[0]):
        screen.line((shown_path(_file(workspace, path)), "path"))
        for placed in group:
            number = "" if path == PROJECT_PATH else spot(placed.first)[1]
            line = (f"{number:>6}  ", "muted")
            screen.line(line, *_row(placed, short[placed.note.id]))
        screen.line("")
    screen.line((_footer(notes), "muted"))


def print_row(screen: Screen, workspace: Workspace, placed: Placed, short: str) -> None:
    """One note in one line, with its place before it."""
    screen.line(*_head(workspace, placed), *_row(placed, short))


def print_note(screen: Screen, workspace: Workspace, placed: Placed) -> None:
    """One note with everything about it."""
    note = placed.note
    screen.line((note.kind.label, note.kind.value), ": ", (note.title, "title"))
    if note.body:
        screen.line("")
        screen.block(note.body, "  ")
        screen.line("")
    for where in placed.whereabouts:
        _print_where(screen, workspace, where)
    screen.line(("  note    ", "muted"), (note.id, "id"), f", {_life(note)}")
    for link in note.links:
        screen.line(("  link    ", "muted"), link)


def print_diff(screen: Screen, compared: ThenAndNow) -> None:
    """The code of one anchor then and now."""
    screen.line("")
    lines = compared.diff()
    for line in lines:
        screen.line((line, _DIFF_STYLES.get(line[:1], "")))
    if lines:
        return
    place = compared.where.anchor.written
    if compared.then is None:
        screen.line(f"{shown_path(place)}: the code was not kept when this was noted")
    elif compared.now is None:
        screen.line(f"{shown_path(place)}: the code is gone; it was")
        for line in compared.then.split("\n"):
            screen.line((f"-{line}", "bad"))
    else:
        screen.line(f"{shown_path(place)}: the same as when it was noted")


def summary(placed: Placed, short: str) -> tuple[Part, ...]:
    """One note in one line: `abcd Pitfall: Retries must stay at 3`."""
    note = placed.note
    return ((short, "id"), " ", (note.kind.label, note.kind.value), f": {note.title}")


def _head(workspace: Workspace, placed: Placed) -> tuple[Part, ...]:
    path, line = spot(placed.first)
    return ((shown_path(_file(workspace, path)), "path"), f":{line}: ")


def _file(workspace: Workspace, path: str) -> str:
    return "(project)" if path == PROJECT_PATH else shown_from_here(workspace, path)


def _row(placed: Placed, short: str) -> tuple[Part, ...]:
    where = placed.first
    symbol = where.placement.symbol.name if where.placement and where.placement.symbol else None
    parts: list[Part] = list(summary(placed, short))
    if name := symbol or where.anchor.symbol:
        parts.append((f"  ({name})", "muted"))
    parts += [(f"  {flag}", style) for flag, style in _flags(placed)]
    return tuple(parts)


def _flags(placed: Placed) -> list[tuple[str, str]]:
    note, flags = placed.note, []
    if note.status is not Status.CONFIRMED:
        flags.append((f"[{note.status}]", "muted"))
    if placed.state is State.CHANGED and placed.change:
        said = "touches what it says" if placed.change.claim else "not in what it says"
        flags.append((f"[changed: {said}]", "warn" if placed.change.claim else "muted"))
    elif placed.state is not State.CURRENT:
        flags.append((f"[{placed.state}]", _STATE_STYLES[placed.state]))
    if note.replaces:
        flags.append((f"[would replace {note.replaces}]", "muted"))
    if note.snoozed:
        flags.append(("[snoozed]", "muted"))
    return flags


def _print_where(screen: Screen, workspace: Workspace, where: Whereabouts) -> None:
    placement, anchor = where.placement, where.anchor
    if placement is None:
        was = f"{shown_path(anchor.written)} (its code was not found)"
        screen.line(("  lost    ", "bad"), was)
        print_nearest(screen, workspace, where)
        return
    symbol = placement.symbol.name if placement.symbol else None
    place = written(_file(workspace, placement.path), symbol)
    label = "  at      " if placement.certain else "  maybe   "
    line = f", line {placement.line}" if placement.path != "." else ""
    screen.line((label, "muted"), shown_path(place), f"{line} ({placement.evidence})")
    _print_others(screen, workspace, "or", placement.candidates[1:])
    if where.change:
        _print_change(screen, where)


def print_nearest(screen: Screen, workspace: Workspace, where: Whereabouts) -> None:
    """What the code of a lost note may be all the same."""
    _print_others(screen, workspace, "perhaps", where.nearest)


def _print_others(
    screen: Screen, workspace: Workspace, word: str, candidates: Iterable[Candidate]
) -> None:
    for other in candidates:
        place = written(_file(workspace, other.path), other.symbol.name)
        label = (f"  {word:<8}", "muted")
        screen.line(label, shown_path(place), f", line {other.symbol.line}")


def _print_change(screen: Screen, where: Whereabouts) -> None:
    change = where.change
    if change is None:
        return
    touches = "what this note says" if change.claim else "not what this note says"
    mechanical = "; it looks mechanical" if change.mechanical else ""
    since = f" since {change.since[:10]}" if change.since else ""
    text = f"{', '.join(change.what)}{since}: touches {touches}{mechanical}"
    if not change.claim:
        text = f"{', '.join(change.what)}{since}: {touches}{mechanical}"
    screen.line(("  changed ", "warn" if change.claim else "muted"), text)


def _life(note: Note) -> str:
    parts = [note.status.value, f"by {note.author} ({note.origin})", f"written {note.created[:10]}"]
    if note.confirmed:
        parts.append(f"vouched for {note.confirmed[:10]}")
    if note.superseded_by:
        parts.append(f"replaced by {note.superseded_by}")
    if note.replaces:
        parts.append(f"would replace {note.replaces}")
    if note.snoozed:
        parts.append(_snoozed(note.snoozed))
    return ", ".join(parts)


def _snoozed(snooze: Snooze) -> str:
    if snooze.fingerprints or snooze.until is None:
        return "snoozed until committed"
    return f"snoozed until {snooze.until[:10]}"


def _footer(notes: Sequence[Placed]) -> str:
    parts = [many(len(notes), "note")]
    counts = Counter(placed.state for placed in notes)
    asking = (State.CHANGED, State.UNCERTAIN, State.LOST)
    parts += [f"{counts[state]} {state}" for state in asking if counts[state]]
    if count := sum(placed.note.status is Status.PROPOSED for placed in notes):
        parts.append(f"{count} proposed")
    waits = len(parts) > 1
    return " · ".join([*parts, "chesterton review" if waits else "chesterton show ID"])


def print_stored(
    screen: Screen,
    workspace: Workspace,
    note: Note,
    removed: Sequence[Removed],
    *,
    as_json: bool,
) -> None:
    """A note that was just stored, and which secrets were taken out of it."""
    placed = place(workspace, [note])[0]
    if as_json:
        screen.json(to_json(placed))
    else:
        word = "Proposed" if note.status is Status.PROPOSED else "Remembered"
        screen.line((f"{word} ", "good"), *summary(placed, note.id))
        for where in placed.whereabouts:
            _print_where(screen, workspace, where)
    for each in removed:
        screen.tell(f"{many(each.count, 'secret')} removed before storing: {each.rule_id}")
