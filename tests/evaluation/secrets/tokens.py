"""Tokens drawn at random in the formats that providers publish."""

import base64
import json
from collections.abc import Callable
from random import Random
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits

ALNUM = ascii_letters + digits
LOWER = ascii_lowercase + digits
UPPER = ascii_uppercase + digits
HEX = "0123456789abcdef"
URLSAFE = ALNUM + "_-"
B64 = ALNUM + "+/"

Maker = Callable[[Random], str]


def draw(random: Random, alphabet: str, length: int) -> str:
    return "".join(random.choices(alphabet, k=length))


def uuid(random: Random) -> str:
    groups = [draw(random, HEX, n) for n in (8, 4, 3, 3, 12)]
    return f"{groups[0]}-{groups[1]}-4{groups[2]}-{random.choice('89ab')}{groups[3]}-{groups[4]}"


def url64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def jwt(random: Random) -> str:
    head = url64(json.dumps({"alg": random.choice(["HS256", "RS256", "ES256"]), "typ": "JWT"}))
    claims = {"sub": str(random.randrange(10**9)), "iat": random.randrange(10**9, 2 * 10**9)}
    return f"{head}.{url64(json.dumps(claims))}.{draw(random, URLSAFE, 43)}"


def _of(prefix: str, alphabet: str, *lengths: int, joint: str = "", end: str = "") -> Maker:
    def make(random: Random) -> str:
        return prefix + joint.join(draw(random, alphabet, n) for n in lengths) + end

    return make


SELF_IDENTIFYING: dict[str, Maker] = {
    "aws key id": _of("AKIA", ascii_uppercase + "234567", 16),
    "aws temporary key id": _of("ASIA", ascii_uppercase + "234567", 16),
    "google api": _of("AIza", URLSAFE, 35),
    "google oauth secret": _of("GOCSPX-", URLSAFE, 28),
    "google access": _of("ya29.a0", URLSAFE, 160),
    "azure client secret": lambda r: draw(r, ALNUM, 3) + "8Q~" + draw(r, ALNUM + "_-.~", 34),
    "digitalocean": _of("dop_v1_", HEX, 64),
    "alibaba": _of("LTAI5t", ALNUM, 18),
    "heroku": _of("HRKU-AA", URLSAFE, 58),
    "vercel blob": _of("vercel_blob_rw_", ALNUM, 16, 30, joint="_"),
    "netlify": _of("nfp_", ALNUM, 36),
    "fly": _of("fo1_", URLSAFE, 43),
    "github classic": _of("ghp_", ALNUM, 36),
    "github oauth": _of("gho_", ALNUM, 36),
    "github server": _of("ghs_", ALNUM, 36),
    "github fine-grained": _of("github_pat_11", ALNUM, 20, 59, joint="_"),
    "gitlab": _of("glpat-", URLSAFE, 20),
    "gitlab deploy": _of("gldt-", URLSAFE, 20),
    "gitlab runner": _of("glrt-", URLSAFE, 20),
    "gitlab trigger": _of("glptt-", HEX, 40),
    "bitbucket": _of("ATBB", ALNUM, 32),
    "atlassian": _of("ATATT3xFfGF0", URLSAFE, 180),
    "stripe live": _of("sk_live_", ALNUM, 24),
    "stripe live long": _of("sk_live_51", ALNUM, 97),
    "stripe test": _of("sk_test_", ALNUM, 24),
    "stripe restricted": _of("rk_live_", ALNUM, 24),
    "stripe webhook": _of("whsec_", ALNUM, 32),
    "square": _of("sq0atp-", URLSAFE, 22),
    "shopify": _of("shpat_", HEX, 32),
    "braintree": lambda r: f"access_token$production${draw(r, LOWER, 16)}${draw(r, HEX, 32)}",
    "slack bot": lambda r: "-".join(
        ["xoxb", draw(r, digits, 12), draw(r, digits, 13), draw(r, ALNUM, 24)]
    ),
    "slack user": lambda r: "-".join(
        ["xoxp", *(draw(r, digits, 12) for _ in "123"), draw(r, HEX, 32)]
    ),
    "slack app": lambda r: f"xapp-1-A{draw(r, UPPER, 10)}-{draw(r, digits, 13)}-{draw(r, HEX, 64)}",
    "discord": lambda r: (
        "MT" + draw(r, ALNUM, 24) + "." + draw(r, ALNUM, 6) + "." + draw(r, URLSAFE, 38)
    ),
    "telegram": lambda r: f"{r.randrange(10**9, 10**10)}:AA{draw(r, URLSAFE, 33)}",
    "twilio": _of("SK", HEX, 32),
    "openai legacy": lambda r: f"sk-{draw(r, ALNUM, 20)}T3BlbkFJ{draw(r, ALNUM, 20)}",
    "openai project": lambda r: f"sk-proj-{draw(r, URLSAFE, 74)}T3BlbkFJ{draw(r, URLSAFE, 74)}",
    "anthropic": _of("sk-ant-api03-", URLSAFE, 93, end="AA"),
    "hugging face": _of("hf_", ascii_letters, 34),
    "groq": _of("gsk_", ALNUM, 52),
    "replicate": _of("r8_", ALNUM, 37),
    "perplexity": _of("pplx-", ALNUM, 48),
    "xai": _of("xai-", ALNUM, 80),
    "openrouter": _of("sk-or-v1-", HEX, 64),
    "deepseek": _of("sk-", HEX, 32),
    "npm": _of("npm_", ALNUM, 36),
    "pypi": _of("pypi-AgEIcHlwaS5vcmcC", URLSAFE, 150),
    "rubygems": _of("rubygems_", HEX, 48),
    "docker hub": _of("dckr_pat_", URLSAFE, 27),
    "nuget": _of("oy2", LOWER, 43),
    "planetscale": _of("pscale_tkn_", URLSAFE, 43),
    "supabase": _of("sbp_", HEX, 40),
    "databricks": _of("dapi", HEX, 32),
    "airtable": lambda r: f"pat{draw(r, ALNUM, 14)}.{draw(r, HEX, 64)}",
    "grafana": lambda r: f"glsa_{draw(r, ALNUM, 32)}_{draw(r, HEX, 8)}",
    "new relic": _of("NRAK-", UPPER, 27),
    "sentry": _of("sntryu_", HEX, 64),
    "dynatrace": lambda r: f"dt0c01.{draw(r, UPPER, 24)}.{draw(r, UPPER, 64)}",
    "posthog": _of("phx_", ALNUM, 43),
    "sonarqube": _of("squ_", HEX, 40),
    "sendgrid": lambda r: f"SG.{draw(r, URLSAFE, 22)}.{draw(r, URLSAFE, 43)}",
    "mailgun": _of("key-", HEX, 32),
    "mailchimp": _of("", HEX, 32, end="-us14"),
    "brevo": lambda r: f"xkeysib-{draw(r, HEX, 64)}-{draw(r, ALNUM, 16)}",
    "resend": lambda r: f"re_{draw(r, ALNUM, 8)}_{draw(r, ALNUM, 24)}",
    "vault": _of("hvs.CAES", URLSAFE, 90),
    "terraform": lambda r: f"{draw(r, ALNUM, 14)}.atlasv1.{draw(r, ALNUM, 67)}",
    "pulumi": _of("pul-", HEX, 40),
    "doppler": _of("dp.pt.", ALNUM, 43),
    "age": _of("AGE-SECRET-KEY-1", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58),
    "tailscale": lambda r: f"tskey-auth-{draw(r, ALNUM, 12)}CNTRL-{draw(r, ALNUM, 32)}",
    "postman": lambda r: f"PMAK-{draw(r, HEX, 24)}-{draw(r, HEX, 34)}",
    "circleci": lambda r: f"CCIPAT_{draw(r, ALNUM, 22)}_{draw(r, HEX, 40)}",
    "linear": _of("lin_api_", ALNUM, 40),
    "notion": _of("ntn_", ALNUM, 46),
    "figma": _of("figd_", URLSAFE, 40),
    "hubspot": lambda r: f"pat-na1-{uuid(r)}",
    "dropbox": _of("sl.B", URLSAFE, 134),
    "asana": lambda r: f"1/{r.randrange(10**15, 10**16)}:{draw(r, HEX, 32)}",
    "typeform": _of("tfp_", ALNUM, 44, 14, joint="_"),
    "launchdarkly": lambda r: f"sdk-{uuid(r)}",
    "jwt": jwt,
}


