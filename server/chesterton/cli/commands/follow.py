"""`chesterton follow`: follows a symbol through renames and moves."""

import argparse
from collections.abc import Iterable
from dataclasses import asdict

from chesterton.cli.arguments import add_json, place_argument, typed_place
from chesterton.cli.screen import Screen, shown_path
from chesterton.cli.workspace_context import project_context, shown_from_here
from chesterton.memory.exchange.portable import candidates_to_json, placement_to_json
from chesterton.memory.notes.follow import follow
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import Candidate, State
from chesterton.model.errors import UsageError
from chesterton.model.move import FollowResult
from chesterton.model.symbol import location_text

ABOUT = """\
Follow a function, class or constant through renames and moves, commit by commit, up to the working
tree, and print the evidence for each step. The exit code is 1 if the symbol is lost or its location
is uncertain."""

EXAMPLES = """\
  chesterton follow src/pay.py::charge
  chesterton follow src/pay.py::charge --from v1.0 --to v2.0"""

_WORDS = {
    State.CURRENT: "current (no change in meaning)",
    State.CHANGED: "changed in meaning",
    State.UNCERTAIN: "uncertain",
    State.LOST: "lost",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "place",
        metavar="PATH::NAME",
        help="the symbol, as named at the starting commit; if several have that name, "
        "PATH::NAME:LINE or 'PATH::NAME(TYPES)'",
    )
    parser.add_argument(
        "--from",
        dest="start",
        metavar="REV",
        help="start at this commit (default: the latest one that contains the symbol)",
    )
    parser.add_argument(
        "--to", dest="end", metavar="REV", help="end at this commit (default: the working tree)"
    )
    add_json(parser, "one JSON object")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Follows the symbol and prints each step."""
    with project_context(screen, typed_place(options.place).path) as workspace:
        place = place_argument(workspace, options.place)
        if place.symbol is None:
            raise UsageError(
                f"{options.place} does not name a symbol",
                "use the form PATH::NAME, e.g. src/pay.py::charge",
            )
        followed = follow(
            workspace, place.path, place.symbol, options.start, options.end, place.line
        )
        if options.json:
            screen.json(_object(followed))
        else:
            _print(screen, workspace, followed)
    return 1 if followed.state in {State.LOST, State.UNCERTAIN} else 0


def _object(followed: FollowResult) -> dict[str, object]:
    return {
        "start": followed.start,
        "path": followed.path,
        "symbol": followed.symbol,
        "state": followed.state.value,
        "evidence": followed.evidence,
        "placement": placement_to_json(followed.placement),
        "nearest": candidates_to_json(followed.nearest),
        "hops": [asdict(hop) | {"confidence": round(hop.confidence, 4)} for hop in followed.hops],
    }


def _print(screen: Screen, workspace: Workspace, followed: FollowResult) -> None:
    start = f"at {followed.start[:10]}" if followed.start else "in the working tree"
    screen.line((shown_path(location_text(followed.path, followed.symbol)), "path"), f" {start}")
    for hop in followed.hops:
        commit = hop.commit[:10] if hop.commit else "uncommitted"
        day = f" {hop.time[:10]}" if hop.time else ""
        place = shown_path(location_text(hop.path, hop.symbol))
        screen.line((f"  {commit}{day}", "muted"), f"  {place}  ({hop.evidence})")
    placement = followed.placement
    if placement is None:
        screen.line((f"  {_WORDS[followed.state]}", "bad"), f" ({followed.evidence})")
        _print_others(screen, "perhaps", followed.nearest)
        return
    name = placement.symbol.name if placement.symbol else None
    place = location_text(shown_from_here(workspace, placement.path), name)
    style = "warn" if followed.state is State.UNCERTAIN else "good"
    screen.line(
        "  ", (shown_path(place), "path"), f":{placement.line}  ", (_WORDS[followed.state], style)
    )
    _print_others(screen, "or", placement.candidates[1:])


def _print_others(screen: Screen, word: str, candidates: Iterable[Candidate]) -> None:
    for other in candidates:
        place = shown_path(location_text(other.path, other.symbol.name))
        screen.line(
            (f"  {word} ", "muted"), f"{place}:{other.symbol.line} ({other.confidence:.0%})"
        )
