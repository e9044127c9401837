"""Marker verbs that need an editor: hovers, lenses, diagnostics, code actions."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from lsprotocol import types as lsp

from tests.harness.desk import Desk, point
from tests.harness.markers import Call, Name
from tests.harness.session import Session
from tests.harness.verbs import Verb

INVOKED, AUTOMATIC = lsp.CodeActionTriggerKind.Invoked, lsp.CodeActionTriggerKind.Automatic


def hover(session: Session, call: Call) -> None:
    """`hover("text", golden)`: the hover at the text."""
    text, expected = call.args
    assert isinstance(text, str)
    session.desk.write_pages(call.path)
    snapshot = session.desk.snapshot(call.path)
    place = point(snapshot, call.line, call.column(text))
    document = lsp.TextDocumentIdentifier(snapshot.uri)
    method = lsp.TEXT_DOCUMENT_HOVER
    response = session.desk.ask(method, call.path, lsp.HoverParams(document, place))
    shown = response.contents.value if response else None
    if isinstance(expected, Name):
        assert shown is not None, "there is none"
        session.expect(expected, shown)
    elif expected is None:
        assert shown is None, f"it says:\n{shown}"
    else:
        assert str(expected) in (shown or ""), f"it says:\n{shown}"


def action(session: Session, call: Call) -> None:
    """`action("title", at="text")`: the code actions offered here include this one."""
    offered = _titles(session, call, INVOKED)
    assert call.args[0] in offered, f"offered are {offered}"


def no_action(session: Session, call: Call) -> None:
    """`no_action("title")`: the code actions offered here do not include this one."""
    offered = _titles(session, call, INVOKED)
    assert call.args[0] not in offered, f"offered are {offered}"


def actions(session: Session, call: Call) -> None:
    """`actions("title", ...)`: exactly these code actions are offered, in this order."""
    offered = _titles(session, call, INVOKED)
    assert offered == list(call.args), f"offered are {offered}"


def automatic(session: Session, call: Call) -> None:
    """`automatic("title", ...)`: exactly these are offered with an automatic trigger."""
    offered = _titles(session, call, AUTOMATIC)
    assert offered == list(call.args), f"offered are {offered}"


def draft(session: Session, call: Call) -> None:
    """`draft("title", golden)`: the action opens a draft with this text."""
    _carry_out(session, call)
    assert session.desk.wire.shown, "no document was shown"
    opened = session.desk.wire.shown.pop()
    text = opened.read_text(encoding="utf-8")
    opened.unlink()
    session.expect(call.args[1], text)


def run(session: Session, call: Call) -> None:
    """`run("title", note=name)`: executes the action and names the note that it creates."""
    known = set(session.notes.values())
    _carry_out(session, call)
    name = call.keywords.get("note")
    if isinstance(name, Name):
        stored = session.store.notes(session.workspace.project.id)
        new = [note.id for note in stored if note.id not in known]
        session.notes[name.id] = new[0] if new else session.notes[next(reversed(session.notes))]


def unexpected_diagnostics(session: Session, path: str, calls: Sequence[Call]) -> list[str]:
    """Missing and unexpected diagnostics of a file."""
    snapshot = session.desk.snapshot(path)
    left = list(session.desk.diagnostics(path))
    missing = []
    for call in calls:
        if call.verb not in DIAGNOSTICS:
            continue
        matching = [each for each in left if _fits(call, each, snapshot)]
        if matching:
            left.remove(matching[0])
        else:
            missing.append(f"line {call.line}: {call.verb}{call.args} is missing")
    return missing + [
        f"line {each.range.start.line + 1}: unexpected {each.code} {each.message!r}"
        for each in left
    ]


def unexpected_lenses(session: Session, path: str, calls: Sequence[Call]) -> list[str]:
    """Missing and unexpected code lenses of a file."""
    document = lsp.TextDocumentIdentifier(session.desk.uri(path))
    method = lsp.TEXT_DOCUMENT_CODE_LENS
    left = session.desk.ask(method, path, lsp.CodeLensParams(document)) or []
    shown = [(lens.range.start.line + 1, lens.command.title) for lens in left]
    missing = []
    for call in calls:
        if call.verb != "lens":
            continue
        if (call.line, call.args[0]) in shown:
            shown.remove((call.line, str(call.args[0])))
        else:
            missing.append(f"line {call.line}: there is no lens {call.args[0]!r}")
    return missing + [f"line {line}: unexpected lens {title!r}" for line, title in shown]


EXPECTED: Mapping[str, Verb] = MappingProxyType(
    {verb.__name__: verb for verb in (hover, action, no_action, actions, automatic, draft)}
)
AFTER: Mapping[str, Verb] = MappingProxyType({"run": run})
DIAGNOSTICS = MappingProxyType(
    {
        "diagnostic": None,
        "touched": "touched",
        "deleted": "deleted",
        "link": "link",
        "hint": "note",
    }
)
"""Verbs that expect a diagnostic, and its code; None if the code is the first argument."""

LENSES = frozenset({"lens", "lenses"})


def _fits(call: Call, diagnostic: lsp.Diagnostic, snapshot: Any) -> bool:
    code = DIAGNOSTICS[call.verb]
    expected = call.args if code else call.args[1:]
    start = snapshot.offset(diagnostic.range.start)
    at = call.keywords.get("at")
    severity = diagnostic.severity.name.lower() if diagnostic.severity else ""
    return (
        diagnostic.code == (code or call.args[0])
        and diagnostic.range.start.line == call.line - 1
        and expected in {(), (diagnostic.message,)}
        and call.keywords.get("severity", severity) == severity
        and (at is None or snapshot.text.position(start)[1] == call.column(str(at)))
    )


def _titles(session: Session, call: Call, trigger: lsp.CodeActionTriggerKind) -> list[str]:
    return [each.title for each in _offered(session, call, trigger)]


def _carry_out(session: Session, call: Call) -> None:
    offered = _offered(session, call, INVOKED)
    chosen = [each for each in offered if each.title == call.args[0]]
    assert chosen, f"offered are {[each.title for each in offered]}"
    command = chosen[0].command
    assert isinstance(command, lsp.Command), "it is no command"
    session.desk.execute(command)
    session.desk.look_again()


def _offered(session: Session, call: Call, trigger: lsp.CodeActionTriggerKind) -> list[Any]:
    desk: Desk = session.desk
    snapshot = desk.snapshot(call.path)
    above = call.keywords.get("above", 0)
    assert isinstance(above, int)
    line = call.line - above
    code = snapshot.text.line(line - 1)
    selected = call.keywords.get("select")
    text = str(selected or call.keywords.get("at", "")) or code.lstrip()
    start = code.find(text)
    assert start >= 0, f"there is no “{text}” in “{code}”"
    end = start + len(text) if selected else start
    where = lsp.Range(point(snapshot, line, start), point(snapshot, line, end))
    beside = [each for each in desk.diagnostics(call.path) if _overlap(each.range, where)]
    context = lsp.CodeActionContext(beside, trigger_kind=trigger)
    document = lsp.TextDocumentIdentifier(snapshot.uri)
    params = lsp.CodeActionParams(document, where, context)
    return desk.ask(lsp.TEXT_DOCUMENT_CODE_ACTION, call.path, params) or []


def _overlap(one: lsp.Range, other: lsp.Range) -> bool:
    return one.start.line <= other.end.line and other.start.line <= one.end.line
