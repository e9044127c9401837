"""Permissions of people and agents in each use case that writes."""

import io
import json
import shutil
from dataclasses import dataclass

import pytest

from chesterton.memory.authorship import (
    AGENT_VARIABLES,
    EDITOR_VARIABLES,
    client_author,
    terminal_author,
)
from chesterton.memory.exchange.importing import ImportOptions, import_lines
from chesterton.memory.exchange.json_lines import read_lines
from chesterton.memory.notes import show
from chesterton.memory.notes.confirm import confirm, relink
from chesterton.memory.notes.forget import forget
from chesterton.memory.notes.places import Place
from chesterton.memory.notes.remember import Creation, Edit, clean_content, edit, remember
from chesterton.memory.notes.retire import retire, supersede
from chesterton.memory.notes.rights import NotAllowed
from chesterton.memory.notes.snooze import snooze
from chesterton.memory.notes.undo import undo, undo_all, undo_move
from chesterton.memory.opening import Workspace
from chesterton.memory.project import projects
from chesterton.memory.review.apply_review import apply_checklist, checklist
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import EventKind, Kind, NoteContent, Origin, Status
from chesterton.store.location import Location
from chesterton.store.store import Store
from tests.harness.notes import AGENT, PERSON, noted

AUTHORS = {
    "a person": PERSON,
    "a person in an editor": client_author("Visual Studio Code"),
    "a person at a terminal of VS Code": terminal_author({"CLAUDECODE": "1"}, at_terminal=True),
    "a person at a terminal of Cursor": terminal_author({"CURSOR_TRACE_ID": "f"}, at_terminal=True),
    "an agent by its environment": terminal_author({"CODEX_CI": "1"}, at_terminal=True),
    "an agent by its author": AGENT,
    "an agent by its client": client_author("claude-code"),
}
DONE, PROPOSED, REFUSED = "done", "stored as a proposal", "refused, and nothing changed"
TYPED = NoteContent(Kind.DEBT, "New words")


@dataclass
class Desk:
    """A project with one note for each case that the permissions distinguish."""

    workspace: Workspace
    notes: dict

    def act(self, action, note, by):
        stored = self.workspace.store.note(self.notes[note], self.workspace.project.id)
        return ACTIONS[action](self.workspace, stored, by)

    def state(self):
        """Everything in the store: notes, their numbers of events, projects."""
        store = self.workspace.store
        return (
            show.all_notes(self.workspace),
            [len(store.events(note)) for note in store.ids(self.workspace.project.id)],
            store.projects(),
        )


def _edit(workspace, note, by):
    change = Edit(clean_content(TYPED), note.anchors, note.version)
    return edit(workspace, note.id, change, by=by).note


def _import(*, is_vouched):
    def act(workspace, note, by):
        del note
        line = json.dumps({"title": "Imported", "path": "pay.py"}).encode()
        terms = ImportOptions("file", as_confirmed=is_vouched)
        done = import_lines(workspace, read_lines(io.BytesIO(line)), terms, by=by)
        return workspace.store.note(done.ids[0][1], workspace.project.id)

    return act


def _review(mark):
    """Applies a review in which the note is marked."""

    def act(workspace, note, by):
        item = f"{note.kind.label}: {note.title} <!-- {note.id} -->"
        text = checklist(workspace)
        if item not in text:
            text += f"- [ ] {item}\n"
        applied = apply_checklist(
            workspace, text.replace(f"- [ ] {item}", f"- {mark} {item}"), by=by
        )
        if applied.problems:
            raise NotAllowed(applied.problems[0].message)

    return act


ACTIONS = {
    "remember": lambda workspace, _, by: remember(workspace, TYPED, [], by=by).note,
    "edit": _edit,
    "confirm": lambda workspace, note, by: confirm(workspace, [note.id], by=by),
    "relink": lambda workspace, note, by: relink(workspace, note.id, Place("pay.py"), by=by),
    "retire": lambda workspace, note, by: retire(workspace, [note.id], by=by),
    "supersede": lambda workspace, note, by: supersede(workspace, [note.id], by=by),
    "snooze": lambda workspace, note, by: snooze(workspace, [note.id], by=by),
    "undo": lambda workspace, note, by: undo(workspace, note.id, by=by),
    "undo a move": lambda workspace, note, by: undo_move(workspace, note.id, by=by),
    "forget": lambda workspace, note, by: forget(workspace, [note.id], by=by),
    "import": _import(is_vouched=False),
    "import as confirmed": _import(is_vouched=True),
    "keep in the review": _review("[x]"),
    "dismiss in the review": _review("[-]"),
    "switch the project off": lambda workspace, _, by: projects.switch_off(
        workspace.store, workspace.project, by=by
    ),
    "remove the project": lambda workspace, _, by: projects.remove(
        workspace.store, workspace.project, by=by
    ),
}

