"""Parsing never fails: any text has an outline, within bounds (S75, L12)."""

import time

import pytest
from hypothesis import given

from chesterton.model.limits import FILE_LIMIT
from chesterton.syntax.fingerprint import same_version
from chesterton.syntax.language import LANGUAGES, language_named
from chesterton.syntax.outline import parse
from chesterton.syntax.text import decode
from chesterton.syntax.tree import TIME_LIMIT
from tests.properties.strategies import any_language, any_text, half_code

EACH = pytest.mark.parametrize(
    "language", [each.load() for each in LANGUAGES], ids=lambda language: language.id
)
DEEP = 20_000


@given(any_text | half_code, any_language)
def test_any_text_has_an_outline_inside_it(text, language):
    outline = parse(text, language).outline
    keys = [symbol.key for symbol in outline.symbols]
    assert len(keys) == len(set(keys))
    for symbol in outline.symbols:
        assert 0 <= symbol.span.start <= symbol.name_span.start
        assert symbol.name_span.end <= symbol.span.end <= len(text)
        assert 1 <= symbol.first_line <= symbol.line <= symbol.end_line


@given(half_code, any_language)
def test_every_definition_has_a_shape_and_a_fingerprint(text, language):
    parsed = parse(text, language)
    for symbol in parsed.outline.symbols:
        assert parsed.fingerprint(symbol) == parse(text, language).fingerprint(symbol)
        assert parsed.shape(symbol).nodes


@given(half_code, half_code, any_language)
def test_parsing_again_after_an_edit_is_parsing_anew(before, after, language):
    again = parse(after, language, parse(before, language))
    anew = parse(after, language)
    assert again.outline.symbols == anew.outline.symbols


@EACH
@pytest.mark.parametrize("opening", ["(", "[", "{", "f(", "if (x) {"])
def test_deep_nesting_is_bounded(language, opening):
    began = time.process_time()
    parse(opening * DEEP, language)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "code",
    [
        "a" + '.b(1, "x", {})' * DEEP,
        'f("a", ' * DEEP + "{}" + ")" * DEEP,
        "Object.defineProperty(" * DEEP + "F" + ', "a", { get() {} })' * DEEP,
        "a = " * DEEP + "function () {}",
    ],
    ids=["calls", "arguments", "descriptions", "assignments"],
)
@pytest.mark.parametrize("name", ["javascript", "typescript"])
def test_long_chains_take_no_longer_than_their_length(code, name):
    began = time.process_time()
    parse(code, language_named(name))
    assert time.process_time() - began < 10


def test_what_is_too_large_is_skipped_with_a_reason():
    parsed = parse("x" * (FILE_LIMIT + 1), language_named("python"))
    assert parsed.outline.symbols == ()
    assert parsed.outline.parse_warnings != ()


def test_a_language_whose_grammar_is_not_there_has_no_definitions():
    language = language_named("python")._replace(id="absent", grammar=("tree_sitter_absent", "x"))
    parsed = parse("def f(): pass\n", language)
    assert parsed.outline.symbols == ()
    assert parsed.outline.parse_warnings == ("tree_sitter_absent is not installed",)
    assert not same_version("1-00000000:0", language)


@EACH
def test_what_is_no_code_of_a_language_does_not_hold_it_up(language):
    """L12"""
    text = '[{"a": 1, "b": [1, 2, {"c": "3"}]},\n' * 5_000
    began = time.thread_time()
    parse(text, language)
    assert time.thread_time() - began < 2 * TIME_LIMIT + 1


@pytest.mark.parametrize(
    ("data", "text", "is_lossy"),
    [
        ("é = 1\n".encode(), "é = 1\n", False),
        ("\ufeffé = 1\n".encode(), "é = 1\n", False),
        ("é = 1\n".encode("utf-16"), "é = 1\n", False),
        ("é = 1\n".encode("latin-1"), "é = 1\n", True),
        (b"# \xff\xfe\nx = 1\n", "# ÿþ\nx = 1\n", True),
    ],
    ids=["utf-8", "with a mark", "utf-16", "latin-1", "broken"],
)
def test_files_in_other_encodings_are_read(data, text, is_lossy):
    """L12"""
    decoded = decode(data)
    assert (decoded.text, decoded.lossy) == (text, is_lossy)


@pytest.mark.parametrize("data", [b"\x7fELF\0\0", b"\0" * 10, b"x" * (FILE_LIMIT + 1)])
def test_what_is_no_text_is_skipped(data):
    """L12"""
    assert decode(data) is None
