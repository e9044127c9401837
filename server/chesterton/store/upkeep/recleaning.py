"""Redacts stored notes and events again after the redaction rules have changed."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePath

from chesterton.model.anchor import Anchor
from chesterton.model.note import Note
from chesterton.model.project import Project
from chesterton.model.record import canonical
from chesterton.redact.clean import (
    RULES_VERSION,
    clean,
    clean_folder,
    clean_name,
    clean_note,
    cleaned_json,
)
from chesterton.redact.paths import clean_path
from chesterton.store.journal import Entry
from chesterton.store.tables import events, image, meta, notes
from chesterton.store.upkeep.restoring import sync_tables


def is_due(db: sqlite3.Connection) -> bool:
    """Whether anything may have been stored under older rules."""
    return meta.get(db, meta.RULES) != str(RULES_VERSION)


def events_to_redact(db: sqlite3.Connection, above: int = 0) -> dict[int, Entry]:
    """The events after a number that contain a secret, in redacted form. Needs no lock."""
    pairs = ((entry, _cleaned(entry)) for entry in events.entries(db, above))
    return {entry.sequence: cleaned for entry, cleaned in pairs if cleaned != entry}


def write_redacted(db: sqlite3.Connection, redacted: Mapping[int, Entry], above: int) -> int:
    """Writes redacted events, plus those found after `above`, and updates notes to match."""
    changed = {**redacted, **events_to_redact(db, above)}
    for entry in changed.values():
        events.rewrite(db, entry)
    if changed:
        sync_tables(db)
        meta.put(db, meta.FORGETTING, meta.ALL_COPIES_PENDING)
    notes.mark_cleaned(db, RULES_VERSION)
    meta.put(db, meta.RULES, str(RULES_VERSION))
    return len(changed)


def _cleaned(entry: Entry) -> Entry:
    text = entry.image
    if text is not None and entry.note is not None:
        with suppress(ValueError, TypeError, KeyError):  # it is for a newer program to clean
            text = image.from_note(_cleaned_note(image.to_note(text)))
    elif text is not None and entry.kind == events.PROJECT:
        with suppress(ValueError, TypeError, KeyError):
            project = _cleaned_project(image.project_of(json.loads(text)))
            text = canonical(image.plain_project(project))
    return replace(entry, image=text, by=clean_name(entry.by), detail=clean(entry.detail).text)


def _cleaned_note(note: Note) -> Note:
    title, body, _ = clean_note(note.title, note.body)
    content = replace(
        note.content,
        title=title,
        body=body,
        links=tuple(clean(link).text for link in note.links),
    )
    cleaned = replace(
        note,
        content=content,
        author=clean_name(note.author),
        anchors=tuple(_cleaned_anchor(anchor) for anchor in note.anchors),
    )
    plain = image.plain_note(cleaned)
    more = image.later_fields(plain)
    if not more:
        return cleaned
    return image.with_later_fields(image.note_of(image.format_1_fields(plain)), cleaned_json(more))


def _cleaned_project(project: Project) -> Project:
    return replace(
        project,
        name=clean_name(project.name),
        origin=project.origin and clean_name(project.origin),
        folders=tuple(map(_cleaned_folder, project.folders)),
    )


def _cleaned_folder(folder: str) -> str:
    return folder if "[redacted:" in folder else clean_folder(PurePath(folder))


def _cleaned_anchor(anchor: Anchor) -> Anchor:
    return replace(
        anchor,
        path=clean_path(anchor.path),
        symbol=anchor.symbol and clean_name(anchor.symbol),
        source=anchor.source and clean(anchor.source).text,
        quote=anchor.quote and clean(anchor.quote).text,
    )
