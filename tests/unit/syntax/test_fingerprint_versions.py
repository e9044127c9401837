"""A fingerprint that comes out otherwise needs another version: stored ones would all be `changed`.

`fixtures/fingerprints.txt` holds `version, code, fingerprint` a line, as they once were stored.
`--update` adds what is missing, and never takes back what is there.
"""

import hashlib

import pytest

from chesterton.syntax.fingerprint import SHAPE_VERSION, version
from chesterton.syntax.language import language_named
from tests.unit.syntax.test_meaning import CASES, FIXTURES, fingerprint

STORED = FIXTURES.parent / "fingerprints.txt"


def stored():
    lines = STORED.read_text("utf-8").splitlines() if STORED.exists() else []
    return {(made, code): told for made, code, told in map(str.split, lines)}


def made():
    """By version and digest of the code, what fingerprint it has today."""
    found = {}
    for case in CASES:
        language, _, spellings = case.values
        code, name = spellings[0]
        digest = hashlib.blake2b(f"{name}\n{code}".encode(), digest_size=6).hexdigest()
        key = version(language_named(language)), digest
        found[key] = fingerprint(language, code, name).partition(":")[2]
    return found


@pytest.fixture
def known(request):
    found = stored()
    if request.config.getoption("--update"):
        found = made() | found
        lines = (f"{' '.join(key)} {told}\n" for key, told in sorted(found.items()))
        STORED.write_text("".join(lines), "utf-8")
    return found


def test_what_is_stored_is_never_read_otherwise(known):
    otherwise = {key for key, told in made().items() if known.get(key, told) != told}
    assert otherwise == set(), "raise SHAPE_VERSION, or the revision of the language"


def test_every_spelling_is_held(known):
    """Those of a grammar that nobody held yet are left out: another release of it is installed."""
    versions = {made for made, _ in known}
    assert any(one.startswith(f"{SHAPE_VERSION}-") for one in versions), "run it with --update"
    missing = {key for key in made() if key[0] in versions and key not in known}
    assert missing == set(), "run it with --update"
