"""textDocument/documentLink in drafts: links to issues, commits and `path::name` references."""

import re
from collections.abc import Iterator, Mapping

from lsprotocol import types as lsp

from chesterton.lsp.hover_text import FORGES
from chesterton.lsp.snapshot import Snapshot
from chesterton.memory.web_links import safe_url
from chesterton.model.symbol import Span

MOST = 100
_ISSUE = re.compile(r"(?<![\w/])#(\d{1,9})\b")
_PLACE = re.compile(r"[^\s,:`]{1,300}::[\w.]{1,300}")
_COMMIT = re.compile(r"(?<![\w/:#-])([0-9a-f]{7,40})(?![\w-])")


def handle(snapshot: Snapshot, _params: lsp.DocumentLinkParams) -> list[lsp.DocumentLink]:
    """The response to textDocument/documentLink; empty outside drafts."""
    if not snapshot.is_draft:
        return []
    text = snapshot.text.value
    targets = [*places(text, snapshot.places), *links(text, snapshot.origin)][:MOST]
    return [lsp.DocumentLink(snapshot.range(span), target=target) for span, target in targets]


def places(text: str, uris: Mapping[str, str]) -> Iterator[tuple[Span, str]]:
    """Spans and URIs of definitions in open documents, written as `path::name`."""
    for match in _PLACE.finditer(text):
        if match.group() in uris:
            yield Span(*match.span()), uris[match.group()]


def links(text: str, origin: str | None) -> Iterator[tuple[Span, str]]:
    """Spans and URLs of issues and commits, if the repository is on a known forge."""
    if origin is None or not origin.startswith(FORGES):
        return
    repository = safe_url(f"https://{origin}")
    if repository is None:
        return
    for match in _ISSUE.finditer(text):
        yield Span(*match.span()), f"{repository}/issues/{match[1]}"
    for match in _COMMIT.finditer(text):
        if not match[1].isdecimal():
            yield Span(*match.span()), f"{repository}/commit/{match[1]}"
