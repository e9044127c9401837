"""Views of a text with escapes decoded, whose positions lead back to the original."""

import re

import pytest

from chesterton.redact.decoded_view import View, excerpt, views, with_replacements
from chesterton.redact.rule import Hit


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("a%3Db%20c", "a=b c"),
        ("a\\u003Db\\nc", "a=b\nc"),
        ("a&#61;&quot;b&#x3D;&amp;", 'a="b=&'),
    ],
)
def test_a_view_for_each_encoding_that_occurs(text, decoded):
    plain, *others = views(text)
    assert plain.text == text
    assert [view.text for view in others] == [decoded]


def test_text_without_escapes_has_one_view():
    assert [view.text for view in views("100% sure & done\\")] == ["100% sure & done\\"]


def test_only_lines_with_an_escape_are_decoded():
    *_, decoded = views("first\nsecond%21\nthird\nfourth%3F\n")
    assert decoded.text == "second!\nfourth?"


@pytest.mark.parametrize(("found", "original"), [("second!", "second%21"), ("th?", "th%3F")])
def test_a_position_leads_back_through_all_views(found, original):
    text = "first\nsecond%21\nthird\nfourth%3F\n"
    *_, decoded = views(text)
    start = decoded.text.index(found)
    hit = decoded.to_original(Hit(start, start + len(found), "x"))
    assert text[hit.start : hit.end] == original


def test_hidden_characters_are_left_out_of_the_first_view():
    text = "pass\u200bword=x"
    view = next(views(text))
    assert view.text == "password=x"
    assert view.original_offset(view.text.index("word")) == text.index("word")


def test_views_can_be_derived_from_views():
    outer = excerpt(View("one two three"), [(4, 7), (8, 13)])
    inner = with_replacements(outer, re.compile("th"), lambda _: "")
    assert inner.text == "two\nree"
    assert inner.original_offset(inner.text.index("ree")) == 10
