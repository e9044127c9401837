"""Secrets are redacted by what the text says of them, where their shape alone does not tell."""

import pytest

from chesterton.redact.clean import clean

NUMBER = "9f8e7d6c5b4a39281706f5e4d3c2b1a0"
UUID = "6f1c2d3e-1234-4abc-9def-0123456789ab"
KINDS = {
    "walnut7crate": [
        "Zugangsdaten Testsystem: mueller / {}",
        "Identifiants (préprod) : jdupont, {}",
        "credenciales de pruebas → mgarcia : {}",
        "Inloggegevens acceptatie: pdevries / {}",
        "Innlogging: hansen / {}",
        "connexion avec jdupont / {}",
        "credentials for the scanner: scan01 / {}",
        "{} opens every account in staging - it is the password of all users",
        "try {}, that's the shared password",
        "the old admin pass, if anyone asks, is {}",
        "The tunnel shares one secret on both ends, {}.",
        "ENV ADMIN_PASS {}",
        "authpass {}",
        "wifi Acme-Guest / {}",
        "WLAN acme-guest2, Schlüssel {}",
        'WiFi.begin("acme-iot", "{}");',
        "|| Login || Kennwort ||\n| claire | {} |",
        "ftp:{}:1001:1001::/srv/ftp:/bin/false",
    ],
    "Fiona#1999": [
        "Why is `{}` in the fixtures? That is our production password!",
        "We still ship {}. It is the master password.",
    ],
    "Arsenal1974": [
        "Schlüssel für die REST-API: {} (läuft im Mai ab)",
        "The gateway has a static token, currently {}.",
    ],
    "lotte@1999": ["Clé API : {}", "config.secret_key_base = '{}'", "password {} works"],
    "EImXzsoLbT=OZi": ["User ID=piotr;Pwd={}"],
    "Lotte.1988?": [
        "PLC access level 3 needs password {}.",
        "A senha do admin é {}.",
        "Das Kennwort lautet {}.",
    ],
    NUMBER: [
        "key {} is burned into all boards",
        "we use key {} for the weather feed",
        "the key ({}) is shared with the vendor",
        "My PAT: {} (expires friday)",
        "revoked PAT {} yesterday",
        "copied my session cookie ({}) into the report",
        "hmac_key = bytes.fromhex('{}')",
        "const SIGNING = Buffer.from('{}'); // webhook signing secret",
        "Their API key is an MD5 hash: {}",
    ],
    "9f8e7d6c5b4a3928": ["The AES key is {}.", "used token {} for this test", "secret: {}"],
    UUID: [
        "Their API key is a plain UUID: {}",
        "the api key is just a guid, {}",
        "api key (uuid): {}",
    ],
    "48213": [
        "Key box: {}",
        "key safe {}",
        "Rack padlock {}, spare key at the reception",
        "Alarm: disarm with {} within a minute",
        "Printer: enter {} as your code until you have a badge.",
        "Zum Entsperren des Tablets {} eingeben.",
        "Pour déverrouiller la tablette, tapez {}.",
        "De pincode van de tablet is {}.",
        "Keypad at the back door: {}",
        "Schlüsseltresor {} links neben der Tür",
        "boîte à clés : {}",
        "If the UI asks for a PIN use {}. Then confirm.",
        "wifi code for the lab is {}, don't share",
        "Die PIN für den Schrank im Serverraum ist {}.",
        "The safe in room 3.12 opens with {}.",
        "The panel asks for an operator code; it is {}.",
    ],
    "quarry violin meadow anchor": [
        "The backup is encrypted with the passphrase {}.",
        "SSID: acme-lab / {}",
        "WiFi: acme-guest, {}",
    ],
    "lantern-walrus-tundra-copper": [
        'disk unlock phrase is "{}"',
        "LUKS phrase: {}",
        "recovery phrase: {}",
    ],
    "MNXGV-P29P4-CM69M-WZD1E": [
        "Activated the build machine with serial {}.",
        "Lizenzschlüssel für den Compiler: {}",
        "slmgr /ipk {}",
    ],
    "E2SJS4J36I3J3F4L": ["2FA: scan failed, enter {} by hand in the authenticator"],
    "v7m2YsNExWiwpiEaw6JYO1MX": [
        "La phrase secrète de la clé est {}",
        "curl https://chat.example/bot{}/sendMessage",
    ],
    "1s7PSWu9F77e8VYKgSioeWccDSMmN6Ge": ["CODECOV_TOKEN: {}"],
    "9x8w7v6u5t4s3r2q1p0o9n8m7l6k5j4i": ["jan:{{SSHA}}{}"],
}
HARMLESS = [
    "unlocked 1024 accounts after 3600 attempts",
    "https://docs.example/bots-and-other-integrations-of-ours/index",
    "use 4031 as the error code",
    "give 20410 as the exit code",
    "We run v2beta there. That is the password reset flow.",
    "password maxAge=3600",
    "La clé de l'api est user_id2",
    "cache miss for key " + NUMBER,
    "the lookup key " + NUMBER + " is missing",
    "signed with key " + NUMBER,
    "git key " + NUMBER + "01234567 is a fingerprint",
    "The key of the row is a UUID: " + UUID,
    "wifi flaky, microwave oven interferes",
    "wifi drops, every twenty minutes",
    "Login page changed, release2023",
    "Zugangsdaten liegen im Tresor / Raum2",
    "account: jan / developer",
    "root:x:0:0:root:/root:/bin/bash",
    "main.py:warning:12:3: unused",
    "path = ''.join(['/api', '/v2'])",
    "token = ', '.join(names)",
    "Pin the version because the latest is 20231104",
    "GPIO pin 4 is 1024 steps away",
    "Order 1234-5678-9012 has a serial number",
    "pass 2 of the optimizer",
    "The key was moved, see config.2023",
]


@pytest.mark.parametrize(
    ("form", "value"), [(form, value) for value, forms in KINDS.items() for form in forms]
)
def test_a_secret_is_redacted_where_the_text_says_it_is_one(form, value):
    cleaned = clean(form.format(value)).text
    assert value not in cleaned
    assert "[redacted:" in cleaned


@pytest.mark.parametrize("text", HARMLESS)
def test_what_the_text_says_is_something_else_is_left_alone(text):
    assert clean(text).text == text


@pytest.mark.parametrize(
    "form",
    [
        "token = ''.join(['{}', '{}'])",
        'apiKey = ["{}", "{}"].join("")',
        'password = "".join(("{}", "{}"))',
        'String password = String.join("", "{}", "{}");',
        'token := strings.Join([]string{{"{}", "{}"}}, "")',
        "$password = implode('', ['{}', '{}']);",
    ],
)
def test_a_value_that_a_list_is_joined_to_is_redacted_whole(form):
    first, second = "EjFRDry8OI7I", "BgFcUKJWxiBi"
    cleaned = clean(form.format(first, second)).text
    assert first not in cleaned
    assert second not in cleaned


def test_the_whole_hash_of_a_password_is_redacted():
    salt, digest = "F5Jx5fExrKuPp53xLKQ..1", "X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7"
    assert digest not in clean(f"jan:$y$j9T${salt}${digest}").text
