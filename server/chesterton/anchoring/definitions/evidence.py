"""Describes why two definitions were matched: "same name", "same body", "87% similar"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chesterton.model.anchor import UNCHANGED

if TYPE_CHECKING:  # only what describes a match needs them
    from chesterton.anchoring.definitions.changeset import Changeset
    from chesterton.anchoring.definitions.definition import Definition
    from chesterton.anchoring.definitions.likeness import SimilarityFeatures
    from chesterton.anchoring.definitions.subject import Subject

_WORTH_A_LOOK = 0.5
"""Minimum similarity at which two bodies may differ only in their variable names."""

REWRITTEN = "same name and parameters, different body"

INLINED = "deleted; its lines are now in {}"

MOVED_FILE = "most definitions moved here from {}"

CHANGED = "same name, body changed"

_SAME = "same name and body"

UNKNOWN_SOURCE = "same name; no earlier code to compare with"


_SAME_BODY = "same body, "
_SIMILAR = re.compile(r", \d+% similar(?=$|, )")
_BODY = re.compile(
    r"^same name(?: and parameters)?, (?:body changed|different body|body \d+% similar)$"
)


def renewed(words: str, *, is_changed: bool) -> str:
    """The evidence of an earlier step, updated to compare the current code with its baseline."""
    return _of_changed(words) if is_changed else _of_unchanged(words)


def _of_changed(words: str) -> str:
    if words in {UNCHANGED, _SAME}:
        return CHANGED
    if words.startswith(f"{_SAME}, "):
        return f"same name, {words.removeprefix(f'{_SAME}, ')}, body changed"
    if words.startswith(_SAME_BODY):
        return f"{words.removeprefix(_SAME_BODY)}, body changed"
    return words


def _of_unchanged(words: str) -> str:
    if _BODY.match(words):
        return UNCHANGED
    if _SIMILAR.search(words):
        return f"{_SAME_BODY}{_SIMILAR.sub('', words)}"
    return words


def describe_unchanged(subject: Subject, new: Definition) -> str:
    """Evidence for a definition that kept its name and its meaning."""
    if subject.path != new.path:
        return f"{_SAME}, file renamed from {subject.path}"
    return _SAME


def describe_match(
    old: Definition, new: Definition, likeness: SimilarityFeatures, change: Changeset
) -> str:
    """Evidence for a definition matched by similarity."""
    same_body = _is_same_body(old, new, likeness)
    similarity = f"{_percent(likeness)}% similar"
    moves = " and ".join(_moves(old, new, change))
    if not moves:
        return _SAME if same_body else f"same name, body {similarity}"
    return f"{_SAME_BODY}{moves}" if same_body else f"{moves}, {similarity}"


def describe_setting(old: Definition, new: Definition, change: Changeset) -> str:
    """Evidence for a setting matched by its key path."""
    value = "same value" if old.fingerprint == new.fingerprint else "different value"
    moves = _moves(old, new, change)
    return f"{value}, {' and '.join(moves)}" if moves else f"same key, {value}"


def describe_merge(match_evidence: str, old: Definition, holder: Definition) -> str:
    """Evidence for a definition merged into one that another definition became."""
    if old.name != holder.name:
        return f"{match_evidence}, merged with {holder.name}"
    if old.path != holder.path:
        return f"{match_evidence}, merged with the definition in {holder.path}"
    return match_evidence


def _is_same_body(old: Definition, new: Definition, likeness: SimilarityFeatures) -> bool:
    if old.symbol.is_container or likeness.body_similarity < _WORTH_A_LOOK:
        return bool(likeness.same_body)
    if likeness.same_body:
        return True
    # the fingerprint costs as much as all the rest; most edits show in names that cannot be local
    return old.member_name_counts == new.member_name_counts and old.fingerprint == new.fingerprint


def _percent(likeness: SimilarityFeatures) -> int:
    """The similarity in per cent, below 100 because the fingerprints differ."""
    return min(99, round(100 * likeness.body_similarity))


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
