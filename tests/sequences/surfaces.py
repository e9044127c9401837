"""What each surface says of each note at one moment, read from what people and programs see."""

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import pytest
from lsprotocol import types as lsp

from chesterton.cli import workspace_context
from chesterton.cli.main import main
from tests.harness.desk import point
from tests.sequences.hand import NOTES, Hand

_DEFINITION = re.compile(r"^def (\w+)", re.MULTILINE)
_PREFIXES = {
    "You are changing this · ": "touched",
    "Code changed · ": "changed",
    "Link uncertain · ": "unsure",
}


@dataclass(frozen=True)
class Said:
    """What one surface says of one note; None where it does not speak of that."""

    surface: str
    kind: str | None = None  #: current, touched, edited, changed, beside, unsure, lost
    clause: str | None = None
    place: tuple[str, str | None] | None = None
    evidence: str | None = None


KINDS = ("touched", "changed", "unsure", "edited", "beside", "lost")

_WATCHES = ("Warns when ", "No longer warns ")
"""How the lines begin that say what a note watches."""

Surfaces = dict[str, list[Said]]
"""By the name of the note."""


def kind_of(clause: str) -> str:
    """What a clause says."""
    for pattern, kind in (
        (r"$", "current"),
        (r"lost: ", "lost"),
        (r"not sure", "unsure"),
        (r"you are changing this (function|file)$", "edited"),
        (r"you are changing this(: |$)", "touched"),
        (r"code changed.*, but not the part this note is about", "beside"),
        (r"code changed", "changed"),
    ):
        if re.match(pattern, clause):
            return kind
    return f"“{clause}”"


def ask(hand: Hand) -> Surfaces:
    """What the editor says, and the command line if everything is saved."""
    said: Surfaces = {name: [] for name in NOTES}
    paths = list(filter(hand.is_there, hand.paths))
    for path in paths:
        hand.desk.snapshot(path)
    names = {note: name for name, note in hand.notes.items()}
    for path in paths:
        _lenses(hand, path, names, said)
        _diagnostics(hand, path, names, said)
        _hovers(hand, path, said)
    _recalled(hand, names, said)
    _checklist(hand, names, said)
    _pages(hand, said)
    if hand.is_saved:
        _terminal(hand, names, said)
    return said


def _lenses(hand, path, names, said):
    document = lsp.TextDocumentIdentifier(hand.desk.uri(path))
    lenses = hand.desk.ask(lsp.TEXT_DOCUMENT_CODE_LENS, path, lsp.CodeLensParams(document))
    for lens in lenses or []:
        argument = lens.command.arguments[0]
        title = lens.command.title
        kind = next((k for prefix, k in _PREFIXES.items() if title.startswith(prefix)), "")
        for note in argument["ids"]:
            said[names[note]].append(Said("lens", kind, title, (path, argument["symbol"])))


def _diagnostics(hand, path, names, said):
    for each in hand.desk.diagnostics(path):
        for note in each.data["notes"]:
            said[names[note]].append(Said(f"diagnostic {each.code}", None, each.message))


def _hovers(hand, path, said):
    snapshot, text = hand.desk.snapshot(path), hand.session.text(path)
    spots = (
        [(None, 1, 0), (None, 3, 0)]
        if path.endswith(".txt")
        else [
            (found[1], text.count("\n", 0, found.start()) + 1, 5)
            for found in _DEFINITION.finditer(text)
        ]
    )
    for name, line, column in spots:
        document = lsp.TextDocumentIdentifier(snapshot.uri)
        params = lsp.HoverParams(document, point(snapshot, line, column))
        hover = hand.desk.ask(lsp.TEXT_DOCUMENT_HOVER, path, params)
        for note, (_, title, _) in NOTES.items():
            if hover is not None and f"— {title}" in hover.contents.value:
                clause = _in_hover(hover.contents.value, title)
                if clause is not None:
                    said[note].append(Said("hover", kind_of(clause), clause, (path, name)))


