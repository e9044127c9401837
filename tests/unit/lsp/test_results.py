"""The lsprotocol classes in a result."""

import pytest
from lsprotocol import types as lsp

from chesterton.lsp.transport.results import result_types


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (lsp.TEXT_DOCUMENT_HOVER, [lsp.Hover]),
        (lsp.TEXT_DOCUMENT_CODE_ACTION, [lsp.Command, lsp.CodeAction]),
        (lsp.TEXT_DOCUMENT_COMPLETION, [lsp.CompletionItem, lsp.CompletionList]),
        (lsp.WORKSPACE_EXECUTE_COMMAND, []),
        (lsp.TEXT_DOCUMENT_DID_OPEN, []),
    ],
)
def test_the_classes_in_a_result_are_known(method, expected):
    assert result_types(method) == expected
