"""Serialises notes and projects to canonical JSON, for checksums, events and the journal.

An image is one flat object. It always has the fields of format 1, because existing files contain
checksums of them; later fields are included only if they differ from their defaults. Fields written
by a newer version are kept. To add a field, declare it in `NoteContent` or `Note`.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from chesterton.model.anchor import Anchor
from chesterton.model.note import Kind, Note, NoteContent, Origin, Scope, Snooze, Status
from chesterton.model.project import Project
from chesterton.model.record import Plain, canonical, from_plain, known_values, to_newer, to_plain
from chesterton.model.symbol import SymbolKind

_CONTENT = frozenset({"kind", "title", "body", "links"})
NOTE_KEYS = (
    "id", "project", "kind", "title", "body", "links", "author", "origin", "created", "status",
    "scope", "confirmed", "snoozed", "superseded_by", "version",
)  # fmt: skip
ANCHOR_KEYS = (
    "path", "symbol", "symbol_kind", "ordinal", "line", "commit", "fingerprint", "source", "quote",
)  # fmt: skip
PROJECT_KEYS = ("id", "name", "origin", "root_commit", "folders", "enabled", "created")
_NOTE = frozenset({*NOTE_KEYS, "anchors"})
_ANCHOR = frozenset(ANCHOR_KEYS)
_PARTS = frozenset({"content", "anchors", "snoozed"})
_SNOOZE = frozenset({"until", "fingerprints"})
_PROJECT = frozenset(PROJECT_KEYS)


def checksum(text: str) -> str:
    """The SHA-256 of the text, in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def from_note(note: Note) -> str:
    """The whole note as canonical JSON."""
    return canonical(plain_note(note))


def plain_note(note: Note) -> Plain:
    """The whole note as one flat JSON object."""
    plain = to_plain(note, _NOTE, without=_PARTS)
    plain |= to_plain(note.content, _CONTENT)
    plain["anchors"] = [to_plain(anchor, _ANCHOR) for anchor in note.anchors]
    plain["snoozed"] = plain_snooze(note.snoozed) if note.snoozed else None
    return plain


def plain_snooze(snooze: Snooze) -> Plain:
    """A snooze as a JSON object."""
    return to_plain(snooze, _SNOOZE)


def snooze_of(plain: Mapping[str, Any] | None) -> Snooze | None:
    """The snooze of a JSON object. Raises like `to_note`."""
    return None if plain is None else from_plain(Snooze, plain, _SNOOZE)


def to_note(text: str) -> Note:
    """The inverse of `from_note`. Raises ValueError, KeyError or TypeError for invalid input."""
    return note_of(json.loads(text))


def note_of(plain: Mapping[str, Any]) -> Note:
    """The note from a flat JSON object. Raises like `to_note`."""
    content = known_values(NoteContent, plain, _CONTENT)
    rest = {key: value for key, value in plain.items() if key not in _PARTS and key not in content}
    known = known_values(Note, rest, _NOTE)
    return Note(
        **known, content=NoteContent(**content), snoozed=snooze_of(plain["snoozed"]),
        anchors=tuple(from_plain(Anchor, each, _ANCHOR) for each in plain["anchors"]),
        newer=to_newer({key: value for key, value in rest.items() if key not in known}),
    )  # fmt: skip


def note_from_format_1(plain: Plain) -> Note:
    """A faster `note_of` for notes that have no later fields."""
    return Note(
        id=plain["id"], project=plain["project"],
        content=NoteContent(
            Kind(plain["kind"]), plain["title"], body=plain["body"], links=tuple(plain["links"])
        ),
        anchors=tuple(_anchor_1(each) for each in plain["anchors"]), author=plain["author"],
        origin=Origin(plain["origin"]), created=plain["created"], status=Status(plain["status"]),
        scope=Scope(plain["scope"]), confirmed=plain["confirmed"],
        snoozed=snooze_of(plain["snoozed"]), superseded_by=plain["superseded_by"],
        version=plain["version"],
    )  # fmt: skip


def _anchor_1(plain: Plain) -> Anchor:
    kind = plain["symbol_kind"]
    return Anchor(**plain | {"symbol_kind": SymbolKind(kind) if kind else None})


def format_1_fields(plain: Plain) -> Plain:
    """The fields of a note's or project's image that exist in format 1."""
    base = {key: value for key, value in plain.items() if key in _columns(plain)}
    if "anchors" in plain:
        base["anchors"] = [{key: each[key] for key in _ANCHOR} for each in plain["anchors"]]
    return base


def later_fields(plain: Plain) -> Plain:
    """The fields of an image that have no column of their own; empty for most notes."""
    more = {key: value for key, value in plain.items() if key not in _columns(plain)}
    anchors = [{k: v for k, v in a.items() if k not in _ANCHOR} for a in plain.get("anchors", ())]
    return more | ({"anchors": anchors} if any(anchors) else {})


def sealed(plain: Plain) -> Plain:
    """The columns for an image's checksums, and for its fields without a column of their own."""
    more = later_fields(plain)
    return {
        "checksum": checksum(canonical(format_1_fields(plain))),
        "more": canonical(more) if more else None,
        "seal": checksum(canonical(plain)) if more else None,
    }


def _columns(plain: Plain) -> frozenset[str]:
    return _NOTE if "anchors" in plain else _PROJECT


def join_fields(base: Plain, more: Plain) -> Plain:
    """The inverse of `format_1_fields` and `later_fields`. Raises ValueError on a mismatch."""
    if "anchors" not in more:
        return more | base
    anchors = zip(base["anchors"], more["anchors"], strict=True)
    return more | base | {"anchors": [extra | anchor for anchor, extra in anchors]}


def with_later_fields(note: Note, more: Plain) -> Note:
    """The note with the fields that `later_fields` split off. Raises like `to_note`."""
    return note_of(join_fields(plain_note(note), more))


def plain_project(project: Project) -> Plain:
    """The project as one JSON object."""
    return to_plain(project, _PROJECT)


def project_of(plain: Mapping[str, Any]) -> Project:
    """The project of a JSON object. Raises like `to_note`."""
    return from_plain(Project, plain, _PROJECT)
