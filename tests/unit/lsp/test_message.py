"""Parsing message bodies, and the errors for invalid ones."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chesterton.lsp.transport.message import (
    ProtocolError,
    direction,
    is_complete_object,
    read_message,
    recovered_id,
)

CALL = {"jsonrpc": "2.0", "id": 1, "method": "x"}


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (CALL, "request"),
        ({"jsonrpc": "2.0", "method": "x"}, "notification"),
        ({"jsonrpc": "2.0", "id": "a", "result": None}, "response"),
        ({"jsonrpc": "2.0", "id": "a", "error": {}}, "response"),
    ],
)
def test_a_message_is_one_of_three(message, kind):
    assert direction(read_message(json.dumps(message).encode())) == kind


@given(st.binary(max_size=100))
def test_any_bytes_are_a_message_or_an_error(data):
    with contextlib.suppress(ProtocolError):
        read_message(data)


@pytest.mark.parametrize(
    ("damaged", "request_id"),
    [
        ('{"id": 5, "method"', 5),
        ('{"params": {"id": 4}, "id": "seven", ', "seven"),
        ('{"text": "\\"id\\": 3", "id": 8}}}', 8),
        ('{"params": {"id": 4}', None),
        ('{"id": {"id": 4}', None),
        ('{"id": true,', None),
        ('{"id"', None),
        ("", None),
    ],
)
def test_the_id_of_a_damaged_request_is_recovered(damaged, request_id):
    assert recovered_id(damaged.encode()) == request_id


@given(st.text(max_size=200))
def test_recovering_an_id_never_raises(text):
    recovered_id(text.encode("utf-8", "surrogatepass"))


@given(st.integers(0, len(json.dumps(CALL)) - 1))
def test_no_prefix_of_a_message_is_whole(length):
    assert not is_complete_object(json.dumps(CALL)[:length].encode())
    assert is_complete_object(json.dumps(CALL).encode())
