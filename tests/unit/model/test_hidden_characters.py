"""Invisible, control and bidirectional characters are escaped."""

import pytest

from chesterton.model.hidden_characters import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb\ufeffc", "a\\u200bb\\ufeffc"),
        ("x\U000e0041\U000e0042", "x\\U000e0041\\U000e0042"),
        ("\x1b[2J\x07\x9b", "\\x1b[2J\\x07\\x9b"),
        ("over\rwrite", "over\\x0dwrite"),
        ("half \ud83d", "half \\ud83d"),
        ("a\x00b", "a\\x00b"),
    ],
)
def test_hidden_characters_are_escaped(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "tab\tand newline\nand \r\n stay",
        "Größe, 密码, пароль, ❤️ and 👩‍👩‍👧",
        "می‌خواهم",
        "plain",
        "",
    ],
)
def test_visible_text_is_unchanged(text):
    assert visible(text) == text
