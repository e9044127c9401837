"""Cleaning note content: long titles are cut without loss, other limits are enforced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chesterton.memory.notes.remember import clean_content
from chesterton.memory.visible_text import truncated
from chesterton.model.errors import UserError
from chesterton.model.note import BODY_LIMIT, TITLE_LIMIT, Kind, NoteContent

LONG = "Retries must stay at three because the provider bans us after four and nobody is told " * 2
TOKEN = "ghp_" + "a1B2" * 9


def cleaned(title, body="", links=()):
    return clean_content(NoteContent(Kind.DECISION, title, body=body, links=tuple(links)))


def worded(title, body="", links=()):
    return cleaned(title, body, links).content


def test_a_title_is_joined_to_one_line():
    assert worded("  Keep\n this \t way ", "").title == "Keep this way"


def test_a_long_title_is_cut_after_a_word_and_kept_in_the_body():
    wording = worded(LONG, "Because.")
    assert len(wording.title) <= TITLE_LIMIT
    assert wording.title.endswith(" after four and…") or wording.title.endswith("…")
    assert LONG.startswith(wording.title.removesuffix("…"))
    assert wording.body == f"{LONG.strip()}\n\nBecause."


def test_a_title_that_starts_the_body_is_not_repeated():
    assert worded(LONG, f"{LONG.strip()}\nmore").body == f"{LONG.strip()}\nmore"


@pytest.mark.parametrize("title", ["", " \n", "\u200b \u2060\ufeff", "\u00ad\x07"])
def test_an_invisible_title_is_refused(title):
    with pytest.raises(UserError, match="the title is empty"):
        worded(title, "a body")


def test_a_body_over_the_limit_is_refused_with_the_limit():
    with pytest.raises(UserError, match=r"1,000,000 bytes long, but the limit is 65,536"):
        worded("T", "x" * 1_000_000)


def test_secrets_are_removed_from_every_part():
    wording = cleaned(f"Use {TOKEN}", f"or {TOKEN}", [f"https://x/?token={TOKEN}"])
    assert TOKEN not in repr(wording)
    assert sum(removed.count for removed in wording.removed) == 3


def test_links_are_trimmed_and_deduplicated():
    assert worded("T", "", [" a ", "", "a", "b"]).links == ("a", "b")


def test_too_many_or_too_long_links_are_refused():
    with pytest.raises(UserError, match="at most 20 links"):
        worded("T", "", [str(number) for number in range(21)])
    with pytest.raises(UserError, match=r"at most 2,000 characters"):
        worded("T", "", ["x" * 2_001])


def test_blank_lines_around_a_body_are_removed():
    assert worded("T", "\n \n  first\n\nlast \n\n").body == "  first\n\nlast"


def test_the_limit_counts_bytes():
    assert worded("T", "é" * (BODY_LIMIT // 2)).body
    with pytest.raises(UserError):
        worded("T", "é" * (BODY_LIMIT // 2 + 1))


@given(st.text(min_size=1), st.integers(2, 50))
def test_a_cut_title_fits_and_is_a_prefix(title, limit):
    short = truncated(title, limit)
    assert len(short) <= limit
    assert title.startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("title", "body", "secret"),
    [
        ("Admin password of the NAS", "gr4nitwald88", "gr4nitwald88"),
        ("NAS admin password:", "quartz7Lemur", "quartz7Lemur"),
        ("GitHub token for CI", "3f9a1b8c9d0e4f5a6b7c8d9e0f1a2b3c4d5e6f70", "3f9a1b8c9d0e"),
        ("The password of the scanner share is", "Tulpe#2291", "Tulpe#2291"),
        ("Recovery codes of the registrar", "0028-5764\n4353-8067", "4353-8067"),
        ("What is the wifi password?", "zanderfluss9\n\nAsk at the desk.", "zanderfluss9"),
        (
            "Seed phrase",
            "acid timber vendor zebra puzzle wood rifle orchard orbit fame dad icon",
            "orbit",
        ),
        ("Kennwort der Kamera", "Brix0tten7", "Brix0tten7"),
    ],
)
def test_a_title_may_name_the_secret_that_the_body_gives(title, body, secret):
    wording = worded(title, body)
    assert wording.title == title
    assert secret not in wording.body
    assert worded(wording.title, wording.body) == wording


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Password policy", "Twelve characters.\n\n  indented"),
        ("Token refresh", "settings.py"),
        ("Why the password is hashed twice", "  See login.py"),
    ],
)
def test_title_and_body_stay_apart_when_nothing_is_removed(title, body):
    wording = worded(title, body)
    assert (wording.title, wording.body) == (title, body)
