"""The test set: texts with secrets in them, drawn from a seed."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from urllib.parse import quote

from tests.evaluation.secrets import habits, places
from tests.evaluation.secrets.tokens import (
    B64,
    HEX,
    SELF_IDENTIFYING,
    URLSAFE,
    draw,
    jwt,
    machine_made,
    password,
)

SERVICES = [
    "stripe",
    "datadog",
    "acme",
    "billing",
    "search",
    "sendy",
    "mailer",
    "payments",
    "crm",
    "gateway",
    "ledger",
]
USERS = ["admin", "root", "bob", "alice", "deploy", "svc-ci", "jenkins", "postgres", "app_user"]
HOSTS = ("db.internal", "api.example.com", "10.0.3.7", "ci.acme.io", "localhost", "vault.corp.net")
SENTENCES = (
    "Retry exactly twice, the gateway bills the third attempt.",
    "See the incident of last October for the reason.",
    "A user may pay with two cards at once.",
    "This must stay before the migration.",
    "Nobody knows why it sleeps here.",
    "Do not cache this: the tenant may change between two requests.",
)


NAMED = (*places.CODE, *places.CONFIG, *places.COMMANDS, *habits.NAMED)
PASSWORDS = (*places.PASSWORDS, *habits.PASSWORDS)
PROSE = (*places.PROSE, *habits.PROSE)


@dataclass(frozen=True)
class Sample:
    kind: str
    text: str
    secrets: tuple[str, ...]


def samples(seed: int, rounds: int = 3) -> Iterator[Sample]:
    """Each place and each format `rounds` times or more, with secrets drawn at random."""
    random = Random(seed)
    for _ in range(rounds):
        yield from _self_identifying(random)
        yield from _structured(random)
        yield from _in_places(random, "keyword-only", NAMED, machine_made)
        yield from _in_places(random, "keyword-only", PASSWORDS, password)
        yield from _in_places(random, "prose password", PROSE, password)
        yield from _notes(random)
        yield from _split(random)


def _filled(random: Random, place: str, secret: str) -> str:
    name = random.choice(SERVICES)
    return place.format(
        s=secret,
        n=name,
        N=name.capitalize(),
        U=name.upper(),
        u=random.choice(USERS),
        h=random.choice(HOSTS),
    )


def _in_places(random, kind, all_places, make) -> Iterator[Sample]:
    for place in all_places:
        secret = make(random)
        yield Sample(kind, _filled(random, place, secret), (secret,))


def _self_identifying(random: Random) -> Iterator[Sample]:
    everywhere = (*places.BARE, *places.CODE, *places.CONFIG, *places.COMMANDS)
    for make in SELF_IDENTIFYING.values():
        for _ in range(4):
            secret = make(random)
            text = _filled(random, random.choice(everywhere), secret)
            yield Sample("self-identifying token", text, (secret,))


def _notes(random: Random) -> Iterator[Sample]:
    makers = [machine_made, machine_made, *random.sample(list(SELF_IDENTIFYING.values()), 8)]
    for place in places.NOTES:
        secret = random.choice(makers)(random)
        yield Sample("note-like text", _among(random, _filled(random, place, secret)), (secret,))
    for place in random.sample(places.PROSE, 8):
        secret = password(random)
        yield Sample("note-like text", _among(random, _filled(random, place, secret)), (secret,))


def _among(random: Random, text: str) -> str:
    before, after = random.sample(SENTENCES, 2)
    return random.choice((f"{before}\n\n{text}\n{after}", f"{before} {text}", f"{text}\n\n{after}"))


def pem(random: Random, label: str = "RSA PRIVATE KEY") -> str:
    body = "\n".join(draw(random, B64, 64) for _ in range(random.randrange(4, 24)))
    return f"-----BEGIN {label}-----\n{body}\n{draw(random, B64, 30)}==\n-----END {label}-----"


def _body(key: str) -> tuple[str, ...]:
    return tuple(line for line in key.split("\n") if "-----" not in line and ":" not in line)


def _structured(random: Random) -> Iterator[Sample]:
    yield from _keys(random)
    yield from _urls(random)
    kind = "structured"
    for make in (machine_made, lambda r: draw(r, B64, 44)):
        secret = make(random)
        for scheme in ("Bearer", "Token", "token", "ApiKey"):
            yield Sample(kind, f"Authorization: {scheme} {secret}", (secret,))
            yield Sample(kind, f'-H "Authorization: {scheme} {secret}" \\', (secret,))
    token = jwt(random)
    for text in (f"Cookie: sid={token}", f"id_token={token}&state=1", f"the JWT {token} expired"):
        yield Sample(kind, text, (token,))
    session = draw(random, URLSAFE, 32)
    yield Sample(kind, f"Cookie: theme=dark; sessionid={session}; lang=de", (session,))
    yield Sample(kind, f"Set-Cookie: connect.sid=s%3A{session}; Path=/; HttpOnly", (session,))
    user, human = random.choice(USERS), password(random)
    basic = base64.b64encode(f"{user}:{human}".encode()).decode()
    for text in (f"Authorization: Basic {basic}", f'{{"auths": {{"reg": {{"auth": "{basic}"}}}}}}'):
        yield Sample(kind, text, (basic,))
    yield from _connections(random)


def _keys(random: Random) -> Iterator[Sample]:
    for label in (
        "RSA PRIVATE KEY",
        "PRIVATE KEY",
        "EC PRIVATE KEY",
        "OPENSSH PRIVATE KEY",
        "DSA PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY",
    ):
        key = pem(random, label)
        for text in (
            f"deploy key:\n{key}\nkeep it",
            "    " + key.replace("\n", "\n    "),
            "> " + key.replace("\n", "\n> "),
            '{"private_key": "' + key.replace("\n", "\\n") + '"}',
            'KEY="' + key.replace("\n", "\\n") + '"',
            key.rpartition("\n")[0],
            "".join(f'"{line}\\n" +\n' for line in key.split("\n")),
        ):
            yield Sample("structured", text, _body(key))
    block = pem(random, "PGP PRIVATE KEY BLOCK").replace(
        "-----\n", "-----\nVersion: GnuPG v2\n\n", 1
    )
    yield Sample("structured", block, _body(block))


URLS = (
    "postgres://{u}:{s}@{h}:5432/shop",
    "postgresql+asyncpg://{u}:{s}@{h}/shop?ssl=true",
    "mongodb+srv://{u}:{s}@cluster0.abcde.mongodb.net/test",
    "mongodb://{u}:{s}@h1:27017,h2:27017/db?replicaSet=rs0",
    "redis://:{s}@{h}:6379/0",
    "rediss://default:{s}@{h}:6380",
    "amqps://{u}:{s}@{h}:5671/%2F",
    "mysql://{u}:{s}@{h}/shop",
    "https://{u}:{s}@{h}/repo.git",
    "git clone https://oauth2:{s}@gitlab.com/acme/app.git",
    "ftp://{u}:{s}@{h}/pub",
    "smtp://{u}:{s}@{h}:587",
    "ldap://{u}:{s}@{h}",
    'DATABASE_URL="postgres://{u}:{s}@{h}/x"',
    'dsn := "{u}:{s}@tcp({h}:3306)/shop?parseTime=true"',
    "see <https://{u}:{s}@{h}/jobs> for the log",
    "proxy: http://{u}:{s}@proxy.{h}:3128.",
)


def _urls(random: Random) -> Iterator[Sample]:
    for place in URLS:
        for make in (password, machine_made):
            secret = make(random)
            if "http" in place or "git" in place:
                secret = secret.replace("/", "x").replace("#", "x").replace("?", "x")
            yield Sample("structured", _filled(random, place, secret), (secret,))


def _connections(random: Random) -> Iterator[Sample]:
    key, human, short = draw(random, B64, 86) + "==", password(random), draw(random, B64, 43) + "="
    for text, secret in (
        (
            f"DefaultEndpointsProtocol=https;AccountName=shop;AccountKey={key};EndpointSuffix=core.windows.net",
            key,
        ),
        (
            f"Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={short}",
            short,
        ),
        (f"Server=db;Database=shop;User Id=sa;Password={human};Encrypt=True", human),
        (f"Driver={{ODBC}};Server=db;Uid=sa;Pwd={human};", human),
        (f"jdbc:mysql://db/shop?user=app&password={human}&ssl=true", human),
        (f"jdbc:oracle:thin:app/{human}@db:1521/x", human),
        (f"localhost:5432:shop:app:{human} # password file", human),
    ):
        yield Sample("structured", text, (secret,))
    signature = quote(draw(random, B64, 43) + "=", safe="")
    yield Sample(
        "structured",
        f"https://x.blob.core.windows.net/c/b?sv=2022-11-02&sp=r&sig={signature}",
        (signature,),
    )


def _split(random: Random) -> Iterator[Sample]:
    kind = "split or encoded"
    names = (
        "github classic",
        "stripe live",
        "slack bot",
        "anthropic",
        "gitlab",
        "npm",
        "sendgrid",
        "google api",
        "openai project",
    )
    for name in names:
        secret = SELF_IDENTIFYING[name](random)
        cut = random.randrange(6, len(secret) - 6)
        left, right = secret[:cut], secret[cut:]
        for text in (
            f"the token is {left}\n{right} and it leaked",
            f"> token {left}\n> {right}\n",
            f"    # {left}\n    # {right}",
            f'key = "{left}" \\\n      "{right}"',
            f"curl -H 'X-Token: {left}\\\n{right}'",
        ):
            yield Sample(kind, text, (left, right))
        at = random.randrange(1, len(secret))
        yield Sample(kind, f"use {secret[:at]}\u200b{secret[at:]} now", (secret[:at], secret[at:]))
        yield Sample(kind, "use " + "\u200d".join(secret) + " now", (secret,))
        hidden = base64.b64encode(secret.encode()).decode()
        yield Sample(kind, f"data:\n  value: {hidden}", (hidden,))
    for _ in range(8):
        human = password(random) + "!&"
        coded = quote(human, safe="")
        yield Sample(kind, f"https://{{h}}/login?user=bob&password={coded}", (coded,))
        yield Sample(kind, f"redirect=postgres%3A%2F%2Fapp%3A{coded}%40db%2Fshop", (coded,))
        pair = base64.b64encode(f"bob:{human}".encode()).decode()
        yield Sample(kind, f"the header carries {pair} as is", (pair,))
        key = draw(random, HEX, 40)
        yield Sample(
            kind,
            f"The API key we use for the billing sandbox and nothing else is {key[:20]}\n{key[20:]}",
            (key[:20], key[20:]),
        )
        yield Sample(kind, f'{{"message": "password: \\"{human}\\""}}', (human,))
