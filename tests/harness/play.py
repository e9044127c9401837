"""Runs a scenario step by step and collects all mismatches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from chesterton.model.errors import UserError
from tests.harness import editor, verbs
from tests.harness.desk import Desk
from tests.harness.markers import Call, MarkerError, Name, Value
from tests.harness.scenario import Scenario, Step
from tests.harness.session import Session

EXPECTED = MappingProxyType({**verbs.EXPECTED, **editor.EXPECTED})
AFTER = MappingProxyType({**verbs.AFTER, **editor.AFTER})
VERBS = frozenset({*verbs.BEFORE, *EXPECTED, *AFTER, *editor.DIAGNOSTICS, *editor.LENSES})


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a scenario."""

    mismatches: tuple[str, ...]  #: messages with the place in the scenario file
    golden: Mapping[str, str]  #: actual text of the golden sections that differ


def play(scenario: Scenario, empty_store: Path) -> Outcome:
    """Plays a scenario in a temporary folder with its own store."""
    with TemporaryDirectory(prefix="scenario-") as folder:
        session = Session(scenario, Path(folder), empty_store)
        session.desk = Desk(session)
        try:
            mismatches = [line for step in scenario.steps for line in _step(session, step)]
        finally:
            session.close()
    return Outcome(tuple(mismatches), session.golden)


def _step(session: Session, step: Step) -> Iterator[str]:
    session.enter(step)
    calls = [call for file in step.files for call in file.calls]
    for call in calls:
        if call.verb not in VERBS:
            yield _message(session, step, call, "there is no such verb")
    yield from _done(session, step, calls, verbs.BEFORE)
    session.desk.look_again()
    yield from _done(session, step, calls, EXPECTED)
    yield from _unexpected(session, step)
    yield from _done(session, step, calls, AFTER)
    session.leave()


def _done(
    session: Session, step: Step, calls: list[Call], phase: Mapping[str, verbs.Verb]
) -> Iterator[str]:
    for call in calls:
        if call.verb in phase:
            try:
                phase[call.verb](session, call)
            except (AssertionError, UserError, MarkerError) as problem:
                yield _message(session, step, call, problem)


def _unexpected(session: Session, step: Step) -> Iterator[str]:
    """Diagnostics and lenses that are missing or unexpected."""
    for file in step.files:
        if file.text is None:
            continue
        messages = editor.unexpected_diagnostics(session, file.path, file.calls)
        if any(call.verb in editor.LENSES for call in file.calls):
            messages += editor.unexpected_lenses(session, file.path, file.calls)
        name = session.scenario.source.name
        yield from (f"{name}: @{step.label} {file.path} {message}" for message in messages)


def _message(session: Session, step: Step, call: Call, problem: object) -> str:
    written = [_written(value) for value in call.args]
    written += [f"{key}={_written(value)}" for key, value in call.keywords.items()]
    place = f"{session.scenario.source.name}:{call.source_line}"
    return f"{place}: @{step.label} {call.verb}({', '.join(written)}): {problem}"


def _written(value: Value) -> str:
    return value.id if isinstance(value, Name) else repr(value)
