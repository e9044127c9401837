"""The definitions of one file per language, and each of them parsed alone."""

from pathlib import Path

import pytest

from chesterton.anchoring.text.mention import may_hold
from chesterton.syntax.fragment import parse_fragment
from chesterton.syntax.language import LANGUAGES, language_for
from chesterton.syntax.outline import parse

FIXTURES = Path(__file__).parent / "fixtures" / "outlines"
FILES = sorted(path for path in FIXTURES.iterdir() if path.suffix != ".txt")
EACH = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])


def parsed(path):
    return parse(path.read_text("utf-8"), language_for(path.name))


def listing(outline):
    """A line per definition: its first line, that of its name, its last, its kind and name."""
    return "".join(
        f"{one.first_line:3} {one.line:3} {one.end_line:3}  {one.kind} {one.name}"
        f"{f' #{one.ordinal}' if one.ordinal else ''}\n"
        for one in outline.symbols
    )


@EACH
def test_the_definitions_of_a_file(path, request):
    golden = path.with_suffix(".txt")
    told = listing(parsed(path).outline)
    if request.config.getoption("--update"):
        golden.write_text(told, "utf-8")
    assert told == golden.read_text("utf-8")


@EACH
def test_a_sound_file_has_no_problems(path):
    assert parsed(path).outline.problems == ()


@EACH
def test_a_definition_is_called_by_words_that_are_written_in_its_file(path):
    known = parsed(path)
    names = {symbol.name for symbol in known.outline.symbols}
    assert {name for name in names if not may_hold(known.text.value, name)} == set()


@EACH
def test_a_definition_parsed_alone_has_its_fingerprint(path):
    known = parsed(path)
    for symbol in known.outline.symbols:
        fingerprint = known.fingerprint(symbol)
        alone = parse_fragment(
            known.source(symbol), known.language, symbol.name, symbol.kind, fingerprint
        )
        assert alone is not None, symbol.name
        again, found = alone
        assert again.fingerprint(found) == fingerprint, symbol.name


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.id)
def test_no_query_asks_for_text(language):
    """Trees that are parsed piece by piece have none to look at; asking can end the process."""
    assert [query for query in language.patterns.values() if "#" in query] == []


def test_what_stands_around_a_definition_belongs_to_it_where_both_end_together():
    """In `private def`, the list of arguments is where the method is."""
    methods = "".join(f"  private def charge_{n}\n    {n}\n  end\n" for n in range(50))
    code = f"class Till\n{methods}end\n"
    symbols = parse(code, language_for("till.rb")).outline.symbols
    assert {code[one.span.start :].split(maxsplit=1)[0] for one in symbols[1:]} == {"private"}