def machine_made(random: Random) -> str:
    """A secret without any prefix, in one of the usual alphabets and lengths."""
    alphabet, lengths = random.choice(
        [
            (HEX, (32, 40, 64)),
            (ALNUM, (16, 20, 24, 32, 40, 48)),
            (LOWER, (20, 24, 32, 36)),
            (B64, (32, 40, 44)),
            (URLSAFE, (22, 32, 43)),
            (UPPER, (20, 26, 32)),
        ]
    )
    return draw(random, alphabet, random.choice(lengths))


WORDS = [
    "tiger",
    "summer",
    "winter",
    "dragon",
    "purple",
    "coffee",
    "falcon",
    "river",
    "maple",
    "copper",
    "velvet",
    "rocket",
    "panda",
    "orbit",
    "marble",
    "thunder",
    "saffron",
    "willow",
    "harbor",
    "cactus",
    "meteor",
    "walnut",
    "lantern",
    "pepper",
    "bandit",
]


_HABITS = """
hunter2 letmein P@ssword qwertyuiop iloveyou dragonfly ncc1701 Tr0ub4dor&3 1q2w3e4r zaq1@WSX
admin123 password1 Passw0rd! Welcome1 s3cr3t trustno1 secret123 123456 swordfish pa55word
correct-horse-battery-staple correcthorsebatterystaple topsecret99 Summer2024! MyDogRex7
"""
HABITUAL = tuple(_HABITS.split())


def password(random: Random) -> str:
    """A password as people make them up."""
    if random.random() < 0.1:
        return random.choice(HABITUAL)
    word, other = random.sample(WORDS, 2)
    number = random.choice(["1", "7", "42", "99", "123", "2019", "2023", "2024"])
    sign = random.choice("!@#$%&*?+")
    return random.choice(
        [
            word + number,
            word.capitalize() + number + sign,
            word.capitalize() + sign + number,
            word.replace("a", "@").replace("e", "3").replace("o", "0") + number,
            f"{word.capitalize()}{other.capitalize()}{number}",
            f"{word}-{other}-{random.choice(WORDS)}-{number}",
            f"{word}_{other}{number}{sign}",
            draw(random, ALNUM, 10) + draw(random, digits, 1) + draw(random, ascii_lowercase, 1),
            draw(random, ALNUM + "!@#%^*-_+", 13) + draw(random, digits, 1) + "x",
            f"{word[:3].upper()}{number}{other}{sign}{number}",
        ]
    )
