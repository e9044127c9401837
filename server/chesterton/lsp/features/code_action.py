"""textDocument/codeAction: actions to handle the notes at the cursor, or to write one there.

Editors also send automatic requests whenever the cursor moves. These get actions only on
Chesterton's diagnostics, or on a comment that starts with a marker.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import attrs
from lsprotocol import types as lsp

from chesterton.lsp.publishing import findings, to_diagnostic
from chesterton.lsp.snapshot import Snapshot
from chesterton.memory import problems, sentences
from chesterton.memory.margin.parsed_document import is_long_comment
from chesterton.memory.notes.places import Place, write_place
from chesterton.memory.problems import DiagnosticFinding, FindingCode, NoteAction, NoteAtCursor
from chesterton.model.symbol import Span

Argument = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """The notes, findings and comment in the requested range."""

    snapshot: Snapshot
    range: lsp.Range
    subjects: tuple[NoteAtCursor, ...]
    findings: tuple[DiagnosticFinding, ...]
    comment: bool  #: the range is in a comment worth storing
    is_invoked: bool  #: requested by the user rather than automatically


def _ids(subject: NoteAtCursor, _snapshot: Snapshot) -> Argument:
    return {"ids": [subject.note.id]}


COMMANDS: Mapping[NoteAction, tuple[str, Callable[[NoteAtCursor, Snapshot], Argument]]] = {
    problems.STILL_TRUE: ("chesterton.confirm", _ids),
    problems.UPDATE: ("chesterton.edit", lambda subject, _: {"id": subject.note.id}),
    problems.LINK_TO_FILE: (
        "chesterton.relink",
        lambda subject, snapshot: {"id": subject.note.id, "target": snapshot.table.path},
    ),
    problems.SUPERSEDE: (
        "chesterton.remember",
        lambda subject, snapshot: {
            "uri": snapshot.uri,
            "kind": subject.note.kind.value,
            "supersedes": subject.note.id,
        },
    ),
    problems.SNOOZE: (
        "chesterton.snooze",
        lambda subject, snapshot: {**_ids(subject, snapshot), "until": "commit"},
    ),
    problems.RETIRE: ("chesterton.retire", _ids),
    problems.COMPARE: (
        "chesterton.open",
        lambda subject, snapshot: {**_ids(subject, snapshot), "compare": True},
    ),
}
"""The command for each action, and a function that creates its argument."""


def handle(snapshot: Snapshot, params: lsp.CodeActionParams) -> list[lsp.CodeAction | lsp.Command]:
    """The response to textDocument/codeAction."""
    if not snapshot.settings.enable or snapshot.is_draft or not _is_wanted(params.context.only):
        return []
    context = _context(snapshot, params)
    return [_to_code_action(*action, context) for action in actions(context)]


Action = tuple[str, str, Argument, FindingCode | None]
"""Title, command, argument, and the code of the diagnostics that it resolves."""


def actions(context: Context) -> Iterator[Action]:
    """The actions offered in a context."""
    if context.is_invoked or context.findings:
        yield from _about_notes(context)
    if context.comment:
        yield "Remember this comment", "chesterton.rememberComment", _target(context), None
    is_touched = any(finding.code is FindingCode.TOUCHED for finding in context.findings)
    if context.is_invoked or is_touched:
        yield "Remember why…", "chesterton.remember", _target(context), None


def _about_notes(context: Context) -> Iterator[Action]:
    for subject in context.subjects:
        yield from _relinks(subject, context)
    for answer, subject in problems.applicable_actions(context.subjects):
        command, argument_of = COMMANDS[answer]
        title = _titled(answer.title, subject, context)
        yield title, command, argument_of(subject, context.snapshot), subject.code
    for subject in context.subjects:
        yield from _move_back(subject, context)


def _relinks(subject: NoteAtCursor, context: Context) -> Iterator[Action]:
    """`It belongs here: name`, once for each candidate place."""
    for path, symbol in problems.candidate_places(subject):
        elsewhere = None if path == context.snapshot.table.path else path
        title = _titled(sentences.belongs_here(symbol.name, elsewhere), subject, context)
        target = write_place(Place(path, symbol.line, symbol.name))
        argument = {"id": subject.note.id, "target": target}
        yield title, "chesterton.relink", argument, subject.code


def _move_back(subject: NoteAtCursor, context: Context) -> Iterator[Action]:
    """`Wrong place: move back to name`, as long as the lens says that the note moved."""
    if (before := subject.entry.followed_from) is not None:
        title = _titled(sentences.back_to(before), subject, context)
        argument = {"id": subject.note.id, "move": True}
        yield title, "chesterton.undo", argument, subject.code


def _titled(title: str, subject: NoteAtCursor, context: Context) -> str:
    """The title, naming the note if there are several at the cursor."""
    several = len({each.note.id for each in context.subjects}) > 1
    return sentences.action_title(title, subject.note) if several else title


def _target(context: Context) -> Argument:
    line = context.range.start.line
    return {"uri": context.snapshot.uri, "line": line, "range": attrs.asdict(context.range)}


def _context(snapshot: Snapshot, params: lsp.CodeActionParams) -> Context:
    span = snapshot.span(params.range)
    is_invoked = params.context.trigger_kind is not lsp.CodeActionTriggerKind.Automatic
    in_range = tuple(each for each in findings(snapshot) if _touch(each.span, span))
    is_marked = any(_touch(comment, span) for comment in snapshot.table.comments)
    return Context(
        snapshot,
        params.range,
        tuple(problems.notes_at_cursor(snapshot.table, span, in_range)),
        in_range,
        is_marked or (is_invoked and _is_in_comment(snapshot, span)),
        is_invoked,
    )


def _is_in_comment(snapshot: Snapshot, span: Span) -> bool:
    parsed = snapshot.parsed
    return parsed is not None and parsed.text == snapshot.text and is_long_comment(parsed, span)


def _touch(left: Span, right: Span) -> bool:
    return left.start <= right.end and right.start <= left.end


def _is_wanted(only: Sequence[lsp.CodeActionKind | str] | None) -> bool:
    kinds = [str(getattr(kind, "value", kind)) for kind in only or [""]]
    return any("quickfix".startswith(kind) or kind.startswith("quickfix") for kind in kinds)


def _to_code_action(
    title: str, command: str, argument: Argument, code: FindingCode | None, context: Context
) -> lsp.CodeAction | lsp.Command:
    run = lsp.Command(title=title, command=command, arguments=[argument])
    if not context.snapshot.client.action_literals:
        return run
    resolved = [
        to_diagnostic(finding, context.snapshot)
        for finding in context.findings
        if finding.code is code
    ]
    return lsp.CodeAction(
        title, kind=lsp.CodeActionKind.QuickFix, diagnostics=resolved or None, command=run
    )
