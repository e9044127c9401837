"""A qualified name is as strong as "password"; markup between a name and its value is skipped."""

import pytest

from chesterton.redact.clean import clean

WORD = "Hazel_Drum7"


@pytest.mark.parametrize(
    "text",
    [
        f"searchMasterKey: '{WORD}'",
        f'signing_key = "{WORD}"',
        f'"webhookSecret": "{WORD}"',
        f"HMAC_SECRET='{WORD}'",
        f"cookie_secret => '{WORD}'",
        f"The shared secret with the bank is {WORD}.",
        f"<b>Password:</b> {WORD}",
        f"password: <code>{WORD}</code>",
        f"<strong>Root password</strong>: <kbd>{WORD}</kbd>",
        f"<td>Password:</td><td>{WORD}</td>",
    ],
)
def test_the_value_of_a_strong_name_is_redacted(text):
    assert WORD not in clean(text).text


@pytest.mark.parametrize(
    "text",
    [
        "cacheKey: 'Hazel_Drum7'",
        "partition_key = 'Hazel_Drum7'",
        "signing_key = 'vault-prod'",
        "<b>Password:</b> see the safe",
        "password: <code>required</code>",
        "master_key = load_key('Hazel_Drum7')",
    ],
)
def test_the_value_of_another_name_is_left_alone(text):
    assert clean(text).text == text
