"""Code actions: what can be answered about a note, or remembered, under the cursor.

Unasked (an editor asks whenever the cursor rests) they are offered only on one of our diagnostics
or on a comment that starts with a marker.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lsprotocol import types as lsp

from chesterton.lsp.publishing import findings, to_diagnostic
from chesterton.lsp.snapshot import Snapshot
from chesterton.memory import problems, sentences
from chesterton.memory.margin.parsed_document import is_long_comment
from chesterton.memory.notes.places import Place, write_place
from chesterton.memory.problems import Answer, Code, Finding, Subject
from chesterton.model.symbol import Span

Argument = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Situation:
    """What is under the cursor."""

    snapshot: Snapshot
    given: lsp.Range
    subjects: tuple[Subject, ...]
    findings: tuple[Finding, ...]
    comment: bool  #: a comment worth remembering
    is_asked: bool  #: by a person, not by a resting cursor


def _ids(subject: Subject, _snapshot: Snapshot) -> Argument:
    return {"ids": [subject.note.id]}


COMMANDS: Mapping[Answer, tuple[str, Callable[[Subject, Snapshot], Argument]]] = {
    problems.STILL_TRUE: ("chesterton.confirm", _ids),
    problems.UPDATE: ("chesterton.edit", lambda subject, _: {"id": subject.note.id}),
    problems.KEEP_ON_FILE: (
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
"""The command of each answer, and its argument."""


def handle(snapshot: Snapshot, params: lsp.CodeActionParams) -> list[lsp.CodeAction | lsp.Command]:
    """The answer to textDocument/codeAction."""
    if not snapshot.settings.enable or snapshot.is_draft or not _is_wanted(params.context.only):
        return []
    situation = _situation(snapshot, params)
    return [_written(*action, situation) for action in actions(situation)]


Action = tuple[str, str, Argument, Code | None]
"""Title, command, argument, and the code of the diagnostic that it answers."""


def actions(situation: Situation) -> Iterator[Action]:
    """What is offered in a situation."""
    if situation.is_asked or situation.findings:
        yield from _about_notes(situation)
    if situation.comment:
        yield "Remember this comment", "chesterton.rememberComment", _place(situation), None
    is_touched = any(finding.code is Code.TOUCHED for finding in situation.findings)
    if situation.is_asked or is_touched:
        yield "Remember why…", "chesterton.remember", _place(situation), None


def _about_notes(situation: Situation) -> Iterator[Action]:
    for subject in situation.subjects:
        yield from _homes(subject, situation)
    for answer, subject in problems.answers(situation.subjects):
        command, argument_of = COMMANDS[answer]
        title = _named(answer.title, subject, situation)
        yield title, command, argument_of(subject, situation.snapshot), subject.code
    for subject in situation.subjects:
        yield from _way_back(subject, situation)


def _homes(subject: Subject, situation: Situation) -> Iterator[Action]:
    """`It belongs here: name`, once for each place that may be meant."""
    for path, symbol in problems.homes(subject):
        elsewhere = None if path == situation.snapshot.table.path else path
        title = _named(sentences.belongs_here(symbol.name, elsewhere), subject, situation)
        target = write_place(Place(path, symbol.line, symbol.name))
        argument = {"id": subject.note.id, "target": target}
        yield title, "chesterton.relink", argument, subject.code


def _way_back(subject: Subject, situation: Situation) -> Iterator[Action]:
    """`Not here: back to name`, while the lens tells that the note followed its code."""
    if (before := subject.entry.followed_from) is not None:
        title = _named(sentences.back_to(before), subject, situation)
        argument = {"id": subject.note.id, "move": True}
        yield title, "chesterton.undo", argument, subject.code


def _named(title: str, subject: Subject, situation: Situation) -> str:
    """With several notes under the cursor the title says which is meant."""
    several = len({each.note.id for each in situation.subjects}) > 1
    return sentences.about(title, subject.note) if several else title


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
    is_marked = any(_meet(comment, span) for comment in snapshot.table.comments)
    return Situation(
        snapshot,
        params.range,
        tuple(problems.subjects(snapshot.table, span, here)),
        here,
        is_marked or (is_asked and _is_in_comment(snapshot, span)),
        is_asked,
    )


def _is_in_comment(snapshot: Snapshot, span: Span) -> bool:
    parsed = snapshot.parsed
    return parsed is not None and parsed.text == snapshot.text and is_long_comment(parsed, span)


def _meet(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _is_wanted(only: Sequence[lsp.CodeActionKind | str] | None) -> bool:
    kinds = [str(getattr(kind, "value", kind)) for kind in only or [""]]
    return any("quickfix".startswith(kind) or kind.startswith("quickfix") for kind in kinds)


def _written(
    title: str, command: str, argument: Argument, code: Code | None, situation: Situation
) -> lsp.CodeAction | lsp.Command:
    run = lsp.Command(title=title, command=command, arguments=[argument])
    if not situation.snapshot.client.action_literals:
        return run
    answered = [
        to_diagnostic(finding, situation.snapshot)
        for finding in situation.findings
        if finding.code is code
    ]
    return lsp.CodeAction(
        title, kind=lsp.CodeActionKind.QuickFix, diagnostics=answered or None, command=run
    )
