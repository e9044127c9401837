"""All secrets of a text: merged where they overlap, and found again where they are repeated."""

import pytest

from chesterton.redact.hits import secrets
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.wraps import looks_like_secret_part

TOKEN = "ghp_a7Kq2Zx9Lma7Kq2Zx9Lma7Kq2Zx9Lm4Pw8Rt"


def found(text):
    return [text[hit.start : hit.end] for hit in secrets(text)]


def test_overlapping_hits_are_one():
    assert found(f"token = {TOKEN}") == [TOKEN]
    assert [hit.rule_id for hit in secrets(f"token = {TOKEN}")] == ["github-token"]


def test_hits_are_in_order():
    text = f"password: Kr4utwickel!9, then use\n{TOKEN}\n"
    assert found(text) == ["Kr4utwickel!9", TOKEN]


def test_a_secret_is_found_again_where_nothing_announces_it():
    assert found("password: Kr4utwickel!9\nthen paste Kr4utwickel!9 there") == ["Kr4utwickel!9"] * 2


def test_what_is_redacted_is_not_found_again():
    assert found("token = [redacted:github-token]") == []


@pytest.mark.parametrize("wrap", ["\n", "\n    ", " \\\n    ", "\n> ", '"\n    "'])
def test_a_secret_split_over_lines_is_one_hit(wrap):
    text = f'x = "{TOKEN[:20]}{wrap}{TOKEN[20:]}" end'
    (secret,) = found(text)
    assert secret.startswith(TOKEN[:20])
    assert secret.endswith(TOKEN[20:])


@pytest.mark.parametrize(
    ("text", "expected"), [("=", True), ("a7Kq2Z", True), ("ab", False), ("words", False)]
)
def test_what_a_wrapped_secret_continues_with(text, expected):
    assert looks_like_secret_part(text) is expected


def test_an_analysed_text_keeps_its_offsets():
    text = "İ PASSWORD = 1\nsecond"
    analysed = AnalysedText(text)
    assert len(analysed.lowered) == len(text)
    assert [text[key.start : key.end] for key in analysed.keys] == ["PASSWORD"]
    assert analysed.line(text.index("second") + 2) == (text.index("second"), len(text))


def test_a_certificate_is_public_and_a_private_key_is_not():
    body = "-----BEGIN {0}-----\nMIIB\n-----END {0}-----"
    for label, is_public in (("CERTIFICATE", True), ("RSA PRIVATE KEY", False)):
        text = body.format(label)
        start = text.index("MIIB")
        assert AnalysedText(text).is_public(start, start + 4) is is_public
