"""Validation against protocol types names the invalid field."""

import pytest
from lsprotocol import converters
from lsprotocol import types as lsp

from chesterton.lsp.transport.tolerance import repaired
from chesterton.lsp.transport.validate import pruned, validation_error

converters.get_converter()  # resolves the annotations of the protocol types

HOVER = {"textDocument": {"uri": "file:///a"}, "position": {"line": 1, "character": 2}}
RANGE = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}


def test_valid_params_have_no_problem():
    assert validation_error(HOVER, lsp.HoverParams, "params") is None


def test_unknown_fields_are_ignored():
    assert validation_error({**HOVER, "_client": 5}, lsp.HoverParams, "params") is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"textDocument": None}, "params.textDocument must be an object"),
        ({"textDocument": {}}, "params.textDocument.uri is missing"),
        ({"textDocument": {"uri": 5}}, "params.textDocument.uri must be a string"),
        ({"position": []}, "params.position must be an object"),
        ({"position": {"line": 1}}, "params.position.character is missing"),
        (
            {"position": {"line": -1, "character": 0}},
            "params.position.line must be a non-negative integer",
        ),
        (
            {"position": {"line": True, "character": 0}},
            "params.position.line must be a non-negative integer",
        ),
        (
            {"position": {"line": 2**31, "character": 0}},
            "params.position.line must be a non-negative integer",
        ),
        ({"workDoneToken": []}, "params.workDoneToken must be an integer"),
    ],
)
def test_the_invalid_field_is_named(change, message):
    assert validation_error({**HOVER, **change}, lsp.HoverParams, "params") == message


def test_integers_may_be_written_as_floats():
    """Lua has a single number type."""
    position = {"line": 1.0, "character": 2.0}
    assert validation_error({**HOVER, "position": position}, lsp.HoverParams, "params") is None


def test_the_invalid_list_item_is_named():
    params = {"textDocument": {"uri": "a", "version": 1}, "contentChanges": [{"text": ""}, {}]}
    message = validation_error(params, lsp.DidChangeTextDocumentParams, "params")
    assert message is not None
    assert message.startswith("params.contentChanges[1]")


def test_a_change_with_an_invalid_range_is_not_read_as_a_full_text_change():
    change = {"range": {"start": 5, "end": 6}, "text": "x"}
    params = {"textDocument": {"uri": "a", "version": 1}, "contentChanges": [change]}
    message = validation_error(params, lsp.DidChangeTextDocumentParams, "params")
    assert message == "params.contentChanges[0].range.start must be an object"


def test_a_value_outside_of_an_enum_is_named():
    message = validation_error({"uri": "a", "type": 9}, lsp.FileEvent, "event")
    assert message == "event.type must be one of 1, 2, 3"


def test_pruning_keeps_valid_parts():
    capabilities = {
        "workspace": {"applyEdit": 5, "workspaceFolders": True},
        "textDocument": {"hover": [], "codeLens": {"dynamicRegistration": True}},
    }
    assert pruned(capabilities, lsp.ClientCapabilities) == {
        "workspace": {"workspaceFolders": True},
        "textDocument": {"codeLens": {"dynamicRegistration": True}},
    }


def test_a_missing_version_does_not_lose_an_edit():
    params = {"textDocument": {"uri": "a"}, "contentChanges": [{"text": ""}]}
    after = repaired("textDocument/didChange", params)
    assert validation_error(after, lsp.DidChangeTextDocumentParams, "params") is None


def test_an_invalid_diagnostic_of_another_server_does_not_suppress_actions():
    good = {"range": RANGE, "message": "x"}
    params = {
        "textDocument": {"uri": "a"},
        "range": RANGE,
        "context": {"diagnostics": [{"message": "y"}, good, 5]},
    }
    after = repaired("textDocument/codeAction", params)
    assert after["context"]["diagnostics"] == [good]


def test_unknown_capabilities_do_not_fail_initialize():
    params = {"capabilities": {"window": []}, "clientInfo": {"version": 5}, "workspaceFolders": 7}
    assert repaired("initialize", params) == {"capabilities": {}}
