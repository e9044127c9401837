"""Imports notes from JSON Lines: as proposals, or as confirmed notes if a person requests that."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chesterton.memory.exchange.json_lines import (
    Line,
    RefusedLineError,
    number_of,
    objects_of,
    places_of,
    safe_path,
    text_of,
    texts_of,
)
from chesterton.memory.notes import watching
from chesterton.memory.notes.remember import anchors_at, clean_content
from chesterton.memory.notes.rights import origin_for, require_person
from chesterton.memory.notes.write import author_name
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import SOURCE_LIMIT, Anchor
from chesterton.model.author import Author
from chesterton.model.clean import Clean
from chesterton.model.errors import UserError
from chesterton.model.note import (
    ANCHOR_LIMIT,
    EventKind,
    Kind,
    Note,
    NoteContent,
    NoteId,
    Origin,
    Scope,
    Snooze,
    Status,
)
from chesterton.model.symbol import SymbolKind
from chesterton.model.time import Time, parse_time
from chesterton.redact.clean import clean, clean_name, cleaned_json
from chesterton.redact.paths import clean_path
from chesterton.store import limits
from chesterton.store.tables.image import snooze_of, with_later_fields

_ID = re.compile(r"[a-z2-7]{10}")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_FINGERPRINT = re.compile(r"[\w.:@+-]{1,200}")


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import."""

    ids: tuple[tuple[int, NoteId], ...]  #: line number and id of each stored note
    refused: tuple[tuple[int, str], ...]  #: line number and reason
    duplicates: tuple[tuple[int, str], ...] = ()  #: line number and reason for each duplicate
    removed: int = 0  #: number of secrets removed


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Options of an import."""

    source: str  #: shown in each note's history
    is_partial: bool = False  #: store the valid lines even if others are refused
    as_confirmed: bool = False  #: confirmed by a person: keep status, author and dates of the file


def import_lines(
    workspace: Workspace, lines: Iterable[Line], options: ImportOptions, *, by: Author
) -> Imported:
    """Stores the notes of the lines in one transaction, or none if a line is refused.

    Raises NotAllowed if an agent imports notes as confirmed.
    """
    if options.as_confirmed:
        require_person(by, "import notes as confirmed")
    workspace.expect_many_files()
    batch, reader = _Batch(workspace), _Reader(workspace, options, by)
    ids, refused, duplicates, removed = [], [], [], 0
    for line in lines:
        try:
            note, secrets = reader.read(line)
        except UserError as problem:
            refused.append((line.number, problem.message))
            continue
        has_own_id = options.as_confirmed and note.id == line.value.get("id")
        twin = batch.add(note, has_own_id=has_own_id)
        if twin is not None:
            duplicates.append((line.number, f"already stored as {twin}"))
        else:
            ids.append((line.number, note.id))
            removed += secrets
    if refused and not options.is_partial:
        return Imported((), tuple(refused), tuple(duplicates))
    batch.store(by, f"imported from {options.source}")
    return Imported(tuple(ids), tuple(refused), tuple(duplicates), removed)


class _Batch:
    """Notes to store in one transaction, without duplicates."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._pending: list[Note] = []
        self._own: set[NoteId] = set()  #: added with `has_own_id`
        stored = workspace.store.notes(workspace.project.id, statuses=frozenset(Status))
        self._by_content = {_content(note): note.id for note in stored}

    def add(self, note: Note, *, has_own_id: bool = False) -> NoteId | None:
        """Adds a note and returns None, or returns the id of its duplicate, whatever its status.

        Notes from one source with their own ids may be equal: an export may contain a retired note
        and its replacement.
        """
        twin = self._by_content.get(_content(note))
        if twin is not None and not (has_own_id and twin in self._own):
            return twin
        self._by_content[_content(note)] = note.id
        if has_own_id:
            self._own.add(note.id)
        self._pending.append(note)
        return None

    def store(self, by: Author, detail: str) -> None:
        """Stores all notes, or none if that fails; `detail` goes into each note's history."""
        if self._pending:
            self._workspace.store.save(
                self._pending,
                EventKind.CREATED,
                by=author_name(self._workspace, by),
                at=self._workspace.now(),
                detail=clean_name(detail),
                expect={note.id: 0 for note in self._pending},
            )


def _content(note: Note) -> object:
    places = frozenset((a.path, a.symbol, a.ordinal, a.quote) for a in note.anchors)
    return (places, note.kind, note.title, note.body)


