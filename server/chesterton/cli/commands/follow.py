"""`chesterton follow`: where a symbol went."""

import argparse
from collections.abc import Iterable

from chesterton.cli.arguments import add_json, place_argument
from chesterton.cli.screen import Screen, shown_path
from chesterton.cli.workspace_context import opened, shown_from_here
from chesterton.memory.exchange.portable import candidates_to_json, placement_to_json
from chesterton.memory.notes.follow import follow
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import Candidate, State
from chesterton.model.errors import UsageError
from chesterton.model.followed import Followed
from chesterton.model.move import Hop
from chesterton.model.symbol import written

ABOUT = """\
Follows a function, class or constant through renames and moves, commit by commit, to the code on
disk, and says at each hop how we know. Ends with 1 where it is lost or where we are not sure."""

EXAMPLES = """\
  chesterton follow src/pay.py::charge
  chesterton follow src/pay.py::charge --from v1.0 --to v2.0"""

_WORDS = {
    State.CURRENT: "there, and it means the same",
    State.CHANGED: "there, changed in meaning since",
    State.UNCERTAIN: "not certain",
    State.LOST: "gone",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("place", metavar="PATH::NAME", help="the symbol as it was called then")
    parser.add_argument(
        "--from", dest="start", metavar="REV", help="a commit that has it (the last one that does)"
    )
    parser.add_argument("--to", dest="end", metavar="REV", help="a commit (the files on disk)")
    add_json(parser, "one JSON object")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Follows it."""
    with opened() as workspace:
        place = place_argument(workspace, options.place)
        if place.symbol is None:
            raise UsageError(f"{options.place} names no symbol", "write it like src/pay.py::charge")
        found = follow(workspace, place.path, place.symbol, options.start, options.end)
        if options.json:
            screen.json(_object(found))
        else:
            _print(screen, workspace, found)
    return 1 if found.state in {State.LOST, State.UNCERTAIN} else 0


def _object(found: Followed) -> dict[str, object]:
    return {
        "start": found.start,
        "path": found.path,
        "symbol": found.symbol,
        "state": found.state.value,
        "evidence": found.evidence,
        "placement": placement_to_json(found.placement),
        "nearest": candidates_to_json(found.nearest),
        "hops": [_hop(hop) for hop in found.hops],
    }


def _hop(hop: Hop) -> dict[str, object]:
    return {
        "commit": hop.commit,
        "time": hop.time,
        "path": hop.path,
        "symbol": hop.symbol,
        "evidence": hop.evidence,
        "confidence": round(hop.confidence, 4),
    }


def _print(screen: Screen, workspace: Workspace, found: Followed) -> None:
    start = f"at {found.start[:10]}" if found.start else "on disk"
    screen.line((shown_path(written(found.path, found.symbol)), "path"), f" {start}")
    for hop in found.hops:
        commit = hop.commit[:10] if hop.commit else "not committed"
        day = f" {hop.time[:10]}" if hop.time else ""
        place = shown_path(written(hop.path, hop.symbol))
        screen.line((f"  {commit}{day}", "muted"), f"  {place}  ({hop.evidence})")
    placement = found.placement
    if placement is None:
        screen.line((f"  {_WORDS[found.state]}", "bad"), f" ({found.evidence})")
        _print_others(screen, "perhaps", found.nearest)
        return
    name = placement.symbol.name if placement.symbol else None
    place = written(shown_from_here(workspace, placement.path), name)
    style = "warn" if found.state is State.UNCERTAIN else "good"
    screen.line(
        "  ", (shown_path(place), "path"), f":{placement.line}  ", (_WORDS[found.state], style)
    )
    _print_others(screen, "or", placement.candidates[1:])


def _print_others(screen: Screen, word: str, candidates: Iterable[Candidate]) -> None:
    for other in candidates:
        place = shown_path(written(other.path, other.symbol.name))
        screen.line(
            (f"  {word} ", "muted"), f"{place}:{other.symbol.line} ({other.confidence:.0%})"
        )
