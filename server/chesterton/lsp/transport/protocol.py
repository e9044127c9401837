"""JSON-RPC on top of pygls: validates every message and answers every request exactly once."""

import asyncio
import contextlib
import inspect
import logging
import typing
import uuid
from collections.abc import Callable, Iterable
from enum import Enum, auto
from functools import partial
from typing import Any

import attrs
from cattrs import Converter
from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from chesterton.lsp.transport import dispatch
from chesterton.lsp.transport.framing import Damage, Framer
from chesterton.lsp.transport.message import (
    Id,
    NoAnswerError,
    ProtocolError,
    direction,
    is_complete_object,
    read_message,
    recovered_id,
)
from chesterton.lsp.transport.results import result_types
from chesterton.lsp.transport.tolerance import repaired
from chesterton.lsp.transport.validate import validation_error

log = logging.getLogger(__name__)

_STALL_SECONDS = 0.5
"""Time without input after which an incomplete message is examined."""

_OUTSTANDING_LIMIT = 2000
_ANSWER_SECONDS = 10.0
"""Default timeout for a request from the server to the editor."""


class Stage(Enum):
    """The lifecycle stage of the connection."""

    BEFORE = auto()
    RUNNING = auto()
    SHUT_DOWN = auto()


class Host(typing.Protocol):
    """The methods of the server that the transport calls."""

    def begin(self, params: lsp.InitializeParams) -> dict[str, Any]:
        """Returns the initialize response."""

    def ready(self) -> None:
        """Called when the client sends initialized."""

    def stop(self, code: int) -> None:
        """Shuts down with this exit code."""


