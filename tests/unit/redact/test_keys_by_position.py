"""Keys known by their place in a call, and passphrases of plain words in a setting."""

import pytest

from chesterton.redact.clean import clean

HEX = "4c1e9a7be05d2f68a3b1947ee02cd5fa"


@pytest.mark.parametrize(
    "text",
    [
        f"hmac.new(bytes.fromhex('{HEX}'), body, sha256)",
        f"HMAC.digest(b'{HEX}', body, 'sha1')",
        f"jwt.encode(claims, '{HEX}', algorithm='HS256')",
        f"jwt.sign(user, '{HEX}')",
        f"Fernet(b'{HEX}')",
        f"AES.new(bytes.fromhex('{HEX}'), AES.MODE_GCM)",
        f"crypto.createHmac('sha512', '{HEX}')",
        f'new SecretKeySpec("{HEX}".getBytes(), "AES")',
        f"URLSafeTimedSerializer('{HEX}')",
        f"stripe.Webhook.construct_event(payload, header, '{HEX}')",
        f"hash_hmac('sha256', $body, '{HEX}')",
        f'aes.NewCipher([]byte("{HEX}"))',
        f"The AES-128 key {HEX} is in the job",
        f"MINTER_PK=0x{HEX}{HEX}",
    ],
)
def test_a_key_is_redacted_by_its_place_in_a_call(text):
    assert HEX not in clean(text).text


@pytest.mark.parametrize(
    "text",
    [
        "hmac.new(key, body, 'sha256')",
        "jwt.decode(token, 'RS256')",
        "crypto.createHmac('sha256', secret).update('payload1')",
        "createHash('md5').update('abc')",
        f"hashlib.sha256(b'{HEX}')",
        "AES.new(key, AES.MODE_CBC, iv)",
        "Fernet('your-key-here')",
        f"the commit {HEX} has the AES code",
        "CryptoJS.AES.encrypt(text, 'secret key')",
    ],
)
def test_other_arguments_are_left_alone(text):
    assert clean(text).text == text


PHRASE = "hazel copper tundra"


@pytest.mark.parametrize(
    "text",
    [
        f'password: "{PHRASE}"',
        f"passphrase = '{PHRASE}'",
        f'{{"password": "{PHRASE} mug"}}',
        f'jwtSigningSecret = "{PHRASE}"',
        f"webhook_secret: '{PHRASE}'",
        f'PASSPHRASE="{PHRASE}"',
    ],
)
def test_a_quoted_passphrase_of_plain_words_is_redacted(text):
    assert "hazel" not in clean(text).text


@pytest.mark.parametrize(
    "text",
    [
        'password: "must not be empty"',
        "password: 'Enter your password'",
        'password_help = "hazel copper tundra"',
        'label_password: "password of the user"',
        'secret: "hazel copper tundra"',
        '"password": "nova palavra passe"',
        'invalid_api_key: "chiave non valida"',
    ],
)
def test_texts_about_passwords_are_left_alone(text):
    assert clean(text).text == text
