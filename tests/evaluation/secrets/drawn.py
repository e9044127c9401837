"""Draws texts from the families of `wordings` and `harmless_wordings`.

python -m tests.evaluation.secrets.drawn SEED...   prints what those seeds leak or alter
"""

import base64
import re
import sys
from collections.abc import Iterator
from random import Random
from string import ascii_lowercase, ascii_uppercase, digits

from chesterton.redact.clean import clean
from tests.evaluation.secrets.harmless_wordings import HARMLESS
from tests.evaluation.secrets.measure import remains
from tests.evaluation.secrets.samples import Sample
from tests.evaluation.secrets.situations import LOOK_ALIKES, SITUATIONS
from tests.evaluation.secrets.tokens import ALNUM, B64, HEX, UPPER, draw, uuid
from tests.evaluation.secrets.wordings import FAMILIES
from tests.evaluation.secrets.wordings_more import MORE

HELD_OUT = 90_001
"""Looked at once, when the rules were done."""

ROUNDS = 4
_LENGTH = re.compile(r"([a-zA-Z])(\d*)")
VENDORS = [
    "Twilio",
    "Algolia",
    "Cloudflare",
    "Heroku",
    "Postmark",
    "Meraki",
    "Datadog",
    "Linode",
    "Wandb",
    "Sendgrid",
    "Pusher",
]
THINGS = [
    "NAS",
    "admin panel",
    "printer",
    "test box",
    "build server",
    "backup disk",
    "camera",
    "staging database",
]
CAMEL = [
    "searchAdmin",
    "billingMaster",
    "invoiceSigning",
    "pushService",
    "mailDeploy",
    "geoLicense",
    "vaultRoot",
]
WORDS = [
    "granite",
    "walnut",
    "lemur",
    "quartz",
    "tulip",
    "falcon",
    "ember",
    "pocket",
    "meadow",
    "copper",
    "violet",
    "saddle",
    "thunder",
    "pepper",
    "marble",
    "cactus",
    "ribbon",
    "harbor",
    "lantern",
]
NAMES = ["lotte", "karin", "emil", "bruno", "marta", "jonas", "greta", "pablo", "irina", "oskar"]
SEED_WORDS = [
    "abandon",
    "ability",
    "absent",
    "acid",
    "acoustic",
    "balance",
    "cabbage",
    "cable",
    "dad",
    "eagle",
    "fabric",
    "fame",
    "garden",
    "garlic",
    "icon",
    "jealous",
    "jungle",
    "knife",
    "lemon",
    "leopard",
    "mirror",
    "mixture",
    "noise",
    "orbit",
    "orchard",
    "puzzle",
    "rifle",
    "salad",
    "snack",
    "sorry",
    "staff",
    "timber",
    "venture",
    "vendor",
    "woman",
    "wood",
    "zebra",
    "zone",
]
_LEET = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5"}


def _leet(word: str) -> str:
    at = next((n for n in range(1, len(word)) if word[n] in _LEET), 1)
    return word[:at] + _LEET.get(word[at], "7") + word[at + 1 :]


def password(random: Random) -> str:
    first, second = random.sample(WORDS, 2)
    number = draw(random, digits, 2)
    return random.choice(
        (
            f"{_leet(first)}{second}{number}",
            f"{first}{random.randrange(1, 9)}{second.capitalize()}",
            f"{first.capitalize()}_{number}",
            f"{first.capitalize()}{random.choice('!#$%')}{draw(random, digits, 4)}",
            f"{_leet(first.capitalize())}{number}",
            f"{first.capitalize()}{draw(random, digits, 4)}",
            f"{first}{second}{number[:1]}",
            f"{first[:4]}{number}{second.capitalize()}",
            f"{first.capitalize()[:3]}{random.randrange(1, 9)}!{second}{random.randrange(1, 9)}",
            draw(random, ascii_lowercase, 3)
            + number
            + draw(random, ascii_uppercase, 3)
            + number[:1],
        )
    )


def habitual(random: Random) -> str:
    """A password in other styles than those of `password`."""
    one, two, three = random.sample(WORDS, 3)
    number, sign = draw(random, digits, 3), random.choice("!#$%&*?")
    return random.choice(
        (
            f"{one.capitalize()}{number}{sign}",
            f"!{one.capitalize()}{number}",
            f"{one.capitalize()}{sign}{number}",
            f"{one}{number[:2]}{two.capitalize()}",
            f"{one}-{two}-{three}-{number[:2]}",
            f"{one.capitalize()}{two.capitalize()}{number[:2]}",
            f"{one}_{two}_{number}",
            f"{one}{two}{number}",
            f"{_leet(one)}{sign}{two}{number[:2]}",
            f"{one.upper()}{number}x",
            f"{number[:2]}{one.capitalize()}{number[1:]}%",
            f"{one.capitalize()}{number[0]}{two.capitalize()}{number[1]}",
            "-".join(draw(random, ALNUM, 3) + each for each in number),
            f"P@ssw0rd{number}",
            draw(random, ALNUM, 11) + number[:2],
            f"{draw(random, ALNUM, 5)}{sign}{draw(random, ALNUM, 5)}{number[:2]}",
            name_and_number(random),
        )
    )


