"""Fingerprints: hashes of normalised syntax trees, equal for code with the same meaning."""

import hashlib

from chesterton.syntax.grammar import is_installed, signature
from chesterton.syntax.language_rules import Language
from chesterton.syntax.positions import to_bytes
from chesterton.syntax.shape import Shape

SHAPE_VERSION = 3
"""Incremented whenever a change of the normal form changes fingerprints."""


def fingerprint(shape: Shape, language: Language) -> str:
    """The fingerprint, as `<version>:<32 hexadecimal characters>`."""
    digest = hashlib.blake2b(digest_size=16)
    for node in shape.nodes:
        line = f"{node.depth} {node.field} {node.kind} {len(node.text)} {node.text}\n"
        digest.update(to_bytes(line))
    return f"{version(language)}:{digest.hexdigest()}"


def version(language: Language) -> str:
    """The version prefix; fingerprints with different versions cannot be compared."""
    return f"{SHAPE_VERSION}-{signature(language)}"


def same_version(fingerprint: str, language: Language) -> bool:
    """Whether the fingerprint can be compared with one computed by this version."""
    return is_installed(language) and fingerprint.startswith(f"{version(language)}:")
