"""Telling a secret's value from placeholders, words, references and harmless identifiers."""

import pytest

from chesterton.redact.bigrams import bits_per_letter
from chesterton.redact.filler import is_filler
from chesterton.redact.harmless import is_digest, is_harmless, is_hex, is_uuid
from chesterton.redact.ordinary_words import is_ordinary
from chesterton.redact.secret_value import is_random, is_reference, is_weak_password
from chesterton.redact.value_span import Value, bare_at, literal_at

RANDOM = "q9X2vLk7Wm4RtZ8p"


@pytest.mark.parametrize("text", ["retry_after_seconds", "HTTPServerError", "the_quick_brown_fox"])
def test_names_and_words_cost_fewer_bits_than_random_text(text):
    assert bits_per_letter(text) < 4.6 < bits_per_letter(RANDOM)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ghp_" + "x" * 36, True), ("your-api-key", True), ("CHANGEME", True), ("abc***def", True),
        ("0" * 32, True), ("sk_example_1", True), (RANDOM, False), ("aaaa", False),
    ],
)  # fmt: skip
def test_filler(text, expected):
    assert is_filler(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "123e4567-e89b-12d3-a456-426614174000", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "v1.22.333-rc.1",
        "2026-01-01T10:00:00Z", "sha256:" + RANDOM, "00:1A:2B:3C:4D:5E", "pk_live_" + RANDOM,
        "ana@example.org", "api.example.org:443", "CVE-2021-44228", "#12345", "0xDEADBEEF",
    ],
)  # fmt: skip
def test_a_harmless_shape(text):
    assert is_harmless(text)
    assert not is_harmless(RANDOM)


def test_digests_and_ids():
    assert is_hex("c0ffee")
    assert not is_hex("C0ffee")
    assert is_digest("a" * 40)
    assert not is_digest("a" * 39)
    assert is_uuid("{123e4567-e89b-12d3-a456-426614174000}")
    assert not is_uuid("123e4567")


@pytest.mark.parametrize("text", ["optional", "your-api-key", "unencrypted", "rotated", "my_token"])
def test_an_ordinary_word_is_no_secret(text):
    assert is_ordinary(text)
    assert is_reference(text)
    assert not is_ordinary(RANDOM)


@pytest.mark.parametrize(
    "text", ["${TOKEN}", "os.environ['X']", "vault:secret/x", "<password>", "/etc/keys/a.pem"]
)
def test_a_reference_is_no_secret(text):
    assert is_reference(text)
    assert not is_reference(RANDOM)


def test_random_and_weak_values():
    assert is_random(RANDOM)
    assert not is_random("123456789012")
    assert not is_random("retryAfterSeconds")
    assert is_weak_password("secret123")
    assert not is_weak_password("param2")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"a b", c', Value(1, 4, "a b", quoted=True)),
        ("'it\\'s'", Value(1, 6, "it\\'s", quoted=True)),
        ('b"raw"', Value(2, 5, "raw", quoted=True)),
        ("`tick` and", Value(1, 5, "tick", quoted=True)),
        ("bare.", Value(0, 4, "bare", quoted=False)),
        ("one,two=3", Value(0, 3, "one", quoted=False)),
        ("one); rest", Value(0, 3, "one", quoted=False)),
        ('"unclosed', Value(1, 9, "unclosed", quoted=False)),
        (" blank", None),
    ],
)
def test_the_extent_of_a_value(text, value):
    assert literal_at(text, 0) == value


def test_a_bare_value_starts_after_an_unclosed_quote():
    assert bare_at("x='abc", 2).text == "abc"
