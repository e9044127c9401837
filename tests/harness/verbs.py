"""Marker verbs that need no editor: they store and change notes, and check place and state."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from chesterton.memory.notes import confirm as confirming
from chesterton.memory.notes import forget as forgetting
from chesterton.memory.notes import retire as retiring
from chesterton.memory.notes import show
from chesterton.memory.notes import snooze as snoozing
from chesterton.memory.notes import undo as undoing
from chesterton.memory.notes.places import Place, parse_place
from chesterton.model.anchor import PROJECT_PATH, Candidate, State
from chesterton.model.note import Kind, Origin, Placed, Status
from chesterton.model.symbol import location_text
from tests.harness.markers import Call, Name, Value
from tests.harness.notes import PERSON, noted
from tests.harness.session import Session

Verb = Callable[[Session, Call], None]


def note(session: Session, call: Call) -> None:
    """`note(name, title, ...)`: stores a note at the line."""
    name, title = call.args
    assert isinstance(name, Name)
    stored = noted(
        session.workspace,
        _text(title),
        *_places(session, call),
        kind=Kind(_text(call.keywords.get("kind", "decision"))),
        body=_text(call.keywords.get("body", "")),
        links=_texts(call.keywords.get("links", ())),
        status=Status(_text(call.keywords.get("status", "confirmed"))),
        origin=Origin(_text(call.keywords.get("origin", "person"))),
        documents=session.documents(call.path),
    )
    session.notes[name.id] = stored.id


def placed(session: Session, call: Call) -> None:
    """`placed(name, at="Qualified.name", evidence=...)`: the note is at the symbol on this line."""
    where = _placed(session, call).first.placement
    assert where is not None, "it is lost"
    actual = location_text(where.path, where.symbol.name if where.symbol else None)
    expected = location_text(call.path, _text(call.keywords["at"]) or None)
    assert where.certain, f"it may be at {actual}: {where.evidence}"
    assert actual == expected, f"it is at {actual}: {where.evidence}"
    assert where.symbol is None or where.line == call.line, f"it is at line {where.line}"
    evidence = _text(call.keywords.get("evidence", ""))
    assert evidence in where.evidence, f"the evidence is {where.evidence!r}"


def state(session: Session, call: Call) -> None:
    """`state(name, "changed")`: the state of the note."""
    note_at = _placed(session, call)
    expected = State(_text(call.args[1]))
    assert note_at.state is expected, f"it is {note_at.state}: {note_at.first.change}"


def lost(session: Session, call: Call) -> None:
    """`lost(name, "path::symbol", ...)`: the note is lost; these are the nearest symbols."""
    note_at = _placed(session, call)
    assert note_at.state is State.LOST, f"it is {note_at.state} at {note_at.first.placement}"
    _expect_candidates(call, note_at.first.nearest)


def uncertain(session: Session, call: Call) -> None:
    """`uncertain(name, "path::symbol", ...)`: the note is uncertain; candidates, best first."""
    where = _placed(session, call).first.placement
    assert where is not None, "it is lost"
    assert not where.certain, f"it is certain to be at {where.path} {where.symbol}"
    _expect_candidates(call, where.candidates)


def _expect_candidates(call: Call, candidates: Iterable[Candidate]) -> None:
    names = tuple(location_text(each.path, each.symbol.name) for each in candidates)
    assert call.args[1:] in {(), names}, f"the candidates are {names}"


def change(session: Session, call: Call) -> None:
    """`change(name, claim=True, mechanical=False, what="body")`: how the code has changed."""
    difference = _placed(session, call).change
    assert difference is not None, "nothing changed"
    for name, expected in call.keywords.items():
        value = getattr(difference, name)
        matches = expected in value if name == "what" else expected == value
        assert matches, f"{name} is {value}"


def status(session: Session, call: Call) -> None:
    """`status(name, "retired")`: the status of the note."""
    stored = session.store.note(session.note(call.args[0]), session.workspace.project.id)
    assert stored.status == call.args[1], f"it is {stored.status}"


def confirm(session: Session, call: Call) -> None:
    """`confirm(name)`: a person confirms the note with the code as it is."""
    ids = [session.note(name) for name in call.args]
    documents = session.documents(call.path)
    confirming.confirm(session.workspace, ids, by=PERSON, documents=documents)


def retire(session: Session, call: Call) -> None:
    """`retire(name)`."""
    retiring.retire(session.workspace, [session.note(call.args[0])], by=PERSON)


def supersede(session: Session, call: Call) -> None:
    """`supersede(old, new)`."""
    old, new = call.args
    ids = [session.note(old)]
    retiring.supersede(session.workspace, ids, by=PERSON, successor=session.note(new))


def snooze(session: Session, call: Call) -> None:
    """`snooze(name, until="commit")`."""
    until = _text(call.keywords.get("until", snoozing.UNTIL_COMMIT))
    ids = [session.note(call.args[0])]
    documents = session.documents(call.path)
    snoozing.snooze(session.workspace, ids, by=PERSON, until=until, documents=documents)


def relink(session: Session, call: Call) -> None:
    """`relink(name, "path::symbol")`."""
    target = parse_place(_text(call.args[1]), session.workspace.has)
    documents = session.documents(target.path)
    note_id = session.note(call.args[0])
    confirming.relink(session.workspace, note_id, target, by=PERSON, documents=documents)


def undo(session: Session, call: Call) -> None:
    """`undo(name)`: undoes the last event."""
    undoing.undo(session.workspace, session.note(call.args[0]), by=PERSON)


def forget(session: Session, call: Call) -> None:
    """`forget(name)`."""
    forgetting.forget(session.workspace, [session.note(call.args[0])], by=PERSON)


BEFORE: Mapping[str, Verb] = MappingProxyType({"note": note})
"""Run before the expectations of the step are checked."""

EXPECTED: Mapping[str, Verb] = MappingProxyType(
    {verb.__name__: verb for verb in (placed, state, lost, uncertain, change, status)}
)

AFTER: Mapping[str, Verb] = MappingProxyType(
    {verb.__name__: verb for verb in (confirm, retire, supersede, snooze, relink, undo, forget)}
)
"""Run after the expectations are checked; the next step sees the effect."""


def _places(session: Session, call: Call) -> list[Place]:
    texts = _texts(call.keywords.get("also", ()))
    also = [parse_place(text, session.workspace.has) for text in texts]
    if call.keywords.get("project"):
        return [Place(PROJECT_PATH), *also]
    if call.keywords.get("file"):
        return [Place(call.path), *also]
    lines = call.keywords.get("quote", 0)
    assert isinstance(lines, int)
    selection = (call.line, call.line + lines - 1) if lines else None
    symbol = _text(call.keywords["symbol"]) if "symbol" in call.keywords else None
    return [Place(call.path, call.line, symbol, selection), *also]


def _placed(session: Session, call: Call) -> Placed:
    return show.find_note(
        session.workspace, session.note(call.args[0]), session.documents(call.path)
    )


def _text(value: Value) -> str:
    assert isinstance(value, str), f"{value} is not a string"
    return value


def _texts(value: Value) -> list[str]:
    return [_text(each) for each in (value if isinstance(value, tuple) else (value,))]
