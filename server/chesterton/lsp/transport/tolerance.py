"""What is mended in a message before it is checked, because to refuse it would do more harm.

A capability we do not know is no reason to refuse an editor; a missing version number is none to
lose a keystroke; another server's odd diagnostic is none to offer no action.
"""

from collections.abc import Callable, Mapping
from typing import Any

from lsprotocol import types as lsp

from chesterton.lsp.transport.validate import problem, pruned

Params = dict[str, Any]


def mended(method: str, params: Any) -> Any:  # noqa: ANN401  # JSON
    """The parameters as they will be checked."""
    mend = _MENDERS.get(method)
    return mend(dict(params)) if mend and isinstance(params, Mapping) else params


def _initialize(params: Params) -> Params:
    """Empty Lua tables arrive as lists, so that an odd part here is common and harmless."""
    if isinstance(params.get("capabilities"), Mapping):
        params["capabilities"] = pruned(params["capabilities"], lsp.ClientCapabilities)
    for key, expected in (
        ("clientInfo", lsp.ClientInfo),
        ("workspaceFolders", list[lsp.WorkspaceFolder]),
        ("trace", lsp.TraceValue),
        ("locale", str),
    ):
        if params.get(key) is not None and problem(params[key], expected, key):
            del params[key]
    return params


def _versioned(params: Params) -> Params:
    document = params.get("textDocument")
    if isinstance(document, Mapping) and problem(document.get("version"), int, ""):
        params["textDocument"] = {**document, "version": 0}
    return params


def _code_action(params: Params) -> Params:
    context = params.get("context")
    if isinstance(context, Mapping) and isinstance(context.get("diagnostics"), list):
        fitting = [each for each in context["diagnostics"] if not problem(each, lsp.Diagnostic, "")]
        params["context"] = {**context, "diagnostics": fitting}
    return params


_MENDERS: dict[str, Callable[[Params], Params]] = {
    lsp.INITIALIZE: _initialize,
    lsp.TEXT_DOCUMENT_DID_OPEN: _versioned,
    lsp.TEXT_DOCUMENT_DID_CHANGE: _versioned,
    lsp.TEXT_DOCUMENT_CODE_ACTION: _code_action,
}
