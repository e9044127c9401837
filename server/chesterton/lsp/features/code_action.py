"""Code actions: what can be answered about a note, or remembered, under the cursor.

Unasked (an editor asks whenever the cursor rests) they are offered only on one of our diagnostics
or on a comment that starts with a marker.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lsprotocol import types as lsp

from chesterton.lsp import wording
from chesterton.lsp.feature import Lookup
from chesterton.lsp.features.diagnostics import Finding, findings, to_diagnostic
from chesterton.lsp.snapshot import Snapshot
from chesterton.memory.margin.margin import Entry
from chesterton.memory.notes.places import Place, write_place
from chesterton.model.anchor import Whereabouts
from chesterton.model.note import Note, NoteId
from chesterton.model.symbol import Span, Symbol
from chesterton.syntax.comments import comment_at

CANDIDATES = 3
SELECTED_COMMENT = 20
"""A selected comment without a marker is offered from so many characters on."""

Argument = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """One note under the cursor, and why it is one."""

    entry: Entry
    code: str | None  #: of the diagnostic that speaks of it

    @property
    def note(self) -> Note:
        """The note."""
        return self.entry.note


@dataclass(frozen=True, slots=True)
class Situation:
    """What is under the cursor."""

    snapshot: Snapshot
    span: Span
    given: lsp.Range
    subjects: tuple[Subject, ...]
    findings: tuple[Finding, ...]
    comment: bool  #: a comment worth remembering
    is_asked: bool  #: by a person, not by a resting cursor


@dataclass(frozen=True, slots=True)
class Row:
    """One action on a note: title, when, and the command with its argument."""

    title: str
    when: Callable[[Subject], bool]
    command: str
    argument: Callable[[Subject, Situation], Argument]


def _is_vouchable(subject: Subject) -> bool:
    return subject.code in {"touched", "link"} or wording.is_changed_since(subject.entry)


def _is_touched_or_deleted(subject: Subject) -> bool:
    return subject.code in {"touched", "deleted"}


def _ids(subject: Subject, _situation: Situation) -> Argument:
    return {"ids": [subject.note.id]}


ROWS = (
    Row("Still true", _is_vouchable, "chesterton.confirm", _ids),
    Row(
        "Update note…",
        lambda subject: subject.code is not None,
        "chesterton.edit",
        lambda subject, _: {"id": subject.note.id},
    ),
    Row(
        "Keep on file",
        lambda subject: subject.code == "deleted",
        "chesterton.relink",
        lambda subject, situation: {
            "id": subject.note.id,
            "target": situation.snapshot.table.path,
        },
    ),
    Row(
        "Supersede…",
        lambda subject: subject.code == "deleted",
        "chesterton.remember",
        lambda subject, situation: {
            "uri": situation.snapshot.uri,
            "kind": subject.note.kind.value,
            "supersedes": subject.note.id,
        },
    ),
    Row(
        "Snooze until committed",
        _is_touched_or_deleted,
        "chesterton.snooze",
        lambda subject, situation: {**_ids(subject, situation), "until": "commit"},
    ),
    Row("Retire note", _is_touched_or_deleted, "chesterton.retire", _ids),
    Row(
        "Compare with when noted",
        lambda subject: subject.entry.where.change is not None,
        "chesterton.open",
        lambda subject, situation: {**_ids(subject, situation), "compare": True},
    ),
)
"""What can be done with a note, in the order in which it is offered."""


def handle(snapshot: Snapshot, params: lsp.CodeActionParams) -> list[lsp.CodeAction | lsp.Command]:
    """The answer to textDocument/codeAction."""
    if not snapshot.settings.enable or snapshot.is_draft or not _is_wanted(params.context.only):
        return []
    situation = _situation(snapshot, params)
    return [_written(*action, situation) for action in actions(situation)]


OFFERS = (Lookup(lsp.TEXT_DOCUMENT_CODE_ACTION, handle),)

Action = tuple[str, str, Argument, str | None]
"""Title, command, argument, and the code of the diagnostic that it answers."""


def actions(situation: Situation) -> Iterator[Action]:
    """What is offered in a situation."""
    if situation.is_asked or situation.findings:
        for subject in situation.subjects:
            yield from _homes(subject, situation)
        for row in ROWS:
            for subject in filter(row.when, situation.subjects):
                title = _named(row.title, subject, situation)
                yield title, row.command, row.argument(subject, situation), subject.code
        for subject in situation.subjects:
            yield from _ways_back(subject, situation)
    if situation.comment:
        yield "Remember this comment", "chesterton.rememberComment", _place(situation), None
    is_touched = any(finding.code == "touched" for finding in situation.findings)
    if situation.is_asked or is_touched:
        yield "Remember why…", "chesterton.remember", _place(situation), None


def _homes(subject: Subject, situation: Situation) -> Iterator[Action]:
    """`It belongs here: name`, once for each place that may be meant."""
    if subject.code not in {"link", "deleted"}:
        return
    for path, symbol in _places(subject.entry.where)[:CANDIDATES]:
        target = write_place(Place(path, symbol.line, symbol.name))
        other = "" if path == situation.snapshot.table.path else f" in {wording.one_line(path)}"
        title = f"It belongs here: {wording.one_line(symbol.name)}{other}"
        argument = {"id": subject.note.id, "target": target}
        yield _named(title, subject, situation), "chesterton.relink", argument, subject.code


def _places(where: Whereabouts) -> list[tuple[str, Symbol]]:
    placement = where.placement
    candidates = placement.candidates if placement else where.nearest
    places = [(each.path, each.symbol) for each in candidates]
    if not places and placement and placement.symbol:
        places = [(placement.path, placement.symbol)]
    return places


def _ways_back(subject: Subject, situation: Situation) -> Iterator[Action]:
    """`Not here: back to name`, while the lens tells that the note followed its code."""
    if (before := subject.entry.followed_from) is not None:
        title = f"Not here: back to {wording.one_line(before)}"
        argument = {"id": subject.note.id, "move": True}
        yield _named(title, subject, situation), "chesterton.undo", argument, subject.code


def _named(title: str, subject: Subject, situation: Situation) -> str:
    """With several notes under the cursor the title says which is meant."""
    several = len({each.note.id for each in situation.subjects}) > 1
    return f"{title}: {wording.one_line(subject.note.title)}" if several else title


def _place(situation: Situation) -> Argument:
    given = situation.given
    argument: Argument = {"uri": situation.snapshot.uri, "line": given.start.line}
    argument["range"] = {
        "start": {"line": given.start.line, "character": given.start.character},
        "end": {"line": given.end.line, "character": given.end.character},
    }
    return argument


def _situation(snapshot: Snapshot, params: lsp.CodeActionParams) -> Situation:
    span = snapshot.span(params.range)
    is_asked = params.context.trigger_kind is not lsp.CodeActionTriggerKind.Automatic
    here = tuple(each for each in findings(snapshot) if _meet(each.span, span))
    return Situation(
        snapshot,
        span,
        params.range,
        tuple(_subjects(snapshot, span, here)),
        here,
        _is_on_comment(snapshot, span, is_asked=is_asked),
        is_asked,
    )


def _subjects(snapshot: Snapshot, span: Span, here: Sequence[Finding]) -> Iterator[Subject]:
    """The notes of the diagnostics here, and those of the noted definition around the cursor."""
    codes = {note.id: finding.code for finding in here for note in finding.notes}
    entries = _entries(snapshot)
    yield from (Subject(entries[note_id], code) for note_id, code in codes.items())
    row = snapshot.table.row_at(span.start) or snapshot.table.file_row
    for shown in row.entries if row else ():
        if shown.entry.note.id not in codes:
            yield Subject(shown.entry, None)


def _entries(snapshot: Snapshot) -> Mapping[NoteId, Entry]:
    table = snapshot.table
    return {entry.note.id: entry for absent in table.absent for entry in absent.entries} | {
        shown.entry.note.id: shown.entry for row in table.rows for shown in row.entries
    }


def _is_on_comment(snapshot: Snapshot, span: Span, *, is_asked: bool) -> bool:
    if any(_meet(comment, span) for comment in snapshot.table.comments):
        return True
    is_long = span.end - span.start >= SELECTED_COMMENT
    parsed = snapshot.parsed
    if not (is_asked and is_long and parsed is not None and parsed.text == snapshot.text):
        return False
    comment = comment_at(parsed, span.start)
    return comment is not None and span.end <= comment.span.end


def _meet(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _is_wanted(only: Sequence[lsp.CodeActionKind | str] | None) -> bool:
    kinds = [str(getattr(kind, "value", kind)) for kind in only or [""]]
    return any("quickfix".startswith(kind) or kind.startswith("quickfix") for kind in kinds)


def _written(
    title: str, command: str, argument: Argument, code: str | None, situation: Situation
) -> lsp.CodeAction | lsp.Command:
    run = lsp.Command(title=title, command=command, arguments=[argument])
    if not situation.snapshot.client.action_literals:
        return run
    answered = [
        to_diagnostic(finding, situation.snapshot)
        for finding in situation.findings
        if finding.code == code
    ]
    return lsp.CodeAction(
        title, kind=lsp.CodeActionKind.QuickFix, diagnostics=answered or None, command=run
    )
