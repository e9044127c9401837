"""textDocument/completion in draft headers: note kinds, and definitions in open documents."""

from collections.abc import Iterator

from lsprotocol import types as lsp

from chesterton.lsp.snapshot import Snapshot
from chesterton.memory.drafts.draft_text import FENCE
from chesterton.model.note import Kind

MOST = 500


def handle(snapshot: Snapshot, params: lsp.CompletionParams) -> list[lsp.CompletionItem] | None:
    """The response to textDocument/completion; None outside drafts."""
    if not snapshot.is_draft:
        return None
    line, column = snapshot.text.position(snapshot.offset(params.position))
    header = _header(snapshot)
    if line not in header:
        return None
    before = snapshot.text.line(line)[:column]
    return [
        lsp.CompletionItem(label=word, kind=kind)
        for word, kind in words(before, tuple(snapshot.places))
    ]


def words(before: str, places: tuple[str, ...]) -> Iterator[tuple[str, lsp.CompletionItemKind]]:
    """The completions for a header line, given the text before the cursor."""
    key, colon, _ = before.partition(":")
    if not colon:
        for name in ("kind: ", "about: ", "links: "):
            yield name, lsp.CompletionItemKind.Keyword
    elif key == "kind":
        for kind in Kind:
            yield kind.value, lsp.CompletionItemKind.EnumMember
    elif key == "about":
        for place in places[:MOST]:
            yield place, lsp.CompletionItemKind.Reference


def _header(snapshot: Snapshot) -> range:
    """The lines between the two `---` lines."""
    lines = range(min(snapshot.text.line_count, 40))
    fences = [number for number in lines if snapshot.text.line(number).rstrip() == FENCE]
    return range(fences[0] + 1, fences[1]) if len(fences) > 1 else range(0)
