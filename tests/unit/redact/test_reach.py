"""What a name reaches: its own value, never something that has a name or a shape of its own."""

import pytest

from chesterton.redact.clean import clean, clean_note

SHA = "4be1d07c9a2f5836e1c97a0b2d48f5613ea07bd9"
TRACE = "a3ce929d0e0e47364bf92f3577b34da6"
UUID = "5d2c3e4f-1aaa-4bbb-8ccc-0987654321fe"

BODIES = [
    ("Token recording", "https://youtu.be/kT9xQ2mWvLs"),
    ("Token design", f"https://github.com/acme/web/commit/{SHA}"),
    ("Secret of the build", "see https://ci.corp.example/job/4711/artifact/aZ9kQ2mW"),
    ("API key rollover", SHA),
    ("API key rollover", f"revision: {SHA}"),
    ("Token renewal", f"trace: {TRACE}"),
    ("Token per customer", f"customer: {UUID}"),
    ("Admin password", "machine: api-5c8d9f7b6"),
    ("Password expiry", "container: billing-5c8d9f7b6-k8x2q"),
    ("Where the admin password is kept", "1Password"),
    ("Password of the billing database", "requests==2.31.0 is pinned"),
    ("Password of the billing database", f"sha1 of the backup: {SHA}"),
    ("Password of the billing database", "zlib1g:arm64"),
    ("Password of the billing database", "NIC 00:1b:44:11:3a:b7"),
    ("Password of the billing database", "fe80:db8:85a3::8a2e:370:7334 is its address"),
    ("Password of the billing database", "GRANT INSERT ON tokens TO writer"),
    ("Password of the billing database", f"traceparent: 00-{TRACE}-00f067aa0ba902b7-01"),
    ("Credentials", "order inv_01J9Q8ZTRM2WN9RXYC4VBKD7HT stuck"),
]


@pytest.mark.parametrize(("title", "body"), BODIES)
def test_a_title_does_not_reach_what_has_a_label_or_shape_of_its_own(title, body):
    assert clean_note(title, body)[:2] == (title, body)


@pytest.mark.parametrize(
    ("title", "body", "secret"),
    [
        ("Root password of the proxy", "It is Walrus_Cloth4 now.", "Walrus_Cloth4"),
        ("VPN password", "Walrus_Cloth4", "Walrus_Cloth4"),
        ("Root password", "value: Walrus_Cloth4", "Walrus_Cloth4"),
        ("Root password", "prod: Walrus_Cloth4", "Walrus_Cloth4"),
        ("API token", "f83kd92LsQ0vnW41xZ7t", "f83kd92LsQ0vnW41xZ7t"),
        ("Wifi key in the attic", "Ask Ida when it does not work: Walrus_Cloth4", "Walrus_Cloth4"),
    ],
)
def test_a_title_reaches_its_value_in_the_body(title, body, secret):
    assert secret not in clean_note(title, body)[1]


@pytest.mark.parametrize(
    "text",
    [
        "PGPASSWORD=${PGPASSWORD:?is not set}",
        "CID QmT5NvUtoM5nWFfrQdVrFtvGfKFmG7AHE8P34isapyhCxX of the page",
        "pbkdf2 is the password hash",
        "base64url is the token alphabet",
        "the column password_is_sha1 stays",
    ],
)
def test_technical_text_is_left_alone(text):
    assert clean(text).text == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        (
            'login(user="ida", password="walrus123")',
            'login(user="ida", password="[redacted:password]")',
        ),
        (
            '{login: "ida@corp", password: "w4lrus3cret"}',
            '{login: "ida@corp", password: "[redacted:password]"}',
        ),
        (
            "account='ida', pwd='w4lrus3cret')",
            "account='ida', pwd='[redacted:password]')",
        ),
        (
            "login ida password w4lrus3cret",
            "login ida password [redacted:password]",
        ),
    ],
)
def test_quotes_and_brackets_around_a_secret_stay(text, cleaned):
    assert clean(text).text == cleaned
