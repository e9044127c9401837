"""`clean` redacts secrets, and nothing else."""

import base64

import pytest

from chesterton.model.clean import Removed
from chesterton.redact.clean import RULES_VERSION, Cleaned, clean, clean_name

GITHUB = "ghp_" + "a7Kq2Zx9Lm" * 3 + "4Pw8Rt"
STRIPE = "sk_" + "live_" + "5dLcX99arLsXMTLAqlUenjHl"
KEY = "9fj3kd82js9dkf73hs01"
PEM = "-----BEGIN RSA PRIVATE" + " KEY-----\n" + "MIIEowIBAAKCAQEA0123abcdEFGH\n" * 3
PEM_END = "-----END RSA PRIVATE" + " KEY-----"

REMOVED = {
    f"rotate {GITHUB} today": "rotate [redacted:github-token] today",
    f"key {STRIPE}.": "key [redacted:stripe-key].",
    'password = "hunter2x"': 'password = "[redacted:password]"',
    "DB_PASSWORD=dragonfly": "DB_PASSWORD=[redacted:password]",
    "  password: s3cr3t\n  user: bob": "  password: [redacted:password]\n  user: bob",
    f"api_key: '{KEY}', # old": "api_key: '[redacted:api-key]', # old",
    f'let token: &str = "{KEY}";': 'let token: &str = "[redacted:token]";',
    f'{{"clientSecret": "{KEY}"}}': '{"clientSecret": "[redacted:secret]"}',
    '\\"password\\":\\"hunter2\\"': '\\"password\\":\\"[redacted:password]\\"',
    f"GET /v1?access_token={KEY}&page=2": "GET /v1?access_token=[redacted:token]&page=2",
    "postgres://app:p@ss/w@db:5432/x": "postgres://app:[redacted:url-password]@db:5432/x",
    "redis://:hunter2@cache/0": "redis://:[redacted:url-password]@cache/0",
    "Server=db;Password=a b!c;Database=x": (
        "Server=db;Password=[redacted:connection-string-password];Database=x"
    ),
    f"Authorization: Bearer {KEY}": "Authorization: Bearer [redacted:authorization]",
    f"Cookie: theme=dark; sid={KEY}": "Cookie: theme=dark; sid=[redacted:session]",
    "mysql -u root -phunter2 shop": "mysql -u root -p[redacted:password] shop",
    "curl -u bob:hunter2 https://x.org": "curl -u bob:[redacted:password] https://x.org",
    f"deploy --token {KEY} --now": "deploy --token [redacted:token] --now",
    "| user | password |\n|---|---|\n| bob | hunter2 |": (
        "| user | password |\n|---|---|\n| bob | [redacted:password] |"
    ),
    "user,password\nbob,hunter2\n": "user,password\nbob,[redacted:password]\n",
    "- name: DB_PASSWORD\n  value: hunter2": "- name: DB_PASSWORD\n  value: [redacted:password]",
    "<password>hunter2</password>": "<password>[redacted:password]</password>",
    "password=os.getenv('X', 'hunter2')": "password=os.getenv('X', '[redacted:password]')",
    "kind: Secret\ndata:\n  tls: aGVsbG8gd29ybGQ=\n": (
        "kind: Secret\ndata:\n  tls: [redacted:secret]\n"
    ),
    "the password is swordfish.": "the password is [redacted:password].",
    "log in with admin / s3cret": "log in with admin / [redacted:password]",
    "pw: hunter2": "pw: [redacted:password]",
    "use hunter2 as the password": "use [redacted:password] as the password",
    f"see {PEM}{PEM_END} there": "see [redacted:private-key] there",
}
STAYS = [
    "The token: we rotate it monthly",
    "password is required",
    "the secret is to retry twice",
    "fixed the token refresh in 3f2a9c0d1e4b5a6978877665544332211ffeeddc",
    "tenant 123e4567-e89b-42d3-a456-426614174000 has no secret",
    "sha256:" + "0123456789abcdef" * 4,
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:payments/db-AbCdEf",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8Zb3kQ7y2mN1pLw0XvRtYuIoPaSdFgHjKlZxCvBnM bob@host",
    "pk_" + "live_5dLcX99arLsXMTLAqlUenjHl",
    "API_KEY=your-api-key",
    "password: ${DB_PASSWORD}",
    "token = os.environ['TOKEN']",
    "Authorization: Bearer <token>",
    "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----",
]


@pytest.mark.parametrize(("text", "cleaned"), REMOVED.items())
def test_only_the_secret_itself_is_redacted(text, cleaned):
    assert clean(text).text == cleaned


@pytest.mark.parametrize("text", STAYS)
def test_harmless_text_is_unchanged(text):
    assert clean(text) == Cleaned(text)


def test_removed_secrets_are_counted_by_rule():
    cleaned = clean(f"{GITHUB} then {STRIPE} and once more {GITHUB}")
    assert cleaned.removed == (Removed("github-token", 2), Removed("stripe-key", 1))


def test_private_regions_are_removed_entirely_even_if_unclosed():
    assert clean("a <private>my\nthoughts</private> b").text == "a [redacted:private] b"
    assert clean("a <PRIVATE>one<private>two</private>three</private> b").text == (
        "a [redacted:private] b"
    )
    assert clean("a <private>to the end").text == "a [redacted:private]"
    assert clean("</private> alone").text == "</private> alone"


def test_every_occurrence_of_a_detected_secret_is_redacted():
    assert "hunter2x" not in clean("password: hunter2x\n\nLater we saw hunter2x in a log.").text


@pytest.mark.parametrize(
    "text",
    [
        f"the token is {GITHUB[:17]}\n{GITHUB[17:]} and it leaked",
        f"> {GITHUB[:9]}\n> {GITHUB[9:]}\n",
        f'"{GITHUB[:22]}" +\n   "{GITHUB[22:]}"',
        f"use {GITHUB[:12]}\u200b{GITHUB[12:]} now",
        "use " + "\u2060".join(GITHUB) + " now",
        "data: " + base64.b64encode(GITHUB.encode()).decode(),
        "?next=%2Fx%3Ftoken%3D" + GITHUB.replace("_", "%5F"),
    ],
)
def test_split_and_encoded_secrets_are_redacted(text):
    cleaned = clean(text).text
    assert "redacted" in cleaned
    assert not any(GITHUB[i : i + 5] in cleaned for i in range(4, len(GITHUB) - 5))


def test_a_user_and_password_in_base64_are_redacted():
    pair = base64.b64encode(b"bob:correct!horse9").decode()
    assert clean(f"the header carries {pair} as is").text == (
        "the header carries [redacted:encoded-password] as is"
    )


def test_a_private_key_in_json_is_redacted_with_its_escapes():
    line = (PEM + PEM_END).replace("\n", "\\n")
    assert clean(f'{{"key": "{line}"}}').text == '{"key": "[redacted:private-key]"}'


def test_a_truncated_private_key_is_redacted():
    assert clean(f"key: {PEM}").text.strip() == "key: [redacted:private-key]"


def test_hidden_characters_are_stored_as_escapes():
    assert clean("if admin\u202e: \u2066x\u2069\U000e0041").text == (
        "if admin\\u202e: \\u2066x\\u2069\\U000e0041"
    )


def test_a_name_is_cleaned_and_stays_on_one_line():
    assert clean_name("src/a\nb\t.py") == "src/a\\nb\\t.py"
    assert clean_name(f"logs/{GITHUB}.txt") == "logs/[redacted:github-token].txt"
    assert clean_name("password_reset_token") == "password_reset_token"


def test_the_rules_have_a_version():
    assert RULES_VERSION >= 2
