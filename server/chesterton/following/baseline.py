"""The code as it was when a person last vouched for a note."""

from chesterton.anchoring.text import fuzzy
from chesterton.model.anchor import Vouched
from chesterton.model.symbol import Symbol
from chesterton.redact.clean import clean
from chesterton.syntax.fingerprint import same_version
from chesterton.syntax.fragment import parse_fragment
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed
from chesterton.syntax.shape import Shape
from chesterton.workspace.workspace import Workspace

Definition = tuple[Parsed, Symbol]
"""A definition in a file as it was read."""

_ALIKE = 75.0
"""Per cent of the code that one which came back edited keeps."""

_REDACTED = "[redacted:"


def fragment_of(anchor: Vouched) -> tuple[Parsed, Symbol] | None:
    """The anchored definition alone, from its stored source."""
    language = language_for(anchor.path)
    if language is None or not anchor.source or not anchor.symbol or not anchor.symbol_kind:
        return None
    return parse_fragment(
        anchor.source, language, anchor.symbol, anchor.symbol_kind, anchor.fingerprint
    )


def is_same(anchor: Vouched, parsed: Parsed, symbol: Symbol) -> bool:
    """Whether a definition means what was vouched for."""
    language = parsed.language
    if anchor.fingerprint is None or language is None:
        return True
    # the text alone says so in most cases, and costs no look at the tree
    if anchor.source == parsed.source(symbol) or parsed.fingerprint(symbol) == anchor.fingerprint:
        return True
    if same_version(anchor.fingerprint, language):
        return False
    # the grammar was upgraded since: the stored source is read anew, so that no note goes stale
    then = fragment_of(anchor)
    if then is None:
        return True
    today = _comparable(anchor, parsed, symbol)
    return then[0].fingerprint(then[1]) == today[0].fingerprint(today[1])


def is_alike(anchor: Vouched, parsed: Parsed, symbol: Symbol) -> bool:
    """Whether a definition keeps most of what was vouched for."""
    if anchor.source is None:
        return False
    then, today = (" ".join(text.split()) for text in (anchor.source, parsed.source(symbol)))
    return fuzzy.ratio(then, today, score_cutoff=_ALIKE) > 0


def is_equal(one: Definition, other: Definition) -> bool:
    """Whether two definitions mean the same."""
    if one[0] is other[0] and one[1] == other[1]:
        return True
    if one[0].language != other[0].language:
        return False
    # the text alone says so in most cases, and costs no look at the tree
    same_text = one[1].name == other[1].name and one[0].source(one[1]) == other[0].source(other[1])
    return same_text or one[0].fingerprint(one[1]) == other[0].fingerprint(other[1])


def shapes(
    workspace: Workspace, anchor: Vouched, parsed: Parsed, symbol: Symbol
) -> tuple[Shape | None, Shape]:
    """The normalised trees then and today, so that they can be compared.

    Where the stored source had a secret removed, today's has it removed as well.
    """
    then = fragment_of(anchor)
    if then is None:
        return _from_history(workspace, anchor), parsed.shape(symbol)
    today = _comparable(anchor, parsed, symbol)
    return then[0].shape(then[1]), today[0].shape(today[1])


def _from_history(workspace: Workspace, anchor: Vouched) -> Shape | None:
    if anchor.commit is None or anchor.symbol is None:
        return None
    parsed = workspace.parsed_at(anchor.commit, anchor.path)
    if parsed is None:
        return None
    symbol = parsed.outline.find(anchor.symbol, anchor.symbol_kind, anchor.ordinal)
    if symbol is None or parsed.fingerprint(symbol) != anchor.fingerprint:
        return None
    return parsed.shape(symbol)


def _comparable(anchor: Vouched, parsed: Parsed, symbol: Symbol) -> tuple[Parsed, Symbol]:
    """Today's definition, with secrets removed where the stored source had some removed."""
    if anchor.source and _REDACTED in anchor.source:
        return _without_secrets(parsed, symbol) or (parsed, symbol)
    return parsed, symbol


def _without_secrets(parsed: Parsed, symbol: Symbol) -> tuple[Parsed, Symbol] | None:
    if parsed.language is None:
        return None
    source = clean(parsed.source(symbol)).text
    return parse_fragment(source, parsed.language, symbol.name, symbol.kind)
