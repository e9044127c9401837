"""Creates anchors, the links from notes to code: path, symbol, source and quoted lines."""

from dataclasses import replace
from itertools import islice

from chesterton.anchoring.text.symbol_lookup import suggestion, symbols_named
from chesterton.following.api import clean_source, find_stored_quote, one_side, paths_now
from chesterton.memory.notes.places import Documents, Place
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import PROJECT_PATH, SOURCE_LIMIT, Anchor, Whereabouts
from chesterton.model.clean import Clean
from chesterton.model.errors import UserError
from chesterton.model.symbol import Symbol, location_text
from chesterton.redact.clean import Keyed, clean, clean_lines, clean_name, clean_part
from chesterton.redact.paths import clean_path
from chesterton.syntax.outline import Parsed
from chesterton.syntax.parsed_symbol import ParsedSymbol
from chesterton.syntax.text import Text
from chesterton.workspace import files
from chesterton.workspace.not_fetched import require_fetched

_CONTEXT = 4_000  #: characters around a setting that are read to recognise secrets in it
_MOST_PATHS, _LONGEST_VALUE = 100, 300


class UnknownPlace(UserError):  # noqa: N818  # reads as a claim
    """There is no such file or symbol."""


def anchor_at(workspace: Workspace, place: Place, parsed: Parsed | None = None) -> Anchor:
    """The anchor for a place; `parsed` is the open document, by default the file on disk.

    Raises UserError if there is no such file or symbol.
    """
    commit = workspace.head()
    if place.path == PROJECT_PATH:
        return Anchor(clean_name(PROJECT_PATH), commit=commit)
    _require_own(workspace, place.path)
    parsed = parsed or workspace.parsed(place.path)
    if parsed is None:
        return _opaque(workspace, place, commit)
    parsed, line = one_side(parsed, place.line)
    place = replace(place, line=line)
    symbol = _symbol(place, parsed)
    if symbol is None:
        return _file_anchor(place, parsed, commit)
    return symbol_anchor(place.path, parsed, symbol, commit, _lines(place.quote, parsed))


def symbol_anchor(
    path: str, parsed: Parsed, symbol: Symbol, commit: str | None, quote: str | None = None
) -> Anchor:
    """The anchor of a definition in its current state."""
    return Anchor(
        _stored(path),
        clean_name(symbol.name),
        symbol.kind,
        symbol.ordinal,
        symbol.line,
        commit,
        parsed.fingerprint(symbol),
        _source(parsed, symbol),
        clean(quote).text if quote else None,
    )


def current_anchor(workspace: Workspace, where: Whereabouts, documents: Documents) -> Anchor:
    """A new anchor at the current place of an old one."""
    anchor, placement = where.anchor, where.placement
    if placement is None or anchor.is_project:
        return replace(anchor, commit=workspace.head())
    parsed = documents.get(placement.path) or workspace.parsed(placement.path)
    if placement.symbol is None:
        quoted = anchor.quote is not None and placement.certain
        span = (placement.line, placement.end_line) if quoted else None
        return anchor_at(workspace, Place(placement.path, quote=span), parsed)
    if parsed is None:
        return anchor
    symbol, quote = placement.symbol, None
    if anchor.quote is not None:
        match = find_stored_quote(anchor.quote, parsed.text, symbol.span)
        if match is not None:
            quote = _lines((match.line, match.end_line), parsed)
    return symbol_anchor(placement.path, parsed, symbol, workspace.head(), quote)


def _require_own(workspace: Workspace, path: str) -> None:
    """Raises UserError for a file in a submodule or nested repository, which is its own project."""
    if nested := files.nested_repository(workspace.root, path):
        raise UserError(
            f"{clean_path(path)} belongs to another project: the repository in"
            f" {clean_path(nested)}",
            "write the note in that project",
        )


def _stored(path: str) -> Clean:
    """The path as an anchor stores it; `Workspace.real` finds its file."""
    cleaned = clean_path(path)
    if any("\ud800" <= char <= "\udfff" for char in path):
        raise UserError(
            f"the file name {cleaned} is not valid UTF-8 and cannot be stored", "rename the file"
        )
    return cleaned


