"""Repairs harmless errors in incoming messages before validation.

An unknown capability must not make initialize fail, a missing version number must not lose an edit,
and a malformed diagnostic from another server must not suppress code actions.
"""

from collections.abc import Callable, Mapping
from typing import Any

from lsprotocol import types as lsp

from chesterton.lsp.transport.validate import pruned, validation_error

Params = dict[str, Any]


def repaired(method: str, params: Any) -> Any:  # noqa: ANN401  # JSON
    """The parameters with known harmless errors repaired."""
    repair = _REPAIRS.get(method)
    return repair(dict(params)) if repair and isinstance(params, Mapping) else params


def _initialize(params: Params) -> Params:
    """Drops malformed optional parts, such as empty Lua tables, which arrive as lists."""
    if isinstance(params.get("capabilities"), Mapping):
        params["capabilities"] = pruned(params["capabilities"], lsp.ClientCapabilities)
    for key, expected in (
        ("clientInfo", lsp.ClientInfo),
        ("workspaceFolders", list[lsp.WorkspaceFolder]),
        ("trace", lsp.TraceValue),
        ("locale", str),
    ):
        if params.get(key) is not None and validation_error(params[key], expected, key):
            del params[key]
    return params


def _versioned(params: Params) -> Params:
    document = params.get("textDocument")
    if isinstance(document, Mapping) and validation_error(document.get("version"), int, ""):
        params["textDocument"] = {**document, "version": 0}
    return params


def _code_action(params: Params) -> Params:
    context = params.get("context")
    if isinstance(context, Mapping) and isinstance(context.get("diagnostics"), list):
        valid = [
            each
            for each in context["diagnostics"]
            if not validation_error(each, lsp.Diagnostic, "")
        ]
        params["context"] = {**context, "diagnostics": valid}
    return params


_REPAIRS: dict[str, Callable[[Params], Params]] = {
    lsp.INITIALIZE: _initialize,
    lsp.TEXT_DOCUMENT_DID_OPEN: _versioned,
    lsp.TEXT_DOCUMENT_DID_CHANGE: _versioned,
    lsp.TEXT_DOCUMENT_CODE_ACTION: _code_action,
}
