"""A secret that a sentence only sets beside its name: `with password ...`, `the key from ...`."""

import pytest

from chesterton.redact.clean import clean


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("with password Panda*2024", "with password [redacted:password]"),
        ("old password SummerOrbit7, new one", "old password [redacted:password], new one"),
        (
            "someone committed the secret key uvex5engp2te6jshrgnk",
            "someone committed the secret key [redacted:api-key]",
        ),
        (
            "moves the secret key from uvex5engp2te6jshrgnk",
            "moves the secret key from [redacted:api-key]",
        ),
    ],
)
def test_a_value_beside_the_name_is_redacted(text, cleaned):
    assert clean(text).text == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "the token from 3f2a9c81d0e7b4c5 to the one of today",
        "change the api key from 9f86d081884c7d65 in the log",
        "with password rotation switched on",
    ],
)
def test_commits_and_words_beside_the_name_are_kept(text):
    assert clean(text).text == text
