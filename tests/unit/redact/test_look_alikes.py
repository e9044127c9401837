"""Texts that name a secret, or look like one, and hold none."""

import pytest

from chesterton.redact.clean import clean

UUID = "72c138a8-fb54-4fe8-814a-b00a2db51c98"
N = "qkqD-WCpG3ppS-UnY9TQvt4fJAJldN4iBGJ7G4yZsknCJQB422U63smWk7af1s_5"

PREDICATES = [
    "Die PIN ist vierstellig und wird gehasht.",
    "Das Passwort ist mindestens zwölf Zeichen lang und wird nie protokolliert.",
    "Der PIN ist sechsstellig oder leer.",
    "Die Passphrase ist lang aber leicht zu merken",
    "Le code PIN est haché avant stockage et jamais affiché.",
    "The passphrase: long and never written to disk",
    "El PIN es corto pero se guarda cifrado.",
    "De pincode is kort maar wordt versleuteld opgeslagen.",
    "La passphrase è lunga e non viene salvata",
]
LINKS = [
    "[`password`](#password) | [`token`](#token)",
    "| [password](#password) | [secret](./secret.md) |",
    "token: [how to rotate it](docs/token-rotation.md)",
    "password | [reset](https://docs.example.org/reset#step2)",
    "- password: [`v2`](#v2-password)",
    "secret = ![icon](img/key2.png)",
]
HELP = [
    "Flag        Meaning\n--password  asks for it on the tty\n--token     reads it from a file",
    "  --pass   prompts when a tty is attached",
    "--password\tasks twice before it is set",
    "  -u, --user NAME\n  -p, --passphrase   unlocks the store without asking",
    "--pin     shows (in hex) what the card stores",
    "      --with-password   includes salted hashes in the dump",
]
PUBLIC = [
    f'"n":"{N}","e":"AQAB"',
    f'{{"kty": "RSA", "e": "AQAB", "n": "{N}"}}',
    '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}',
    f'JWKS of the token issuer: {{"keys": [{{"use": "sig", "kid": "a1", "n": "{N}"}}]}}',
    "did:key:z6Mk5Dtg7SsHyjuzCxUw3fJJmNChbYWb3NHFUBHNfuQDPYcB",
    "signingkey = C8E7B691FE6EF655",
    "git config user.signingkey 36A464604EB24C9C",
    "signingKey: 0xC8E7B691FE6EF655",
    "git config --global user.signingkey 0A1B2C3D4E5F60718293A4B5C6D7E8F901234567",
    "default-key C8E7B691FE6EF655",
]
IDS = [
    "X-Amzn-Trace-Id: Root=1-aa109672-1b3283fbace9e791a1aceb44",
    "Self=1-67891234-12456789abcdef012345678;Root=1-67891233-abcdef012345678912345678",
    "login failed, trace 1-67891233-abcdef012345678912345678",
    "b3: 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1",
    "build 1ff5ee7-2686",
    "server build 3ac47f1-91",
    "image of the login service: 20260301-4f1ce55-77",
    'class="Login_passwordField__F1j4j"',
    '<input className="Auth_root__a1B2c login">',
    "styles of the login: Button_admin__x9Kq2",
    f"https://app.circleci.com/pipelines/github/acme/x/1851/workflows/{UUID}/jobs/2655",
    f"https://ci.acme.io/workflows/{UUID}/runs/4/steps",
    f"https://buildkite.com/acme/deploy/builds/77#{UUID}",
    "https://kibana.acme.io/app/discover#/doc/logs-*/logs-2026.03?id=6M8HoZLzQMBUpw24ay2K",
    "https://viewer.acme.io/alerts/show?id=6M8HoZLzQMBUpw24ay2K",
    "https://docs.acme.io/shared/open?doc_id=6M8HoZLzQMBUpw24ay2K&page=2",
]
STORES = [
    "password=@Microsoft.KeyVault(SecretUri=https://acme.vault.azure.net/secrets/x)",
    "DB_PASSWORD: ref+awssecrets://prod/db#/password1",
    "password: azurekeyvault://acme/db-password2",
    "token = doppler://prod/API_TOKEN2",
    "secret: awsssm:/prod/db/secret1",
    "API_KEY=bws://0a1b2c3d",
    "password: gopass:infra/db2",
]


@pytest.mark.parametrize("text", [*PREDICATES, *LINKS, *HELP, *PUBLIC, *IDS, *STORES])
def test_a_text_without_a_secret_is_kept(text):
    assert clean(text).text == text


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("mysql --password  heron44Cloth shop", "heron44Cloth"),
        ("--token  ghp_" + "a7Kq2Zx9Lm" * 3 + "4Pw8Rt", "a7Kq2Zx9Lm"),
        (f'{{"kty":"RSA","d":"{N}","n":"x"}}', N),
        (f"https://hooks.acme.io/workflows/{UUID}/jobs/1", UUID),
        ("https://acme.io/webhook?id=6M8HoZLzQMBUpw24ay2K", "6M8HoZLzQMBUpw24ay2K"),
        ("signing_key = 4be1d07c9a2f5836e1c97a0b2d48f5613ea07bd9", "4be1d07c"),
        ("the passphrase is larch kettle ride moss", "kettle"),
        ("passphrase: larch kettle ride moss", "kettle"),
    ],
)
def test_a_secret_next_to_such_a_text_is_removed(text, secret):
    assert secret not in clean(text).text
