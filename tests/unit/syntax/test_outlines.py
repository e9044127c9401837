"""The outline of one file per language, and each of its definitions parsed alone."""

from pathlib import Path

import pytest

from chesterton.anchoring.text.mention import contains_words_of
from chesterton.syntax.fragment import parse_fragment
from chesterton.syntax.language import LANGUAGES, language_for
from chesterton.syntax.outline import parse

FIXTURES = Path(__file__).parent / "fixtures" / "outlines"
FILES = sorted(path for path in FIXTURES.iterdir() if path.suffix != ".txt")
EACH = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])


def parsed(path):
    return parse(path.read_text("utf-8"), language_for(path.name))


def listing(outline):
    """One line per definition: first line, name line, last line, kind and name."""
    return "".join(
        f"{symbol.first_line:3} {symbol.line:3} {symbol.end_line:3}  {symbol.kind} {symbol.name}"
        f"{f' #{symbol.ordinal}' if symbol.ordinal else ''}\n"
        for symbol in outline.symbols
    )


@EACH
def test_the_outline_of_a_file(path, request):
    golden = path.with_suffix(".txt")
    actual = listing(parsed(path).outline)
    if request.config.getoption("--update"):
        golden.write_text(actual, "utf-8")
    assert actual == golden.read_text("utf-8")


@EACH
def test_a_valid_file_has_no_problems(path):
    assert parsed(path).outline.parse_warnings == ()


@EACH
def test_every_word_of_a_qualified_name_occurs_in_the_file(path):
    parsed_file = parsed(path)
    names = {symbol.name for symbol in parsed_file.outline.symbols}
    assert {name for name in names if not contains_words_of(parsed_file.text.value, name)} == set()


@EACH
def test_a_definition_parsed_alone_has_the_same_fingerprint(path):
    parsed_file = parsed(path)
    for symbol in parsed_file.outline.symbols:
        fingerprint = parsed_file.fingerprint(symbol)
        alone = parse_fragment(
            parsed_file.source(symbol), parsed_file.language, symbol.name, symbol.kind, fingerprint
        )
        assert alone is not None, symbol.name
        fragment, fragment_symbol = alone
        assert fragment.fingerprint(fragment_symbol) == fingerprint, symbol.name


@pytest.mark.parametrize(
    "language", [each.load() for each in LANGUAGES], ids=lambda language: language.id
)
def test_no_query_has_a_text_predicate(language):
    """Trees parsed through a read callback have no text; a text predicate can crash the process."""
    assert [query for query in language.patterns.values() if "#" in query] == []


def test_a_wrapper_that_ends_with_its_definition_belongs_to_it():
    """In `private def`, the argument list and the method have the same extent."""
    methods = "".join(f"  private def charge_{n}\n    {n}\n  end\n" for n in range(50))
    code = f"class Till\n{methods}end\n"
    symbols = parse(code, language_for("till.rb")).outline.symbols
    assert {code[one.span.start :].split(maxsplit=1)[0] for one in symbols[1:]} == {"private"}
