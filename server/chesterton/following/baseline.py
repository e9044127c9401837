"""Compares code with the baseline of a note: the code when a person last vouched for it."""

from chesterton.anchoring.text import fuzzy
from chesterton.model.anchor import Vouched
from chesterton.redact.clean import clean
from chesterton.syntax.fingerprint import same_version
from chesterton.syntax.fragment import parse_fragment
from chesterton.syntax.language import language_for
from chesterton.syntax.parsed_symbol import ParsedSymbol, find_symbol
from chesterton.syntax.shape import Shape
from chesterton.workspace.workspace import Workspace

_ALIKE = 75.0
"""Per cent of its code that a definition keeps to count as the same one, edited."""

_REDACTED = "[redacted:"


def fragment_of(anchor: Vouched) -> ParsedSymbol | None:
    """The anchored definition alone, from its stored source."""
    language = language_for(anchor.path)
    if language is None or not anchor.source or not anchor.symbol or not anchor.symbol_kind:
        return None
    found = parse_fragment(
        anchor.source, language, anchor.symbol, anchor.symbol_kind, anchor.fingerprint
    )
    return ParsedSymbol(*found) if found else None


def is_same(anchor: Vouched, current: ParsedSymbol) -> bool:
    """Whether a definition means what was vouched for."""
    language = current.parsed.language
    if anchor.fingerprint is None or language is None:
        return True
    # the text alone says so in most cases, and costs no look at the tree
    if anchor.source == current.source or current.fingerprint == anchor.fingerprint:
        return True
    if same_version(anchor.fingerprint, language):
        return False
    # the grammar was upgraded since: the stored source is parsed again, so that no note goes stale
    then = fragment_of(anchor)
    return then is None or then.fingerprint == _comparable(anchor, current).fingerprint


def is_alike(anchor: Vouched, current: ParsedSymbol) -> bool:
    """Whether a definition keeps most of what was vouched for."""
    if anchor.source is None:
        return False
    then, today = (" ".join(text.split()) for text in (anchor.source, current.source))
    return fuzzy.ratio(then, today, score_cutoff=_ALIKE) > 0


def is_equal(one: ParsedSymbol, other: ParsedSymbol) -> bool:
    """Whether two definitions mean the same."""
    if one.parsed is other.parsed and one.symbol == other.symbol:
        return True
    if one.parsed.language != other.parsed.language:
        return False
    # the text alone says so in most cases, and costs no look at the tree
    same_text = one.symbol.name == other.symbol.name and one.source == other.source
    return same_text or one.fingerprint == other.fingerprint


def shapes(
    workspace: Workspace, anchor: Vouched, current: ParsedSymbol
) -> tuple[Shape | None, Shape]:
    """The normalised trees then and today, so that they can be compared.

    If the stored source had a secret removed, today's has it removed as well.
    """
    then = fragment_of(anchor)
    if then is None:
        return _from_history(workspace, anchor), current.shape
    return then.shape, _comparable(anchor, current).shape


def _from_history(workspace: Workspace, anchor: Vouched) -> Shape | None:
    if anchor.commit is None:
        return None
    parsed = workspace.parsed_at(anchor.commit, anchor.path)
    then = find_symbol(parsed, anchor.symbol, anchor.symbol_kind, anchor.ordinal)
    return then.shape if then and then.fingerprint == anchor.fingerprint else None


def _comparable(anchor: Vouched, current: ParsedSymbol) -> ParsedSymbol:
    """Today's definition, with secrets removed if the stored source had some removed."""
    if anchor.source and _REDACTED in anchor.source:
        return _without_secrets(current) or current
    return current


def _without_secrets(current: ParsedSymbol) -> ParsedSymbol | None:
    parsed, symbol = current
    if parsed.language is None:
        return None
    source = clean(current.source).text
    found = parse_fragment(source, parsed.language, symbol.name, symbol.kind)
    return ParsedSymbol(*found) if found else None
