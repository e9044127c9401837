"""What is told of a draft while it is written, and what becomes of it."""

from lsprotocol import types as lsp

from chesterton.lsp.convert import uri_of
from chesterton.lsp.drafting import problems_of
from chesterton.memory import draft_files


DRAFT = """\
---
kind: reason              # pitfall: don't do this again · incident: what happened, when
about: pay.py::charge
---
Lock on payment_id
"""


def test_only_what_is_wrong_is_underlined_not_the_explanation_behind_it():
    (told,) = problems_of(DRAFT)
    assert told.message.startswith("kind must be pitfall, ")
    line = DRAFT.splitlines()[told.range.start.line]
    assert line[: told.range.end.character] == "kind: reason"


# --- drafts in a session


def draft_in(running, document, title="Never retry here", about="pay.py::charge"):
    """A draft that the editor was asked to show, not yet filled in; how it is saved."""
    workspace = document.home.workspace
    path = draft_files.create(workspace, "")
    draft = running.session.drafting.watch(path, workspace)
    text = f"---\nkind: decision\nabout: {about}\n---\n{title}\n"
    return draft, lambda: path.write_text(text, "utf-8")


async def test_what_is_wrong_with_a_draft_is_not_told_once_it_is_closed(running):
    draft, save = draft_in(running, await running.shown(), about="pay.py::nothing")
    uri = uri_of(draft.path)
    running.session.open(lsp.TextDocumentItem(uri, "markdown", 1, ""))
    save()
    await running.session.drafting.saved(draft)
    assert running.wire.published(uri)[-1][0].message.startswith("there is no ")
    running.session.close(uri)
    assert running.wire.published(uri)[-1] == []