class _Reader:
    """Converts lines to notes."""

    def __init__(self, workspace: Workspace, terms: ImportOptions, by: Author) -> None:
        self._workspace = workspace
        self._terms = terms
        self._now = workspace.now()
        self._author = by.name or workspace.author()
        self._by = by
        self._project = workspace.ensure_recorded()
        self._used_ids: set[NoteId] = set()

    def read(self, line: Line) -> tuple[Note, int]:
        """The note, and how many secrets were removed. Raises UserError if the note is refused."""
        if line.refused is not None:
            raise RefusedLineError(line.refused)
        value = line.value
        cleaned = clean_content(_content_of(value))
        note = Note(
            id=self._id(value),
            project=self._project,
            content=cleaned.content,
            anchors=self._anchors(value),
            author=self._author,
            origin=origin_for(self._by, Origin.IMPORT),
            created=self._now,
            status=Status.PROPOSED,
        )
        note = _with_more(note, value)
        if self._terms.as_confirmed:
            note = self._with_confirmation(note, value)
        else:
            note = replace(note, replaces=None)  # a file must not decide what a note replaces
        note = watching.filled(self._workspace, note)
        limits.check(note)
        return note, sum(removed.count for removed in cleaned.removed)

    def _id(self, value: Mapping[str, Any]) -> NoteId:
        given = text_of(value, "id").lower()
        note_id = NoteId(given) if _ID.fullmatch(given) else None
        if note_id is None or note_id in self._used_ids or self._workspace.store.has(note_id):
            note_id = self._workspace.store.new_id()
        self._used_ids.add(note_id)
        return note_id

    def _anchors(self, value: Mapping[str, Any]) -> tuple[Anchor, ...]:
        vouched = objects_of(value, "vouched")
        if vouched and all(each.get("fingerprint") or not each.get("symbol") for each in vouched):
            if len(vouched) > ANCHOR_LIMIT:
                raise RefusedLineError(f"a note can be linked to at most {ANCHOR_LIMIT} places")
            return tuple(_anchor(each) for each in vouched)
        return anchors_at(self._workspace, places_of(value, self._workspace.has))

    def _with_confirmation(self, note: Note, value: Mapping[str, Any]) -> Note:
        status = _one_of(Status, text_of(value, "status", Status.CONFIRMED), "status")
        confirmed = _time(value, "confirmed")
        return replace(
            note,
            status=status,
            origin=_one_of(Origin, text_of(value, "origin", Origin.IMPORT), "origin"),
            scope=_one_of(Scope, text_of(value, "scope", Scope.PROJECT), "scope"),
            author=clean_name(text_of(value, "author")) or self._author,
            created=_time(value, "created") or self._now,
            confirmed=confirmed or (self._now if status is Status.CONFIRMED else None),
            snoozed=_snooze(value),
            superseded_by=_successor(value),
        )


def _content_of(value: Mapping[str, Any]) -> NoteContent[str]:
    kind = _one_of(Kind, text_of(value, "kind", Kind.DECISION), "kind")
    links, watch = tuple(texts_of(value, "links")), tuple(texts_of(value, "watch"))
    title, body = text_of(value, "title"), text_of(value, "body")
    return NoteContent(kind, title, body=body, links=links, watch=watch or None)


def _with_more(note: Note, value: Mapping[str, Any]) -> Note:
    """Adds the fields that an export keeps under `more`, including those of newer versions."""
    more = value.get("more")
    if more is None:
        return note
    if not isinstance(more, dict):
        raise RefusedLineError('"more" must be an object')
    try:
        return with_later_fields(note, cleaned_json(more))
    except RecursionError as error:
        raise RefusedLineError('"more" is nested too deeply') from error
    except (ValueError, TypeError, KeyError) as error:
        raise RefusedLineError(f'"more" is invalid: {error}') from error


def _one_of(words: Any, given: str, key: str) -> Any:  # noqa: ANN401 - any of our word lists
    try:
        return words(given)
    except ValueError as error:
        raise RefusedLineError(f"{key} must be one of {', '.join(words)}") from error


def _time(value: Mapping[str, Any], key: str) -> Time | None:
    given = text_of(value, key)
    try:
        return parse_time(given) if given else None
    except (ValueError, OverflowError) as error:
        raise RefusedLineError(f"{key} must be a timestamp like 2026-03-14T09:26:53Z") from error


def _snooze(value: Mapping[str, Any]) -> Snooze | None:
    mute = value.get("mute")
    if not isinstance(mute, dict):
        return None
    fingerprints = [each for each in texts_of(mute, "fingerprints") if _FINGERPRINT.fullmatch(each)]
    known = {"until": _time(mute, "until"), "fingerprints": cleaned_json(fingerprints)}
    return snooze_of(cleaned_json(mute) | known)


def _successor(value: Mapping[str, Any]) -> NoteId | None:
    given = text_of(value, "superseded_by")
    return NoteId(given) if _ID.fullmatch(given) else None


def _anchor(value: Mapping[str, Any]) -> Anchor:
    """An exported anchor, restored as it was."""
    kind, source = text_of(value, "symbol_kind"), text_of(value, "source")
    if len(source.encode("utf-8", "surrogatepass")) > 2 * SOURCE_LIMIT:
        raise RefusedLineError(f"source can be at most {SOURCE_LIMIT:,} bytes long")
    symbol, quote = text_of(value, "symbol"), text_of(value, "quote")
    return Anchor(
        clean_path(safe_path(text_of(value, "path"))),
        clean_name(symbol) if symbol else None,
        _one_of(SymbolKind, kind, "symbol_kind") if kind else None,
        number_of(value, "ordinal") or 0,
        number_of(value, "line") or 1,
        _matching(_COMMIT, text_of(value, "commit"), "commit"),
        _cleaned(_matching(_FINGERPRINT, text_of(value, "fingerprint"), "fingerprint") or ""),
        _cleaned(source),
        _cleaned(quote),
    )


def _matching(pattern: re.Pattern[str], given: str, key: str) -> str | None:
    if given and not pattern.fullmatch(given):
        raise RefusedLineError(f"{key} is malformed")
    return given or None


def _cleaned(text: str) -> Clean | None:
    return clean(text).text if text else None