class Protocol(LanguageServerProtocol):
    """Decodes messages, dispatches them to handlers and sends the responses."""

    host: Host  #: set by the server that owns this protocol

    def __init__(self, server: LanguageServer, converter: Converter) -> None:
        super().__init__(server, converter)
        self.stage = Stage.BEFORE
        self._framer = Framer()
        self._damaged = b""  #: a body without a readable id, whose rest may arrive as damage
        self._stall: asyncio.TimerHandle | None = None
        self._waiting: dict[Id, asyncio.Task[Any]] = {}  #: requests from the editor
        self._sent: dict[Id, tuple[str, asyncio.Future[Any]]] = {}  #: requests to the editor
        self._warned: set[str] = set()

    def _register_builtin_features(self) -> None:
        """Replaces the built-in features of pygls with the lifecycle methods only."""
        handlers: dict[str, Callable[[Any], Any]] = {
            lsp.INITIALIZE: self._initialize,
            lsp.INITIALIZED: self._initialized,
            lsp.SHUTDOWN: self._shut_down,
            lsp.EXIT: self._exit,
            lsp.CANCEL_REQUEST: self._cancel,
            lsp.SET_TRACE: lambda _params: None,
        }
        for method, handler in handlers.items():
            self.fm.add_builtin_feature(method, handler)

    def register_handler(self, method: str, handler: Callable[[Any], Any]) -> None:
        """Registers the handler of a method."""
        self.fm.add_builtin_feature(method, handler)

    async def prepare_converters(self, served: Iterable[str], sent: Iterable[str]) -> None:
        """Creates the converters for these messages early, as their first use takes 10 ms."""
        for method in served:
            expected: Any = lsp.METHOD_TO_TYPES[method][2]
            validation_error({}, expected, "params")
            self._converter.get_structure_hook(expected)
            await asyncio.sleep(0)
            await self._warm_writing(result_types(method))
        for method in sent:
            await self._warm_writing([lsp.METHOD_TO_TYPES[method][2]])

    async def _warm_writing(self, kinds: Iterable[Any]) -> None:
        for kind in kinds:
            self._converter.get_unstructure_hook(kind)
            await asyncio.sleep(0)

    # --- incoming

    def receive(self, data: bytes) -> None:
        """Handles the messages that are complete once `data` is added."""
        for piece in self._framer.feed(data):
            receive = self._answer_damage if isinstance(piece, Damage) else self._receive_body
            with contextlib.suppress(ProtocolError):  # already logged
                dispatch.call("receiving", receive, piece.data)
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None
        if self._framer.is_waiting:
            loop = asyncio.get_running_loop()
            self._stall = loop.call_later(_STALL_SECONDS, self._answer_stalled)

    def _receive_body(self, body: bytes) -> None:
        self._damaged = b""
        try:
            self.handle(read_message(body))
        except ProtocolError as error:
            self._refuse(error.request, error)
            self._damaged = body if error.request is None else b""

    def _answer_damage(self, data: bytes) -> None:
        """Answers a damaged message with an error, and with its id if that can be recovered."""
        request = recovered_id(data)
        if request is None and self._damaged:
            request = recovered_id(self._damaged + data)
        if request is not None or not self._damaged:
            message = "Content-Length does not match the message"
            self._refuse(request, ProtocolError(lsp.ErrorCodes.ParseError, message))
        self._damaged = b""

    def _answer_stalled(self) -> None:
        if is_complete_object(self._framer.pending()):
            self._answer_damage(self._framer.give_up().data)

    def handle(self, message: dict[str, Any]) -> None:
        """Handles one message that passed `check_envelope`."""
        kind = direction(message)
        if kind == "response":
            self._receive_answer(message)
        elif kind == "request":
            self._receive_request(message["id"], message["method"], message.get("params"))
        else:
            self._receive_notification(message["method"], message.get("params"))

    def _receive_request(self, request: Id, method: str, params: Any) -> None:  # noqa: ANN401
        try:
            self._admit(method)
            handler = self._handler(method)
            outcome = dispatch.call(method, handler, self._checked(method, params))
        except ProtocolError as error:
            self._refuse(request, error)
            return
        if inspect.isawaitable(outcome):
            task = asyncio.ensure_future(dispatch.finish(method, outcome))
            self._waiting[request] = task
            task.add_done_callback(partial(self._finished, request))
        else:
            self._reply(request, outcome)

    def _receive_notification(self, method: str, params: Any) -> None:  # noqa: ANN401  # JSON
        if self.stage is not Stage.RUNNING and method != lsp.EXIT:
            return
        try:
            dispatch.call(method, self._handler(method), self._checked(method, params))
        except ProtocolError as error:
            if method not in self._warned:
                self._warned.add(method)
                log.warning("%s was ignored: %s", _printable(method), error.message)

    def _admit(self, method: str) -> None:
        if self.stage is Stage.SHUT_DOWN:
            raise ProtocolError(lsp.ErrorCodes.InvalidRequest, "the server is shutting down")
        if self.stage is Stage.BEFORE and method != lsp.INITIALIZE:
            raise ProtocolError(
                lsp.ErrorCodes.ServerNotInitialized, "the server is not initialized"
            )
        if self.stage is Stage.RUNNING and method == lsp.INITIALIZE:
            raise ProtocolError(lsp.ErrorCodes.InvalidRequest, "initialize may be sent only once")
        if len(self._waiting) >= _OUTSTANDING_LIMIT:
            raise ProtocolError(lsp.LSPErrorCodes.ServerCancelled, "too many pending requests")

    def _handler(self, method: str) -> Callable[[Any], Any]:
        if method not in self.fm.builtin_features:
            raise ProtocolError(lsp.ErrorCodes.MethodNotFound, "method not found")
        handler: Callable[[Any], Any] = self.fm.builtin_features[method]
        return handler

    def _checked(self, method: str, params: Any) -> Any:  # noqa: ANN401  # JSON
        known: Any = lsp.METHOD_TO_TYPES.get(method)
        expected = known[2] if known else None
        if expected is None:
            return None
        params = repaired(method, params)
        if params is None or (params == [] and not attrs.fields(expected)):
            params = {}
        if wrong := validation_error(params, expected, "params"):
            raise ProtocolError(lsp.ErrorCodes.InvalidParams, wrong)
        try:
            return dispatch.call("reading parameters", self._structured, params, expected)
        except ProtocolError:
            raise ProtocolError(lsp.ErrorCodes.InvalidParams, "invalid params") from None

    def _structured(self, params: Any, expected: Any) -> Any:  # noqa: ANN401  # by method
        if expected is not lsp.InitializeParams:
            return self._converter.structure(params, expected)
        structured = self._converter.structure({**params, "capabilities": {}}, expected)
        structured.capabilities = params["capabilities"]  # JSON: structuring it takes 30 ms
        return structured

    # --- outgoing

    def _finished(self, request: Id, task: "asyncio.Task[Any]") -> None:
        if self._waiting.get(request) is task:
            del self._waiting[request]
        if task.cancelled():
            self._refuse(
                request,
                ProtocolError(lsp.LSPErrorCodes.RequestCancelled, "the request was cancelled"),
            )
            return
        error = task.exception()
        if isinstance(error, ProtocolError):
            self._refuse(request, error)
        else:
            self._reply(request, task.result())

    def _reply(self, request: Id, result: Any) -> None:  # noqa: ANN401  # a protocol type
        try:
            plain = dispatch.call("encoding the response", self._converter.unstructure, result)
        except ProtocolError as error:
            self._refuse(request, error)
        else:
            self._send_data({"jsonrpc": self.VERSION, "id": request, "result": plain})

    def _refuse(self, request: Id | None, error: ProtocolError) -> None:
        if error.code == lsp.ErrorCodes.InternalError:
            log.error("responded with an internal error")
        response = {"code": error.code, "message": error.message}
        self._send_data({"jsonrpc": self.VERSION, "id": request, "error": response})

    async def ask(self, method: str, params: Any = None, seconds: float = _ANSWER_SECONDS) -> Any:  # noqa: ANN401
        """Sends a request to the editor and awaits the response. Raises NoAnswerError."""
        request = str(uuid.uuid4())
        message = {"jsonrpc": self.VERSION, "id": request, "method": method}
        if params is not None:
            message["params"] = self._converter.unstructure(params)
        answer = asyncio.get_running_loop().create_future()
        self._sent[request] = (method, answer)
        try:
            self._send_data(message)
            return await asyncio.wait_for(answer, seconds)
        except TimeoutError:
            raise NoAnswerError(f"{method} timed out") from None
        finally:
            del self._sent[request]

    def _receive_answer(self, message: dict[str, Any]) -> None:
        if message["id"] not in self._sent:
            return
        method, answer = self._sent[message["id"]]
        if answer.done():
            return
        if "error" in message:
            answer.set_exception(NoAnswerError(f"{method} was rejected"))
            return
        response: Any = lsp.METHOD_TO_TYPES[method][1]
        expected: Any = attrs.fields_dict(response)["result"].type
        result = message.get("result")
        if validation_error(result, expected, "result"):
            answer.set_exception(NoAnswerError(f"{method} received an invalid response"))
        else:
            answer.set_result(self._converter.structure(result, expected) if expected else None)

    # --- lifecycle

    def _initialize(self, params: lsp.InitializeParams) -> dict[str, Any]:
        result = self.host.begin(params)
        self.stage = Stage.RUNNING
        return result

    def _initialized(self, _params: lsp.InitializedParams) -> None:
        self.host.ready()

    def _shut_down(self, _params: None) -> None:
        self.stage = Stage.SHUT_DOWN
        for future in list(self._waiting.values()):
            future.cancel()

    @property
    def exit_code(self) -> int:
        """The exit code that the specification requires if the connection ends now."""
        return 0 if self.stage is Stage.SHUT_DOWN else 1

    def _exit(self, _params: None) -> None:
        self.host.stop(self.exit_code)

    def _cancel(self, params: lsp.CancelParams) -> None:
        future = self._waiting.get(params.id)
        if future is not None:
            future.cancel()


def _printable(method: str) -> str:
    return method[:80] if method.isprintable() else "a notification"
