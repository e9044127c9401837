"""What does not fit a protocol type is named by its field."""

import pytest
from lsprotocol import converters
from lsprotocol import types as lsp

from chesterton.lsp.transport.tolerance import mended
from chesterton.lsp.transport.validate import problem, pruned

converters.get_converter()  # resolves the annotations of the protocol types

HOVER = {"textDocument": {"uri": "file:///a"}, "position": {"line": 1, "character": 2}}
RANGE = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}


def test_what_fits_has_no_problem():
    assert problem(HOVER, lsp.HoverParams, "params") is None


def test_unknown_fields_are_no_problem():
    assert problem({**HOVER, "_client": 5}, lsp.HoverParams, "params") is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"textDocument": None}, "params.textDocument must be an object"),
        ({"textDocument": {}}, "params.textDocument.uri is missing"),
        ({"textDocument": {"uri": 5}}, "params.textDocument.uri must be a string"),
        ({"position": []}, "params.position must be an object"),
        ({"position": {"line": 1}}, "params.position.character is missing"),
        (
            {"position": {"line": -1, "character": 0}},
            "params.position.line must be an integer, not negative",
        ),
        (
            {"position": {"line": True, "character": 0}},
            "params.position.line must be an integer, not negative",
        ),
        (
            {"position": {"line": 2**31, "character": 0}},
            "params.position.line must be an integer, not negative",
        ),
        ({"workDoneToken": []}, "params.workDoneToken must be an integer"),
    ],
)
def test_the_field_is_named(change, told):
    assert problem({**HOVER, **change}, lsp.HoverParams, "params") == told


def test_integers_may_be_written_as_floats():
    """Lua has one kind of number."""
    position = {"line": 1.0, "character": 2.0}
    assert problem({**HOVER, "position": position}, lsp.HoverParams, "params") is None


def test_the_item_of_a_list_is_named():
    params = {"textDocument": {"uri": "a", "version": 1}, "contentChanges": [{"text": ""}, {}]}
    told = problem(params, lsp.DidChangeTextDocumentParams, "params")
    assert told is not None
    assert told.startswith("params.contentChanges[1]")


def test_a_change_with_a_damaged_range_is_no_change_of_the_whole_text():
    change = {"range": {"start": 5, "end": 6}, "text": "x"}
    params = {"textDocument": {"uri": "a", "version": 1}, "contentChanges": [change]}
    told = problem(params, lsp.DidChangeTextDocumentParams, "params")
    assert told == "params.contentChanges[0].range.start must be an object"


def test_a_word_outside_of_a_list_of_words_is_named():
    told = problem({"uri": "a", "type": 9}, lsp.FileEvent, "event")
    assert told == "event.type must be one of 1, 2, 3"


def test_pruning_keeps_what_fits():
    capabilities = {
        "workspace": {"applyEdit": 5, "workspaceFolders": True},
        "textDocument": {"hover": [], "codeLens": {"dynamicRegistration": True}},
    }
    assert pruned(capabilities, lsp.ClientCapabilities) == {
        "workspace": {"workspaceFolders": True},
        "textDocument": {"codeLens": {"dynamicRegistration": True}},
    }


def test_a_missing_version_costs_no_keystroke():
    params = {"textDocument": {"uri": "a"}, "contentChanges": [{"text": ""}]}
    after = mended("textDocument/didChange", params)
    assert problem(after, lsp.DidChangeTextDocumentParams, "params") is None


def test_an_odd_diagnostic_of_another_server_costs_no_action():
    good = {"range": RANGE, "message": "x"}
    params = {
        "textDocument": {"uri": "a"},
        "range": RANGE,
        "context": {"diagnostics": [{"message": "y"}, good, 5]},
    }
    after = mended("textDocument/codeAction", params)
    assert after["context"]["diagnostics"] == [good]


def test_odd_capabilities_are_no_reason_to_refuse_an_editor():
    params = {"capabilities": {"window": []}, "clientInfo": {"version": 5}, "workspaceFolders": 7}
    assert mended("initialize", params) == {"capabilities": {}}
