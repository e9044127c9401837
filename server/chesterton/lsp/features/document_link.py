"""Links in drafts: issues and commits of the project's forge, and places in the code."""

import re
from collections.abc import Iterator, Mapping

from lsprotocol import types as lsp

from chesterton.lsp.hover_text import FORGES
from chesterton.lsp.snapshot import Snapshot
from chesterton.model.symbol import Span

MOST = 100
_ISSUE = re.compile(r"(?<![\w/])#(\d{1,9})\b")
_PLACE = re.compile(r"[^\s,:`]{1,300}::[\w.]{1,300}")
_COMMIT = re.compile(r"(?<![\w/:#-])([0-9a-f]{7,40})(?![\w-])")


def handle(snapshot: Snapshot, _params: lsp.DocumentLinkParams) -> list[lsp.DocumentLink]:
    """The answer to textDocument/documentLink: nothing in code."""
    if not snapshot.is_draft:
        return []
    text = snapshot.text.value
    found = [*places(text, snapshot.places), *links(text, snapshot.origin)][:MOST]
    return [lsp.DocumentLink(snapshot.range(span), target=target) for span, target in found]


def places(text: str, known: Mapping[str, str]) -> Iterator[tuple[Span, str]]:
    """Spans and addresses of definitions in open documents, written as `path::name`."""
    for found in _PLACE.finditer(text):
        if found.group() in known:
            yield Span(*found.span()), known[found.group()]


def links(text: str, origin: str | None) -> Iterator[tuple[Span, str]]:
    """Spans and addresses, where the repository lies on a forge whose addresses are known."""
    if origin is None or not origin.startswith(FORGES):
        return
    for found in _ISSUE.finditer(text):
        yield Span(*found.span()), f"https://{origin}/issues/{found[1]}"
    for found in _COMMIT.finditer(text):
        if not found[1].isdecimal():
            yield Span(*found.span()), f"https://{origin}/commit/{found[1]}"
