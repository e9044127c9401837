"""Changed fingerprints need a new version, or every stored one would be reported as `changed`.

Each line of `fixtures/fingerprints.txt` is a `version, code, fingerprint` that was once stored.
`--update` adds missing lines, and never changes existing ones.
"""

import hashlib

import pytest

from chesterton.syntax.fingerprint import SHAPE_VERSION, version
from chesterton.syntax.language import language_named
from tests.unit.syntax.test_meaning import CASES, FIXTURES, fingerprint

STORED = FIXTURES.parent / "fingerprints.txt"


def stored():
    lines = STORED.read_text("utf-8").splitlines() if STORED.exists() else []
    return {(prefix, code): digest for prefix, code, digest in map(str.split, lines)}


def current():
    """The current fingerprints, by version and digest of the code."""
    fingerprints = {}
    for case in CASES:
        language, _, spellings = case.values
        code, name = spellings[0]
        digest = hashlib.blake2b(f"{name}\n{code}".encode(), digest_size=6).hexdigest()
        key = version(language_named(language)), digest
        fingerprints[key] = fingerprint(language, code, name).partition(":")[2]
    return fingerprints


@pytest.fixture
def recorded(request):
    fingerprints = stored()
    if request.config.getoption("--update"):
        fingerprints = current() | fingerprints
        lines = (f"{' '.join(key)} {digest}\n" for key, digest in sorted(fingerprints.items()))
        STORED.write_text("".join(lines), "utf-8")
    return fingerprints


def test_a_stored_fingerprint_never_changes(recorded):
    changed = {key for key, digest in current().items() if recorded.get(key, digest) != digest}
    assert changed == set(), "raise SHAPE_VERSION, or the revision of the language"


def test_every_fingerprint_is_stored(recorded):
    """Skips unrecorded grammar versions: a different release of the grammar is installed."""
    versions = {prefix for prefix, _ in recorded}
    assert any(one.startswith(f"{SHAPE_VERSION}-") for one in versions), "run it with --update"
    missing = {key for key in current() if key[0] in versions and key not in recorded}
    assert missing == set(), "run it with --update"