def _source(parsed: Parsed, symbol: Symbol) -> Clean | None:
    source = _clean_setting(parsed, symbol) or clean_source(ParsedSymbol(parsed, symbol))
    return source if len(source.encode("utf-8", "surrogatepass")) <= SOURCE_LIMIT else None


def _clean_setting(parsed: Parsed, symbol: Symbol) -> Clean | None:
    """The redacted source of a setting; its path or another setting may mark it as a secret."""
    if parsed.language is None or not parsed.language.entries:
        return None
    end, text = symbol.span.end, parsed.text.value
    start = end - len(parsed.source(symbol))
    first, last = max(0, start - _CONTEXT), end + _CONTEXT
    inside = (each for each in parsed.outline.symbols if each.span.start in symbol.span)
    paths = (
        Keyed(each.name, each.name_span.end - first, each.span.end - first)
        for each in islice(inside, _MOST_PATHS)
        if each.span.end - each.name_span.end < _LONGEST_VALUE
    )
    return clean_part(text[first:last], start - first, end - first, paths)


def _symbol(place: Place, parsed: Parsed) -> Symbol | None:
    if place.symbol is not None and place.line is not None:
        return _named_near(place, place.symbol, place.line, parsed)
    if place.symbol is not None:
        symbols = symbols_named(parsed, place.symbol)
        return symbols[0] if symbols else _refuse(place, place.symbol, parsed)
    if place.line is not None:
        return parsed.outline.at_line(place.line)
    return None


def _named_near(place: Place, name: str, line: int, parsed: Parsed) -> Symbol:
    """The symbol with this name around the line, else with its last name, else the nearest."""
    exact = parsed.outline.named(name)
    around = [symbol for symbol in exact if symbol.first_line <= line <= symbol.end_line]
    if around:
        return around[-1]
    last_name = name.rsplit(".", 1)[-1]
    same_last_name = [
        symbol
        for symbol in parsed.outline.symbols
        if symbol.last_name == last_name and symbol.first_line <= line <= symbol.end_line
    ]
    if same_last_name:
        return same_last_name[-1]
    if exact:
        return min(exact, key=lambda symbol: abs(symbol.line - line))
    return _refuse(place, name, parsed)


def _refuse(place: Place, name: str, parsed: Parsed) -> Symbol:
    raise UnknownPlace(
        f"there is no symbol {location_text(place.path, name)}",
        suggestion(place.path, parsed, name) or "check the name, or specify a line instead",
    )


def _file_anchor(place: Place, parsed: Parsed, commit: str | None) -> Anchor:
    span = place.quote or ((place.line, place.line) if place.line else None)
    if span is not None and not 1 <= span[0] <= max(1, parsed.text.line_count):
        raise UserError(
            f"{place.path} ends at line {parsed.text.line_count}", "specify a line in the file"
        )
    quote = _lines(span, parsed)
    line = span[0] if span else 1
    return Anchor(
        _stored(place.path),
        line=line,
        commit=commit,
        quote=clean(quote).text if quote and quote.strip() else None,
    )


def _opaque(workspace: Workspace, place: Place, commit: str | None) -> Anchor:
    """The anchor of a file that is binary or too large to parse, for the file as a whole."""
    if place.symbol is not None or place.line is not None:
        require_fetched(workspace, place.path)
    if not workspace.has(place.path):
        if files.is_folder(workspace.root / workspace.real(place.path)):
            raise UserError(
                f"{place.path} is a folder", "specify a file in it, or . for the project"
            )
        now = paths_now(workspace, place.path).get(place.path)
        raise UnknownPlace(
            f"there is no file {place.path} in this project",
            f"it was moved to {now}" if now else "check the path",
        )
    if place.symbol is not None or place.line is not None:
        raise UserError(
            f"{place.path} is binary or larger than 2 MB; a note can only be about the whole file",
            "omit the line and the symbol",
        )
    return Anchor(_stored(place.path), commit=commit)


def _lines(span: tuple[int, int] | None, parsed: Parsed) -> str | None:
    if span is None:
        return None
    text = Text(clean_lines(parsed.text.value))  # another line may show that a value is a secret
    first, last = max(1, span[0]), min(span[1], text.line_count)
    return "\n".join(text.line(number - 1) for number in range(first, last + 1))