def _in_hover(text, title):
    head, *blocks = text.split("\n\n")
    block = next((block for block in blocks if f"— {title}" in block.split("\n")[0]), None)
    if block is None:
        return None
    own = [line for line in block.split("\n")[1:-1] if not line.startswith(_WATCHES)]
    if own:
        return _clause(own[0])
    is_common = not head.startswith("Why this is here") and head != "You are changing this."
    is_only = "· 1 note" in text
    return _clause(head) if is_common or (is_only and head.startswith("You are")) else ""


def _clause(sentence):
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


def _recalled(hand, names, said):
    for hit in hand.desk.execute(_command("recall", query="lock retries send generator", limit=9)):
        said[names[hit["note"]["id"]]].append(_of_json("recall in the editor", hit["note"]))


def _of_json(surface, note):
    state, change, edit = note["state"], note["change"], note["edit"]
    kind = {"uncertain": "unsure"}.get(state, state)
    if state == "changed":
        if edit and edit["claim"]:
            kind = "touched"
        elif change["claim"]:
            kind = "changed"
        else:
            kind = "edited" if edit else "beside"
    placement = note["placement"]
    place = (placement["path"], placement["symbol"]) if placement else None
    return Said(surface, kind, None, place, placement and placement["evidence"])


def _checklist(hand, names, said):
    hand.desk.execute(_command("review"))
    path = hand.desk.wire.shown.pop()
    lines = path.read_text("utf-8").split("\n")
    path.unlink()
    listed = set()
    for number, line in enumerate(lines):
        if found := re.search(r"<!-- (\w{10}) -->", line):
            _, clause, *_ = lines[number + 1].strip().split(" · ")
            listed.add(names[found[1]])
            said[names[found[1]]].append(Said("review in the editor", kind_of(clause), clause))
    _add_unlisted("review in the editor", listed, said)


def _add_unlisted(surface, listed, said):
    for name in said.keys() - listed:
        said[name].append(Said(surface, "current", ""))


def _pages(hand, said):
    hand.desk.execute(_command("open", ids=list(hand.notes.values())))
    page = hand.desk.wire.shown.pop().read_text("utf-8")
    for block in page.split("\n---\n"):
        facts = [line.removeprefix("- ") for line in block.split("\n") if line.startswith("- ")]
        title = block.partition(": ")[2].partition("\n")[0]
        name = next(name for name, (_, written, _) in NOTES.items() if written == title)
        second = _clause(facts[1].replace("\\", ""))
        clause = second if kind_of(second) in KINDS else ""
        said[name].append(Said("page", kind_of(clause), clause))


def _command(verb, **arguments):
    return lsp.Command("", f"chesterton.{verb}", arguments=[arguments])


def _terminal(hand, names, said):
    with hand.opened_again() as workspace, pytest.MonkeyPatch.context() as patch:
        # one project for all commands of a moment: opening it takes most of the time of each
        patch.setattr(workspace_context, "open_known_project", lambda *_: workspace)
        patch.setattr(workspace, "close", lambda: None)
        _commands(hand, names, said)


def _commands(hand, names, said):
    for line in _run("notes", "--json"):
        note = json.loads(line)
        said[names[note["id"]]].append(_of_json("notes --json", note))
    lines = _run("notes")
    for name, (_, title, _) in NOTES.items():
        (row,) = [line for line in lines if f": {title}" in line]
        said[name].append(_of_row("notes", row))
        said[name].append(_of_show(hand.notes[name]))
    listed = set()
    for line in _run("review"):
        for name, (_, title, _) in NOTES.items():
            if f": {title}" in line:
                listed.add(name)
                said[name].append(_of_row("review", line))
    _add_unlisted("review", listed, said)


def _of_row(surface, row):
    flags = re.findall(r"  \[((?:[^\[\]]|\[[^\[\]]*\])*)\]", row)
    clause = next((flag for flag in flags if flag != "snoozed"), "")
    return Said(surface, kind_of(clause), clause)


def _of_show(note):
    lines = _run("show", note)
    said = [line[10:] for line in lines if line.startswith("  now     ")]
    clause = _clause(said[0]) if said else ""
    return Said("show", kind_of(clause), clause)


def _run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(list(arguments))
    assert code == 0, (arguments, out.getvalue(), err.getvalue())
    return out.getvalue().splitlines()
