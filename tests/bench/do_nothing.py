"""The floor: a pygls server that answers at once and knows nothing."""

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

server = LanguageServer("do-nothing", "0")
RANGE = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 1))
LENSES = 174


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
def did_open(ls, params):
    publish(ls, params)


@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
def did_change(ls, params):
    publish(ls, params)


def publish(to, params):
    told = lsp.PublishDiagnosticsParams(uri=params.text_document.uri, diagnostics=[])
    to.text_document_publish_diagnostics(told)


@server.feature(lsp.TEXT_DOCUMENT_HOVER)
def hover(_params):
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, "x" * 400))


@server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
def code_lens(_params):
    return [lsp.CodeLens(RANGE, lsp.Command("x", "x")) for _ in range(LENSES)]


if __name__ == "__main__":
    server.start_io()
