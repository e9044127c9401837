"""Which findings and answers a table has, in which order and how many."""

from dataclasses import replace

import pytest

from chesterton.config.settings import Settings
from chesterton.memory import problems
from chesterton.memory.margin.table import DeletedRow, Table
from chesterton.memory.problems import FindingCode, NoteAtCursor, Severity
from chesterton.model.anchor import State
from chesterton.model.note import Kind
from chesterton.model.symbol import Span
from chesterton.syntax.text import Text
from tests.unit.memory.made import CODE, changed, entry, note, row

TEXT = Text(CODE)
TOUCHED = entry(edit=changed())
UNSURE = entry(note(id="bbbbbbbbbb"), state=State.UNCERTAIN)
DELETED = DeletedRow(0, "Till.refund", (entry(note(id="cccccccccc")),))


def codes(table, find=problems.findings, **settings):
    return [finding.code for finding in find(table, TEXT, Settings(**settings))]


def severities(**of):
    return {"diagnostics_severity": {**Settings().diagnostics_severity, **of}}


def test_the_most_severe_finding_comes_first():
    table = Table("pay.py", (row(UNSURE), row(TOUCHED)), (DELETED,))
    assert codes(table) == [FindingCode.DELETED, FindingCode.TOUCHED, FindingCode.LINK]
    assert codes(table, **severities(link="error")) == [
        FindingCode.LINK,
        FindingCode.DELETED,
        FindingCode.TOUCHED,
    ]


def test_a_symbol_has_at_most_one_finding():
    assert codes(Table("pay.py", (row(TOUCHED, UNSURE),))) == [FindingCode.TOUCHED]


def test_a_finding_that_is_switched_off_does_not_hide_another():
    table = Table("pay.py", (row(TOUCHED, UNSURE),))
    assert codes(table, **severities(touched="off")) == [FindingCode.LINK]
    assert codes(table, diagnostics_enabled=False) == []
    assert codes(table, enable=False) == []


@pytest.mark.parametrize("kind", Kind)
def test_an_edit_is_reported_only_for_kinds_that_warn(kind):
    table = Table("pay.py", (row(TOUCHED._replace(note=note(kind=kind))),))
    warns = kind in {Kind.PITFALL, Kind.INCIDENT, Kind.DECISION}
    assert codes(table) == ([FindingCode.TOUCHED] if warns else [])


def test_symbols_without_another_finding_get_a_hint():
    table = Table("pay.py", (row(), row(TOUCHED)))
    assert codes(table) == [FindingCode.TOUCHED]
    shown = problems.findings_and_hints(table, TEXT, Settings())
    assert [each.code for each in shown] == [FindingCode.TOUCHED, FindingCode.NOTE]
    assert shown[-1].severity is Severity.HINT


def test_a_row_of_proposals_alone_has_no_hint():
    proposed = replace(row(), entries=(), proposed=row().entries)
    assert codes(Table("pay.py", (proposed,)), problems.findings_and_hints) == []


def test_the_findings_of_a_document_are_limited():
    table = Table("pay.py", (row(TOUCHED), *[row()] * 50))
    assert len(codes(table, problems.findings_and_hints)) == problems.FILE_LIMIT
    assert len(codes(Table("pay.py", (row(TOUCHED),) * 50))) == problems.FILE_LIMIT


def test_a_finding_is_at_the_quote_or_first_changed_line_or_name():
    def span(**shown):
        return problems.findings(Table("", (row(TOUCHED, **shown),)), TEXT, Settings())[0].span

    assert span(quote=Span(22, 30), changed=Span(22, 39)) == Span(22, 30)
    assert span(changed=Span(22, 39)) == Span(22, 39)
    assert span() == Span(4, 10)
    assert span(quote=Span(24, 24)) == Span(22, 39)  # an empty one is shown nowhere


# --- answers


def titles(*subjects):
    return [answer.title for answer, _ in problems.applicable_actions(subjects)]


def test_answers_depend_on_the_finding():
    assert titles(NoteAtCursor(entry())) == []
    assert titles(NoteAtCursor(TOUCHED, FindingCode.TOUCHED)) == [
        "Still true",
        "Update note…",
        "Snooze until next commit",
        "Retire note",
        "Show what changed",
    ]
    assert titles(NoteAtCursor(UNSURE, FindingCode.LINK)) == ["Still true", "Update note…"]
    assert titles(NoteAtCursor(entry(), FindingCode.DELETED)) == [
        "Update note…",
        "Link to this file",
        "Supersede…",
        "Snooze until next commit",
        "Retire note",
    ]
    assert titles(NoteAtCursor(entry(change=changed()))) == [
        "Still true",
        "Show what changed",
    ]


def test_new_homes_are_offered_only_for_misplaced_notes():
    assert problems.candidate_places(NoteAtCursor(UNSURE)) == []
    assert [
        path for path, _ in problems.candidate_places(NoteAtCursor(UNSURE, FindingCode.LINK))
    ] == ["pay.py"]


def test_the_notes_of_findings_come_before_those_around_the_cursor():
    table = Table("pay.py", (row(TOUCHED, entry(note(id="dddddddddd"))),))
    at_cursor = problems.findings(table, TEXT, Settings())
    subjects = list(problems.notes_at_cursor(table, Span(4, 4), at_cursor))
    assert [(each.note.id, each.code) for each in subjects] == [
        ("aaaaaaaaaa", FindingCode.TOUCHED),
        ("dddddddddd", None),
    ]
