"""Compares code with a note's baseline: the code as it was when the note was last confirmed."""

from chesterton.anchoring.text import fuzzy
from chesterton.model.anchor import Baseline
from chesterton.model.clean import Clean
from chesterton.model.hidden_characters import has_hidden
from chesterton.redact.clean import clean, clean_lines
from chesterton.syntax.fingerprint import same_version
from chesterton.syntax.fragment import parse_fragment
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed
from chesterton.syntax.parsed_symbol import ParsedSymbol, find_symbol
from chesterton.syntax.text import Text
from chesterton.workspace.workspace import Workspace

_ALIKE = 75.0
"""Similarity in per cent at which two definitions count as the same one, edited."""

BACK = "back at its old location"
"""Evidence for a definition that was lost and has reappeared."""

_REDACTED = "[redacted:"


def parsed_baseline(anchor: Baseline) -> ParsedSymbol | None:
    """The anchored definition, parsed from its stored source."""
    language = language_for(anchor.path)
    if language is None or not anchor.source or not anchor.symbol or not anchor.symbol_kind:
        return None
    fragment = parse_fragment(
        anchor.source, language, anchor.symbol, anchor.symbol_kind, anchor.fingerprint
    )
    return ParsedSymbol(*fragment) if fragment else None


def definition_in(parsed: Parsed | None, anchor: Baseline) -> ParsedSymbol | None:
    """The definition with the identity of the anchor's symbol in a version of its file."""
    return find_symbol(parsed, anchor.symbol, anchor.symbol_kind, anchor.ordinal)


def has_symbol(parsed: Parsed | None, anchor: Baseline) -> bool:
    """Whether a file has the anchor's symbol; `parsed` is None for a missing file."""
    if parsed is None or anchor.symbol is None:
        return parsed is not None
    return definition_in(parsed, anchor) is not None


def has_unchanged_symbol(parsed: Parsed | None, anchor: Baseline) -> bool:
    """Whether a file has the anchor's symbol, equal to its baseline."""
    definition = definition_in(parsed, anchor)
    if definition is None:
        return parsed is not None and anchor.symbol is None
    return equals_baseline(anchor, definition)


def equals_baseline(anchor: Baseline, current: ParsedSymbol) -> bool:
    """Whether a definition equals the baseline, ignoring comments and formatting."""
    language = current.parsed.language
    if anchor.fingerprint is None or language is None:
        return True
    # comparing the text is enough in most cases, and does not need the syntax tree
    if anchor.source == current.source or current.fingerprint == anchor.fingerprint:
        return True
    if same_version(anchor.fingerprint, language):
        return False
    # fingerprints of another grammar version are not comparable: parse the stored source again
    then = parsed_baseline(anchor)
    return then is None or then.fingerprint == _comparable(anchor, current).fingerprint


def resembles_baseline(anchor: Baseline, current: ParsedSymbol) -> bool:
    """Whether a definition is similar to the baseline."""
    if anchor.source is None:
        return False
    then, today = (" ".join(text.split()) for text in (anchor.source, current.source))
    return fuzzy.ratio(then, today, score_cutoff=_ALIKE) > 0


def returned(
    anchor: Baseline, name: str, before: Parsed | None, after: Parsed
) -> ParsedSymbol | None:
    """The definition of this name that equals the baseline, if it was absent before.

    A namesake that was there all along has not returned.
    """
    old = _equals(anchor, name, before) if before is not None else []
    new = _equals(anchor, name, after)
    known = [one.source for one in old]
    added = [one for one in new if one.source not in known] or new
    return added[0] if len(new) > len(old) else None


def _equals(anchor: Baseline, name: str, parsed: Parsed) -> list[ParsedSymbol]:
    namesakes = (ParsedSymbol(parsed, one) for one in parsed.outline.named(name))
    return [
        one
        for one in namesakes
        if one.symbol.kind is anchor.symbol_kind and equals_baseline(anchor, one)
    ]


def is_equal(before: ParsedSymbol, after: ParsedSymbol) -> bool:
    """Whether two definitions are equal, ignoring comments and formatting."""
    if before.parsed is after.parsed and before.symbol == after.symbol:
        return True
    if before.parsed.language != after.parsed.language:
        return False
    # comparing the text is enough in most cases, and does not need the syntax tree
    same_text = before.symbol.name == after.symbol.name and before.source == after.source
    return same_text or before.fingerprint == after.fingerprint


def sides(
    workspace: Workspace, anchor: Baseline, current: ParsedSymbol
) -> tuple[ParsedSymbol | None, ParsedSymbol]:
    """The baseline, if it is known, and the current definition, in comparable form.

    If secrets were redacted from the stored source, they are redacted from the current source too.
    """
    then = parsed_baseline(anchor)
    if then is None:
        return in_history(workspace, anchor), current
    return then, _comparable(anchor, current)


def in_history(workspace: Workspace, anchor: Baseline) -> ParsedSymbol | None:
    """The anchored definition in its file at the anchor's commit, if it was committed."""
    if anchor.commit is None:
        return None
    parsed = workspace.parsed_at(anchor.commit, anchor.path)
    then = definition_in(parsed, anchor)
    return then if then and then.fingerprint == anchor.fingerprint else None


def _comparable(anchor: Baseline, current: ParsedSymbol) -> ParsedSymbol:
    """The current definition in the form of the stored source: redacted and escaped."""
    is_redacted = anchor.source is not None and _REDACTED in anchor.source
    if is_redacted or has_hidden(current.source):
        return _as_stored(current) or current
    return current


def clean_source(current: ParsedSymbol) -> Clean:
    """The source of a definition, redacted in the context of its whole file."""
    whole, source = current.parsed.text, Text(current.source)
    redacted, start = Text(clean_lines(whole.value)), current.symbol.first_line - 1
    pairs = [(redacted.line(start + n), whole.line(start + n)) for n in range(source.line_count)]
    if all(line == before for line, before in pairs):
        return clean(current.source).text
    lines = (
        source.line(number) if line == before else line
        for number, (line, before) in enumerate(pairs)
    )
    return clean("\n".join(lines)).text


def _as_stored(current: ParsedSymbol) -> ParsedSymbol | None:
    parsed, symbol = current
    if parsed.language is None:
        return None
    source = clean_source(current)
    fragment = parse_fragment(source, parsed.language, symbol.name, symbol.kind)
    return ParsedSymbol(*fragment) if fragment else None
