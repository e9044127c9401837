"""Conversion of file URIs in all their spellings, and of line ranges."""

import os
from pathlib import Path

import pytest

from chesterton.lsp.convert import key_of, line_range, path_of, to_range
from chesterton.memory.margin.spans import line_span
from chesterton.syntax.positions import Encoding
from chesterton.syntax.text import Text

posix = pytest.mark.skipif(os.name != "posix", reason="paths of POSIX")


@posix
@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///shop/pay.py", "/shop/pay.py"),
        ("file:///shop/a%20b%25%23%3F.py", "/shop/a b%#?.py"),
        ("file:///shop/a#b.py", "/shop/a#b.py"),
        ("file:///shop/a?b.py", "/shop/a?b.py"),
        ("file://localhost/shop/pay.py", "/shop/pay.py"),
        ("FILE:///shop/pay.py", "/shop/pay.py"),
        ("file:/shop/pay.py", "/shop/pay.py"),
        ("file:///shop/caf%C3%A9%0A.py", "/shop/café\n.py"),
    ],
)
def test_a_file_uri_converts_to_a_path(uri, path):
    assert path_of(uri) == Path(path)


@pytest.mark.parametrize(
    "uri",
    ["untitled:x", "git:/a", "vscode-notebook-cell:/a#b", "", "x", "file:", "file:///a%00b", "://"],
)
def test_other_uris_have_no_path(uri):
    assert path_of(uri) is None


@posix
@pytest.mark.parametrize("name", ["pay.py", "a b%#?.py", "été.py", "x:y.py", "new\nline.py"])
def test_a_path_survives_a_round_trip(name):
    assert path_of(Path("/shop", name).as_uri()) == Path("/shop", name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("file:///shop/pay.py", "file:///shop/p%61y.py"),
        ("file:///c%3A/shop", "file:///C:/shop"),
        ("file:///c%3a/shop", "file:///c:/shop"),
        ("file:///shop/%C3%A9", "file:///shop/é"),
    ],
)
def test_all_spellings_of_a_uri_have_one_key(one, other):
    assert key_of(one) == key_of(other)


def test_two_files_have_two_keys():
    assert key_of("file:///a") != key_of("untitled:///a")
    assert key_of("git:/a?x") != key_of("git:/a?y")


@pytest.mark.parametrize(
    ("text", "line", "content"),
    [
        ("a\n  b c  \n", 1, "b c"),
        ("a\n   \n", 1, "   "),
        ("a\n", 1, ""),
        ("a", 7, "a"),
        ("\tx = 1\r\n", 0, "x = 1"),
    ],
)
def test_a_line_range_excludes_surrounding_whitespace(text, line, content):
    span = line_span(line, Text(text))
    assert text[span.start : span.end] == content
    if line < Text(text).line_count:
        place = to_range(span, Text(text), Encoding.UTF16)
        assert line_range(line, Text(text), Encoding.UTF16) == place
