"""Each finder finds the secret in its own context, without the help of the others."""

import pytest

from chesterton.redact.finders import (
    addresses,
    assignments,
    below,
    blocks,
    calls,
    codes,
    crypto,
    encoded,
    entropy,
    flags,
    headers,
    hooks,
    lists,
    markup,
    named,
    nearby,
    pairs,
    prose,
    scenes,
    sections,
    sentences,
    shapes,
    tables,
    vendor_keys,
    wallets,
)
from chesterton.redact.rules.specimen import HEX, specimen
from chesterton.redact.text_reading import AnalysedText

WORD, TOKEN, KEY = "Kr4utwickel!9", specimen(26), specimen(32, HEX)
PEM = f"-----BEGIN PRIVATE KEY-----\n{specimen(64)}\n-----END PRIVATE KEY-----"
GITHUB = "ghp_" + specimen(36)
SEED = "abandon ability able about above absent absorb abstract absurd abuse access accident"

IN_CONTEXT = [
    (addresses, "amqp://guest:{}@mq/", WORD),
    (blocks, "x = '''{}'''", PEM),
    (calls, "auth=('deploy', '{}')", WORD),
    (codes, "recovery codes: {}", "4821-9930"),
    (crypto, 'hmac_key = "{}"', KEY),
    (encoded, "the header carries {} as is", "Ym9iOk15RG9nUmV4NyEm"),
    (entropy, 'stripe = require("stripe")("{}")', specimen(44)),
    (flags, "redis-cli -a {}", WORD),
    (headers, "Authorization: {}", TOKEN),
    (hooks, "https://ci.acme.io/hook/{}", TOKEN),
    (lists, "passwords: {}", WORD),
    (sections, "kind: Secret\nstringData:\n  token: {}\n", TOKEN),
    (markup, "auth with user bob and pass {}", WORD),
    (named, "password: {}", WORD),
    (nearby, "the api key was rotated, see {} in the vault", TOKEN),
    (pairs, "admin / {}", WORD),
    (scenes, "for the {} box", WORD),
    (shapes, "[{}]", GITHUB),
    (tables, "login,pass\nbob,{}", WORD),
    (vendor_keys, "datadog api key {}", KEY),
    (wallets, "wallet seed phrase: {}", SEED),
]
BESIDE_A_NAME = [
    (assignments, 'db_password = "{}"'),
    (below, "Password\n{}\n"),
    (flags, "--password {}"),
    (markup, "<password>{}</password>"),
    (prose, "with password {}"),
    (sentences, "the password has been {} since May"),
]


def test_a_marked_region_is_found():
    text = "before <private>whatever this is</private> after"
    assert [text[hit.start : hit.end] for hit in blocks.find_marked(AnalysedText(text))] == [
        "<private>whatever this is</private>"
    ]


def test_a_default_is_found_beside_its_name():
    reading = AnalysedText(f'password = process.env.PW || "{WORD}"')
    assert assignments.fallback_of(reading, reading.keys[0]).text == WORD


def named_after(value):
    return value.__name__.rpartition(".")[2] if hasattr(value, "__name__") else ""


@pytest.mark.parametrize(("finder", "text", "secret"), IN_CONTEXT, ids=named_after)
def test_a_finder_finds_its_secret(finder, text, secret):
    text = text.format(secret)
    found = {text[hit.start : hit.end] for hit in finder.find(AnalysedText(text))}
    assert found == {secret}


@pytest.mark.parametrize(("finder", "text"), BESIDE_A_NAME, ids=named_after)
def test_a_value_is_found_beside_its_name(finder, text):
    reading = AnalysedText(text.format(WORD))
    assert finder.value_of(reading, reading.keys[0]).text == WORD


@pytest.mark.parametrize("finder", [row[0] for row in IN_CONTEXT], ids=named_after)
def test_a_finder_finds_nothing_in_plain_text(finder):
    text = "Retry exactly twice, because the gateway locks the account on the third attempt."
    assert list(finder.find(AnalysedText(text))) == []
