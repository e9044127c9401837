"""How we know where a definition went, in words for a person."""

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.likeness import Likeness
from chesterton.anchoring.definitions.subject import Subject

_WORTH_A_LOOK = 0.5
"""Less alike than this, two bodies do not differ in the names of variables alone."""

UNKNOWN_SOURCE = "same name; what it said before is not known"


def kept(subject: Subject, new: Definition) -> str:
    """For a definition that means the same under its old name."""
    if subject.path != new.path:
        return f"same name and body, its file was {subject.path}"
    return "same name and body"


def found(old: Definition, new: Definition, likeness: Likeness, change: Changeset) -> str:
    """For a definition found by likeness."""
    same_body = _is_same_body(old, new, likeness)
    alike = "same body" if same_body else f"{_percent(likeness)} % alike"
    moves = _moves(old, new, change)
    if not moves:
        return f"same name, body {alike}"
    if same_body:
        return f"same body, {' and '.join(moves)}"
    return f"{' and '.join(moves)}, {alike}"


def merged(words: str, old: Definition, holder: Definition) -> str:
    """For a definition that another one became, too."""
    if old.name != holder.name:
        return f"{words}, merged with {holder.name}"
    return f"{words}, merged with that of {holder.path}" if old.path != holder.path else words


def _is_same_body(old: Definition, new: Definition, likeness: Likeness) -> bool:
    if old.symbol.is_container or likeness.body < _WORTH_A_LOOK:
        return bool(likeness.identical)
    if likeness.identical:
        return True
    # the fingerprint takes as long as everything else; most edits show in what can be no local
    return old.lasting_words == new.lasting_words and old.fingerprint == new.fingerprint


def _percent(likeness: Likeness) -> int:
    """Never 100: the fingerprint says that it is not the same."""
    return min(99, round(100 * likeness.body))


def _moves(old: Definition, new: Definition, change: Changeset) -> list[str]:
    moves = []
    if old.last_name != new.last_name:
        moves.append(f"renamed from {old.last_name}")
    if new.path != old.path:
        is_rename = change.renames.get(old.path) == new.path and old.path not in change.after
        moves.append(f"file renamed from {old.path}" if is_rename else f"moved from {old.path}")
    if old.container != new.container:
        moves.append(_container(old, new))
    return moves


def _container(old: Definition, new: Definition) -> str:
    if not new.container:
        return f"moved out of {old.container}"
    if not old.container:
        return f"moved into {new.container}"
    return f"moved from {old.container} to {new.container}"
