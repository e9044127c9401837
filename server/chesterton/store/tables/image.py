"""The one written form of a note, for checksums, events, journal and outbox: canonical JSON."""

import json
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from chesterton.model.anchor import Anchor
from chesterton.model.note import Kind, Note, Origin, Snooze, Status
from chesterton.model.project import Project
from chesterton.model.scope import Scope
from chesterton.model.symbol import SymbolKind


def to_json(value: object) -> str:
    """Canonical JSON: equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def checksum(text: str) -> str:
    """SHA-256 of a text as 64 hexadecimal characters."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def from_note(note: Note) -> str:
    """The whole note as canonical JSON."""
    snoozed = note.snoozed and {
        "until": note.snoozed.until,
        "fingerprints": note.snoozed.fingerprints,
    }
    fields = {name: getattr(note, name) for name in Note.__slots__}
    anchors = [
        {name: getattr(anchor, name) for name in Anchor.__slots__} for anchor in note.anchors
    ]
    return to_json(fields | {"anchors": anchors, "snoozed": snoozed})


def to_note(text: str) -> Note:
    """The note that `from_note` wrote. Anything else raises ValueError, KeyError or TypeError."""
    fields = json.loads(text)
    snoozed = fields["snoozed"]
    return Note(
        **fields
        | {
            "kind": Kind(fields["kind"]),
            "origin": Origin(fields["origin"]),
            "status": Status(fields["status"]),
            "scope": Scope(fields["scope"]),
            "links": tuple(fields["links"]),
            "anchors": tuple(_to_anchor(anchor) for anchor in fields["anchors"]),
            "snoozed": snoozed and Snooze(snoozed["until"], tuple(snoozed["fingerprints"])),
        }
    )


def _to_anchor(fields: dict[str, Any]) -> Anchor:
    kind = fields["symbol_kind"]
    return Anchor(**fields | {"symbol_kind": SymbolKind(kind) if kind else None})


def from_project(project: Project) -> str:
    """The project as canonical JSON."""
    return to_json(asdict(project))


def to_project(text: str) -> Project:
    """The project that `from_project` wrote."""
    fields = json.loads(text)
    return Project(**fields | {"folders": tuple(fields["folders"])})