OF_AN_AGENT = {
    "remember": {"confirmed": PROPOSED, "own proposal": PROPOSED, "a person's proposal": PROPOSED},
    "edit": {"confirmed": PROPOSED, "own proposal": DONE, "retired": REFUSED},
    "retire": {"own proposal": DONE},
    "undo": {"own proposal": DONE},
    "undo a move": {"own proposal": DONE},
    "import": {"confirmed": PROPOSED, "own proposal": PROPOSED, "a person's proposal": PROPOSED},
    "dismiss in the review": {"own proposal": DONE},
}
"""Everything else is refused."""

NOTES = ("confirmed", "own proposal", "a person's proposal", "retired")
NOTHING_TO_DO = {
    ("undo a move", "confirmed"),
    ("undo a move", "a person's proposal"),
    ("undo a move", "retired"),
    ("undo a move", "own proposal"),
    ("undo", "a person's proposal"),
    ("keep in the review", "confirmed"),
    ("keep in the review", "retired"),
    ("dismiss in the review", "retired"),
}
"""Nothing to undo or to answer, whoever asks."""


def opened(folder):
    return Workspace.open(folder / "repo", Store.open(Location(folder / "home")))


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A project to be copied for each test, and the ids of its notes."""
    folder = tmp_path_factory.mktemp("template")
    (folder / "repo").mkdir()
    (folder / "repo" / "pay.py").write_text("def charge(card):\n    return card.pay()\n")
    workspace = opened(folder)
    place = Place("pay.py", symbol="charge")
    kept = _edit(workspace, noted(workspace, "Kept", place), PERSON)
    proposed = noted(workspace, "Proposed", place, status=Status.PROPOSED)
    (done,) = retire(workspace, [noted(workspace, "Retired", place).id], by=PERSON)
    own = remember(workspace, NoteContent(Kind.DEBT, "Own"), [place], by=AGENT).note
    own = _edit(workspace, own, AGENT)
    workspace.close()
    workspace.store.close()
    names = (kept.id, own.id, proposed.id, done.id)
    return folder, dict(zip(NOTES, names, strict=True))


@pytest.fixture
def desk(template, tmp_path):
    folder, notes = template
    shutil.copytree(folder / "home", tmp_path / "home")
    workspace = Workspace.open(folder / "repo", Store.open(Location(tmp_path / "home")))
    yield Desk(workspace, notes)
    workspace.close()
    workspace.store.close()


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("author", AUTHORS)
def test_rights(desk, author, action, note):
    by = AUTHORS[author]
    expected = OF_AN_AGENT.get(action, {}).get(note, REFUSED) if by.is_agent else DONE
    if action in {"remember", "import"} and by.is_agent:
        expected = PROPOSED  # these act on no existing note
    before = desk.state()
    if expected == REFUSED and (action, note) != ("keep in the review", "retired"):
        _refused(desk, action, note, by)
    elif (action, note) in NOTHING_TO_DO:
        _nothing_done(desk, action, note, by)
    else:
        result = desk.act(action, note, by)
        assert desk.state() != before
        if expected == PROPOSED:
            assert (result.status, result.origin) == (Status.PROPOSED, Origin.AGENT)
            assert desk.state()[0][: len(before[0])] == before[0]


def _refused(desk, action, note, by):
    before = desk.state()
    if (action, note) in {
        ("keep in the review", "confirmed"),
        ("dismiss in the review", "retired"),
    }:
        desk.act(action, note, by)  # not in the review, so the mark has no effect
    else:
        with pytest.raises(NotAllowed):
            desk.act(action, note, by)
    assert desk.state() == before


def _nothing_done(desk, action, note, by):
    before = desk.state()
    assert not isinstance(_problem_of(desk, action, note, by), NotAllowed)
    assert desk.state() == before


def _problem_of(desk, action, note, by):
    try:
        desk.act(action, note, by)
    except UserError as problem:
        return problem
    return None


def test_an_agents_edit_of_a_confirmed_note_is_a_proposal_to_replace_it(desk):
    old = desk.notes["confirmed"]
    proposal = desk.act("edit", "confirmed", AGENT)
    assert (proposal.replaces, proposal.title) == (old, "New words")
    assert desk.workspace.store.note(old).status is Status.CONFIRMED


def test_confirming_such_a_proposal_supersedes_the_old_note(desk):
    old = desk.notes["confirmed"]
    found = desk.act("edit", "confirmed", AGENT)
    kept, gone = confirm(desk.workspace, [found.id], by=PERSON)
    assert (kept.status, kept.replaces) == (Status.CONFIRMED, None)
    assert desk.workspace.store.note(old) == gone
    assert (gone.status, gone.superseded_by) == (Status.SUPERSEDED, kept.id)
    events = desk.workspace.store.events(old)
    assert (events[-1].kind, events[-1].detail) == (EventKind.SUPERSEDED, f"by {kept.id}")


def test_a_person_who_relinks_such_a_proposal_supersedes_the_old_note(desk):
    old = desk.notes["confirmed"]
    found = desk.act("edit", "confirmed", AGENT)
    kept = relink(desk.workspace, found.id, Place("pay.py"), by=PERSON)
    assert (kept.status, kept.replaces) == (Status.CONFIRMED, None)
    assert desk.workspace.store.note(old).superseded_by == kept.id


def test_undoing_that_brings_the_old_note_back(desk):
    old = desk.notes["confirmed"]
    found = desk.act("edit", "confirmed", AGENT)
    confirm(desk.workspace, [found.id], by=PERSON)
    undone = undo(desk.workspace, found.id, by=PERSON)
    assert (undone.status, undone.replaces) == (Status.PROPOSED, old)
    back = desk.workspace.store.note(old)
    assert (back.status, back.superseded_by) == (Status.CONFIRMED, None)


def test_an_agent_that_repeats_an_edit_leaves_one_proposal(desk):
    first = desk.act("edit", "confirmed", AGENT)
    count = len(desk.state()[0])
    assert desk.act("edit", "confirmed", AGENT) == first
    assert len(desk.state()[0]) == count


def test_an_agent_undoes_all_of_several_notes_or_none(desk):
    before = desk.state()
    ids = [desk.notes["own proposal"], desk.notes["confirmed"]]
    with pytest.raises(NotAllowed):
        undo_all(desk.workspace, ids, undo, by=AGENT)
    assert desk.state() == before


def test_an_agent_that_answers_and_edits_an_item_of_the_review_leaves_nothing(desk):
    before = desk.state()
    text = checklist(desk.workspace).replace("- [ ] Debt: New words", "- [x] Debt: Other words")
    assert "[x]" in text
    assert apply_checklist(desk.workspace, text, by=AGENT).problems
    assert desk.state() == before


def test_an_agent_cannot_restore_a_confirmed_version(desk):
    """Undoing a person's undo would confirm the agent's own proposal."""
    own = desk.notes["own proposal"]
    confirm(desk.workspace, [own], by=PERSON)
    undo(desk.workspace, own, by=PERSON)
    with pytest.raises(NotAllowed):
        undo(desk.workspace, own, by=AGENT)


def test_the_history_names_the_agent(desk):
    events = desk.workspace.store.events(desk.notes["own proposal"])
    assert {event.by for event in events} == {f"an agent (tests) for {desk.workspace.author()}"}


def test_a_proposal_by_a_person_has_the_origin_person(desk):
    birth = Creation(Status.PROPOSED)
    note = remember(desk.workspace, TYPED, [], by=PERSON, creation=birth).note
    assert (note.status, note.origin) == (Status.PROPOSED, Origin.PERSON)


@pytest.mark.parametrize("at_terminal", [True, False])
@pytest.mark.parametrize("variable", AGENT_VARIABLES)
def test_an_agents_variable_identifies_an_agent(variable, at_terminal):
    author = terminal_author({variable: "1"}, at_terminal=at_terminal)
    assert author == Author(variable, is_agent=True)


@pytest.mark.parametrize("variable", EDITOR_VARIABLES)
def test_a_variable_of_editor_terminals_counts_only_without_a_terminal(variable):
    assert not terminal_author({variable: "1"}, at_terminal=True).is_agent
    assert terminal_author({variable: "1"}, at_terminal=False) == Author(variable, is_agent=True)


@pytest.mark.parametrize("value", ["", "0", "false", "no", "off"])
def test_a_variable_that_is_off_is_ignored(value):
    assert not terminal_author({"CODEX_CI": value}, at_terminal=False).is_agent


@pytest.mark.parametrize("name", ["Neovim", "Visual Studio Code", "emacs", "helix", "Zed", ""])
def test_an_editors_client_name_means_a_person(name):
    assert not client_author(name).is_agent
