"""Prints notes on the terminal: lists, single notes and diffs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from chesterton.cli.arguments import plural, short_ids
from chesterton.cli.screen import Part, Screen, shown_path
from chesterton.cli.workspace_context import shown_from_here
from chesterton.memory.notes.show import ThenAndNow, location_of
from chesterton.memory.opening import Workspace
from chesterton.memory.visible_text import as_one_item
from chesterton.model.anchor import PROJECT_PATH, Candidate, State, Whereabouts
from chesterton.model.note import Note, Placed, Snooze, Status
from chesterton.model.symbol import location_text

_STATE_STYLES = {State.CHANGED: "warn", State.UNCERTAIN: "warn", State.LOST: "bad"}
_DIFF_STYLES = {"+": "good", "-": "bad", "@": "muted"}


def print_list(screen: Screen, workspace: Workspace, notes: Sequence[Placed]) -> None:
    """Prints notes grouped by file on a terminal, one per line in a pipe."""
    short = short_ids(workspace, [placed.note.id for placed in notes])
    if not screen.is_terminal:
        for placed in notes:
            print_row(screen, workspace, placed, short[placed.note.id])
        return
    for path, group in groupby(notes, key=lambda placed: location_of(placed.first)[0]):
        screen.line((shown_path(_file(workspace, path)), "path"))
        for placed in group:
            number = "" if path == PROJECT_PATH else location_of(placed.first)[1]
            line = (f"{number:>6}  ", "muted")
            screen.line(line, *_row(placed, short[placed.note.id]))
        screen.line("")
    screen.line((_footer(notes), "muted"))


def print_row(screen: Screen, workspace: Workspace, placed: Placed, short: str) -> None:
    """Prints one note on one line, after its place."""
    screen.line(*_location(workspace, placed), *_row(placed, short))


def print_note(screen: Screen, workspace: Workspace, placed: Placed) -> None:
    """Prints one note in full."""
    from chesterton.memory.watch_text import silenced, warns_when  # noqa: PLC0415 - not for lists

    note = placed.note
    screen.line((note.kind.label, note.kind.value), ": ", (note.title, "title"))
    if note.body:
        screen.line("")
        screen.quote(note.body)
        screen.line("")
    for where in placed.whereabouts:
        print_whereabouts(screen, workspace, where)
    screen.line(("  note    ", "muted"), (note.id, "id"), f", {_metadata(note)}")
    for line in (warns_when(note, "`{}`".format), silenced(note, "`{}`".format)):
        if line:
            screen.line(("  watch   ", "muted"), line)
    for link in note.links:
        screen.line(("  link    ", "muted"), link)


def print_diff(screen: Screen, compared: ThenAndNow) -> None:
    """Prints how the code of an anchor differs from its baseline."""
    screen.line("")
    lines = compared.diff()
    for line in lines:
        screen.line((line, _DIFF_STYLES.get(line[:1], "")))
    if lines:
        return
    place = compared.where.anchor.written
    if compared.then is None:
        screen.line(f"{shown_path(place)}: no code was stored with this note")
    elif compared.now is None:
        placement = compared.where.placement
        state = placement.evidence if placement else "the code is gone"
        screen.line(f"{shown_path(place)}: {state}; it was:")
        for line in compared.then.split("\n"):
            screen.line((f"-{line}", "bad"))
    else:
        screen.line(f"{shown_path(place)}: unchanged since the note was written or confirmed")


def summary(placed: Placed, short: str) -> tuple[Part, ...]:
    """A note on one line: `abcd Pitfall: Retries must stay at 3`."""
    note = placed.note
    return ((short, "id"), " ", (note.kind.label, note.kind.value), f": {note.title}")


def _location(workspace: Workspace, placed: Placed) -> tuple[Part, ...]:
    path, line = location_of(placed.first)
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
    if placed.state is not State.CURRENT:
        from chesterton.memory.verdict_text import clause_of  # noqa: PLC0415 - most are current

        flags.append((f"[{clause_of(placed)}]", _style(placed)))
    if note.replaces:
        flags.append((f"[would replace {note.replaces}]", "muted"))
    if note.snoozed:
        flags.append(("[snoozed]", "muted"))
    return flags


def _style(of: Placed | Whereabouts) -> str:
    is_beside = of.change is not None and not of.change.claim
    return "muted" if of.state is State.CHANGED and is_beside else _STATE_STYLES[of.state]


def print_whereabouts(screen: Screen, workspace: Workspace, where: Whereabouts) -> None:
    """Prints where an anchor of a note is."""
    placement, anchor = where.placement, where.anchor
    if placement is None:
        screen.line(("  was     ", "muted"), shown_path(anchor.written))
        _print_standing(screen, where)
        print_nearest(screen, workspace, where)
        return
    symbol = placement.symbol.name if placement.symbol else None
    place = location_text(_file(workspace, placement.path), symbol)
    label = "  at      " if placement.certain else "  maybe   "
    line = f", line {placement.line}" if placement.path != "." else ""
    screen.line((label, "muted"), shown_path(place), f"{line} ({placement.evidence})")
    _print_others(screen, workspace, "or", placement.candidates[1:])
    _print_standing(screen, where)


def _print_standing(screen: Screen, where: Whereabouts) -> None:
    if where.state is not State.CURRENT:
        from chesterton.memory.verdict_text import clause, sentence  # noqa: PLC0415 - as above

        screen.line(("  now     ", _style(where)), sentence(clause(where)))


def print_nearest(screen: Screen, workspace: Workspace, where: Whereabouts) -> None:
    """Prints the symbols most similar to the lost code of a note."""
    _print_others(screen, workspace, "perhaps", where.nearest)


def _print_others(
    screen: Screen, workspace: Workspace, word: str, candidates: Iterable[Candidate]
) -> None:
    for other in candidates:
        place = location_text(_file(workspace, other.path), other.symbol.name)
        label = (f"  {word:<8}", "muted")
        screen.line(label, shown_path(place), f", line {other.symbol.line}")


def _metadata(note: Note) -> str:
    parts = [
        note.status.value,
        f"by {as_one_item(note.author)} ({note.origin})",
        f"written {note.created[:10]}",
    ]
    if note.confirmed:
        parts.append(f"last confirmed {note.confirmed[:10]}")
    if note.superseded_by:
        parts.append(f"replaced by {note.superseded_by}")
    if note.replaces:
        parts.append(f"would replace {note.replaces}")
    if note.snoozed:
        parts.append(_snoozed(note.snoozed))
    return ", ".join(parts)


def _snoozed(snooze: Snooze) -> str:
    if snooze.fingerprints or snooze.until is None:
        return "snoozed until the next commit"
    return f"snoozed until {snooze.until[:10]}"


def _footer(notes: Sequence[Placed]) -> str:
    parts = [plural(len(notes), "note")]
    counts = Counter(placed.state for placed in notes)
    to_review = (State.CHANGED, State.UNCERTAIN, State.LOST)
    parts += [f"{counts[state]} {state}" for state in to_review if counts[state]]
    if count := sum(placed.note.status is Status.PROPOSED for placed in notes):
        parts.append(f"{count} proposed")
    needs_review = len(parts) > 1
    return " · ".join(
        [*parts, "see: chesterton review" if needs_review else "see: chesterton show ID"]
    )
