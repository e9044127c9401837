"""Literals that mean the same are normalised to the same text."""

import pytest

from chesterton.syntax.literal import (
    normalised_content,
    parse_prefix,
    with_collapsed_line_breaks,
    without_comments,
    without_common_indentation,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it\\'s", "it's"), ('say \\"x\\"', 'say "x"'), ("\\x4A", "\\x4a"), ("\\u00FC", "\\u00fc"),
        ("a\\\\'", "a\\\\'"), ("a\r\nb", "a\nb"), ("\\n", "\\n"),
    ],
)  # fmt: skip
def test_quotes_and_escapes_do_not_matter(text, expected):
    assert normalised_content(text, is_raw=False) == expected


def test_a_raw_string_equals_the_escaped_one():
    raw = normalised_content("\\d", is_raw=True)
    assert raw == normalised_content("\\\\d", is_raw=False)


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ('"', ("", False)), ("Rb'", ("b", True)), ('f"""', ("f", False)), ("u'", ("", False)),
        ("`", ("", True)),
    ],
)  # fmt: skip
def test_the_letters_before_a_quote(opening, expected):
    assert parse_prefix(opening, has_letter_prefixes=True) == expected


def test_layout_of_text_blocks_markup_and_unparsed_code():
    assert without_common_indentation("\n    a\n      b\n") == "a\n  b\n"
    assert with_collapsed_line_breaks("  one \r\n   two\n\n three ") == "  one two three "
    assert without_comments('a+b // c\n "//d"/* e */') == 'a + b "//d"'
