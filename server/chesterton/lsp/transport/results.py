"""Lists the lsprotocol types in request results, so that converters can be created in advance."""

from collections.abc import Iterator
from typing import Any, get_args

import attrs
from lsprotocol import types as lsp


def result_types(method: str) -> list[Any]:
    """The classes in the result type of a request; empty for a notification."""
    response: Any = lsp.METHOD_TO_TYPES[method][1]
    return [] if response is None else list(_classes(attrs.fields_dict(response)["result"].type))


def _classes(annotation: Any) -> Iterator[Any]:  # noqa: ANN401  # any annotation
    if isinstance(annotation, type) and attrs.has(annotation):
        yield annotation
    for part in get_args(annotation):
        yield from _classes(part)
