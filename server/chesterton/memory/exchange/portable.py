"""The JSON representation of a note, used for `--json`, LSP commands and exports."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from chesterton.memory.opening import Workspace
from chesterton.model.anchor import Anchor, Candidate, Change, Placement, Whereabouts
from chesterton.model.note import Note, NoteContent, Placed, Snooze
from chesterton.model.record import field_names
from chesterton.store.tables.image import later_fields, plain_note, plain_snooze
from chesterton.workspace.files import stored_name

Json = dict[str, Any]


def to_json(placed: Placed) -> Json:
    """The JSON object of a note. The format is stable: keys are added, but never removed."""
    note, first = placed.note, placed.first
    return {
        "id": note.id,
        "kind": note.kind.value,
        "title": note.title,
        "body": note.body,
        "links": list(note.links),
        "status": note.status.value,
        "state": placed.state.value,
        "snoozed": _snoozed(note.snoozed),
        "scope": note.scope.value,
        "author": note.author,
        "origin": note.origin.value,
        "created": note.created,
        "confirmed": note.confirmed,
        "guard": None,
        "watch": list(note.content.watch or ()),
        **_later_fields(note),
        "change": _change(placed.change),
        "edit": _edit(placed.edit),
        "anchor": anchor_to_json(first.anchor),
        "placement": placement_to_json(first.placement),
        "anchors": [_whereabouts(each) for each in placed.whereabouts],
    }


def export(workspace: Workspace) -> Iterator[str]:
    """Every note of the project as a line of JSON, whatever its status, oldest first.

    In addition to the fields of `to_json`, a line contains the complete anchors, so that importing
    it into another store loses nothing.
    """
    from chesterton.memory.notes.show import all_notes  # noqa: PLC0415 - 20 ms that one note does without

    for placed in all_notes(workspace):
        yield json.dumps(to_json(placed) | _export_fields(placed.note))


def anchor_to_json(anchor: Anchor) -> Json:
    """The JSON form of an anchor."""
    return {
        "path": anchor.path,
        "symbol": anchor.symbol,
        "symbol_kind": anchor.symbol_kind.value if anchor.symbol_kind else None,
        "line": anchor.line,
        "commit": anchor.commit,
        "quote": anchor.quote,
    }


def placement_to_json(placement: Placement | None) -> Json | None:
    """The JSON form of a placement."""
    if placement is None:
        return None
    return {
        "path": placement.path,
        "symbol": placement.name and stored_name(placement.name),
        "line": placement.line,
        "end_line": placement.end_line,
        "confidence": round(placement.confidence, 4),
        "evidence": stored_name(placement.evidence),
        "candidates": candidates_to_json(placement.candidates),
    }


def candidates_to_json(candidates: Iterable[Candidate]) -> list[Json]:
    """The JSON form of an anchor's candidate definitions."""
    return [
        {
            "path": each.path,
            "symbol": stored_name(each.symbol.name),
            "line": each.symbol.line,
            "confidence": round(each.confidence, 4),
        }
        for each in candidates
    ]


def _later_fields(note: Note) -> Json:
    """Further declared fields of a note whose value is not the default."""
    later = later_fields(plain_note(note))
    return {name: later[name] for name in _declared() if name in later}


@cache
def _declared() -> tuple[str, ...]:
    return tuple(sorted(field_names(NoteContent) | field_names(Note)))


def _export_fields(note: Note) -> Json:
    vouched = [
        anchor_to_json(anchor)
        | {"ordinal": anchor.ordinal, "fingerprint": anchor.fingerprint, "source": anchor.source}
        for anchor in note.anchors
    ]
    return {
        "superseded_by": note.superseded_by,
        "mute": _mute(note.snoozed),
        "vouched": vouched,
        "more": later_fields(plain_note(note)) or None,
    }


def _mute(snooze: Snooze | None) -> Json | None:
    if snooze is None:
        return None
    return plain_snooze(snooze) | {"until": snooze.until, "fingerprints": list(snooze.fingerprints)}


def _whereabouts(where: Whereabouts) -> Json:
    return {
        "anchor": anchor_to_json(where.anchor),
        "placement": placement_to_json(where.placement),
        "nearest": candidates_to_json(where.nearest),
        "state": where.state.value,
    }


def _change(change: Change | None) -> Json | None:
    if change is None:
        return None
    return {
        "what": list(change.labels),
        "claim": change.claim,
        "mechanical": change.mechanical,
        "since": change.since,
    }


def _edit(edit: Change | None) -> Json | None:
    if edit is None:
        return None
    return {"what": list(edit.labels), "claim": edit.claim, "reason": edit.reason}


def _snoozed(snooze: Snooze | None) -> str | None:
    if snooze is None:
        return None
    return "commit" if snooze.fingerprints or snooze.until is None else snooze.until