def name_and_number(random: Random) -> str:
    return random.choice(NAMES) + str(random.randrange(1950, 2020))


def _anything(random: Random) -> str:
    return random.choice(
        (
            draw(random, HEX, 32),
            draw(random, HEX, 40),
            draw(random, HEX, 64),
            uuid(random),
            draw(random, ALNUM, 24),
            draw(random, ALNUM, 40),
        )
    )


def _codes(random: Random) -> str:
    digits_only = f"{draw(random, digits, 4)}-{draw(random, digits, 4)}"
    mixed = f"{draw(random, ascii_lowercase, 4)}{draw(random, digits, 1)}-{draw(random, HEX, 4)}7"
    return random.choice((digits_only, mixed))


def _mnemonic(random: Random) -> str:
    return " ".join(random.choices(SEED_WORDS, k=random.choice((12, 15, 18, 24))))


def _number(random: Random) -> str:
    return random.choice((uuid(random), draw(random, HEX, 32), draw(random, HEX, 40)))


def _key(random: Random) -> str:
    return "-".join(draw(random, UPPER, 5) for _ in range(5))


def _value(random: Random, kind: str, length: int) -> str:
    makers = {
        "p": lambda: password(random),
        "q": lambda: habitual(random),
        "w": lambda: name_and_number(random),
        "K": lambda: _anything(random),
        "f": lambda: " ".join(random.sample(WORDS, 4)),
        "n": lambda: _number(random),
        "u": lambda: uuid(random),
        "m": lambda: _mnemonic(random),
        "M": lambda: " ".join(f"{n}. {w}" for n, w in enumerate(_mnemonic(random).split(), 1)),
        "r": lambda: _codes(random),
        "d": lambda: draw(random, digits, length or 6),
        "e": lambda: base64.b64encode(password(random).encode()).decode(),
        "s": lambda: " ".join(random.choice(WORDS) + draw(random, digits, 2)),
        "t": lambda: draw(random, ascii_uppercase + "234567", 32),
        "a": lambda: "AKIA" + draw(random, ascii_uppercase, 16),
        "k": lambda: _key(random),
        "h": lambda: draw(random, HEX, length),
        "H": lambda: draw(random, HEX.upper(), length),
        "b": lambda: draw(random, ALNUM, length),
        "B": lambda: draw(random, B64, length),
        "l": lambda: draw(random, ascii_lowercase + digits, length),
    }
    return makers[kind]()


_FIELD = re.compile(r"\{\{|\}\}|\{([a-zA-Z])(\d*)\}")
_OPEN = {"o": THINGS, "c": CAMEL}


def filled(random: Random, template: str) -> tuple[str, tuple[str, ...]]:
    """The template with everything drawn; and the secrets in it."""
    secrets: list[str] = []
    vendor = random.choice(VENDORS)

    def write(field: re.Match[str]) -> str:
        if field[1] is None:
            return field[0][0]
        if field[1] in "vV":
            return vendor.upper() if field[1] == "V" else vendor
        if field[1] in _OPEN:
            return random.choice(_OPEN[field[1]])
        value = _value(random, field[1], int(field[2] or 0))
        secrets.append(value)
        return value

    return _FIELD.sub(write, template), tuple(secrets)


BEFORE = ("", "", "Retry twice, the gateway bills the third attempt.\n\n", "See the runbook. ")


def leaks(seed: int, rounds: int = ROUNDS) -> Iterator[Sample]:
    random = Random(seed)
    for _ in range(rounds):
        for family, templates in (FAMILIES | MORE | SITUATIONS).items():
            for template in templates:
                text, secrets = filled(random, template)
                before = random.choice(BEFORE) if "\n" not in text else ""
                yield Sample(family, before + text, secrets)


def harmless(seed: int, rounds: int = ROUNDS) -> Iterator[tuple[str, str]]:
    random = Random(seed)
    for _ in range(rounds):
        for family, templates in (HARMLESS | LOOK_ALIKES).items():
            for template in templates:
                yield family, filled(random, template)[0]


def main(seeds: list[str]) -> None:
    for seed in map(int, seeds):
        samples, texts = list(leaks(seed)), list(harmless(seed))
        missed = [sample for sample in samples if remains(sample)]
        altered = [(family, text, clean(text).text) for family, text in texts]
        altered = [each for each in altered if each[1] != each[2]]
        lines = [f"leak  {each.kind}: {clean(each.text).text!r}" for each in missed]
        lines += [f"alarm {family}: {cleaned!r}" for family, _, cleaned in altered]
        lines += [
            f"seed {seed}: {len(missed)} of {len(samples)} leak, {len(altered)} of {len(texts)} altered"
        ]
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
