"""Parses message bodies as JSON-RPC and validates the envelope."""

import json
import re
from typing import Any, Literal, NoReturn

from lsprotocol import types as lsp

Id = int | str

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s"{}\[\]:,]+', re.DOTALL)
_SALVAGE_LIMIT = 64 * 1024
_ENDS_OBJECT = re.compile(rb"\}\s*\Z")


class ProtocolError(Exception):
    """A JSON-RPC error response. Must not contain text from documents or notes."""

    def __init__(self, code: int, message: str, request: Id | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.request = request  #: id of the request; None if unknown


class NoAnswerError(Exception):
    """The editor refused a request from the server, sent an invalid response, or timed out."""


def read_message(body: bytes) -> dict[str, Any]:
    """The JSON-RPC message in a body. Raises ProtocolError."""
    message = _decoded(body)
    if not isinstance(message, dict):
        raise ProtocolError(lsp.ErrorCodes.InvalidRequest, "a message must be a single JSON object")
    check_envelope(message)
    return message


def check_envelope(message: dict[str, Any]) -> None:
    """Raises ProtocolError unless the message is a request, notification or response."""
    request = message.get("id")
    if not (request is None or is_id(request)):
        raise ProtocolError(lsp.ErrorCodes.InvalidRequest, "id must be a number or a string")
    if message.get("jsonrpc") != "2.0":
        raise ProtocolError(lsp.ErrorCodes.InvalidRequest, 'jsonrpc must be "2.0"', request)
    if "method" in message:
        _check_call(message, request)
    elif "id" not in message or not ({"result", "error"} & message.keys()):
        raise ProtocolError(lsp.ErrorCodes.InvalidRequest, "method is missing", request)


def is_id(value: object) -> bool:
    """Whether JSON-RPC allows `value` as an id."""
    return isinstance(value, int | str) and not isinstance(value, bool)


def is_complete_object(data: bytes) -> bool:
    """Whether the bytes are one complete JSON object."""
    if not _ENDS_OBJECT.search(data):
        return False
    try:
        return isinstance(_decoded(data), dict)
    except ProtocolError:
        return False


def recovered_id(data: bytes) -> Id | None:
    """The id of a request that is otherwise unreadable."""
    depth = 0
    before: list[str] = ["", ""]
    for match in _TOKEN.finditer(data[:_SALVAGE_LIMIT].decode("utf-8", "replace")):
        word = match.group()
        if depth == 1 and before == ['"id"', ":"]:
            return _scalar_id(word)
        depth += (word in "{[") - (word in "]}")
        before = [before[1], word]
    return None


def _decoded(body: bytes) -> Any:  # noqa: ANN401  # JSON is anything
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else "not valid JSON"
        raise ProtocolError(
            lsp.ErrorCodes.ParseError, f"the message is {reason}", recovered_id(body)
        ) from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _check_call(message: dict[str, Any], request: Id | None) -> None:
    if not isinstance(message["method"], str):
        raise ProtocolError(lsp.ErrorCodes.InvalidRequest, "method must be a string", request)
    if "id" in message and request is None:
        raise ProtocolError(lsp.ErrorCodes.InvalidRequest, "id must be a number or a string")
    if not isinstance(message.get("params"), dict | list | None):
        raise ProtocolError(
            lsp.ErrorCodes.InvalidParams, "params must be an object or an array", request
        )


def _scalar_id(word: str) -> Id | None:
    try:
        value = json.loads(word)
    except ValueError:
        return None
    return value if is_id(value) else None


Direction = Literal["request", "notification", "response"]


def direction(message: dict[str, Any]) -> Direction:
    """Classifies a message that passed `check_envelope`."""
    if "method" not in message:
        return "response"
    return "request" if "id" in message else "notification"
